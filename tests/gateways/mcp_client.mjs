// Lists and calls everything on an MCP server with the TypeScript client, and prints what came as JSON.
// node mcp_client.mjs <module of the client> <url> <legacy|auto|version> <arguments of the tools, JSON>
const [library, url, era, given] = process.argv.slice(2);
const { Client, StreamableHTTPClientTransport } = await import(library);

const mode = ["legacy", "auto"].includes(era) ? era : { pin: era };
const client = new Client(
  { name: "test", version: "1" },
  { capabilities: { elicitation: {} }, versionNegotiation: { mode } },
);
const asked = [];
client.setRequestHandler("elicitation/create", async (request) => {
  asked.push(request.params.message);
  const wanted = Object.keys(request.params.requestedSchema.properties);
  return { action: "accept", content: wanted.includes("confirm") ? { confirm: true } : { body: "Words." } };
});
const headers = { authorization: "Bearer sk-sandbox" };
await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }));

async function every(list, key) {
  const found = [];
  let cursor;
  do {
    const page = await list.call(client, cursor ? { cursor } : {});
    found.push(...page[key]);
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

const tools = await every(client.listTools, "tools");
const prompts = await every(client.listPrompts, "prompts");
const resources = await every(client.listResources, "resources");
const templates = await every(client.listResourceTemplates, "resourceTemplates");
const results = {};
const progress = {};
for (const { name } of tools) {
  progress[name] = 0;
  const onprogress = () => progress[name]++;
  results[name] = await client.callTool({ name, arguments: JSON.parse(given)[name] }, { onprogress });
}
const messages = {};
for (const { name, arguments: wanted } of prompts) {
  const values = Object.fromEntries((wanted ?? []).map((one) => [one.name, "atlas/search"]));
  messages[name] = (await client.getPrompt({ name, arguments: values })).messages.length;
}
const read = {};
for (const { uri } of resources) read[uri] = (await client.readResource({ uri })).contents.length;
const first = prompts[0];
const completed = await client.complete({
  ref: { type: "ref/prompt", name: first.name },
  argument: { name: first.arguments[0].name, value: "" },
});
const version = client.getNegotiatedProtocolVersion();
await client.close();
const names = (items, key) => items.map((item) => item[key]);
console.log(
  JSON.stringify({
    version,
    tools: names(tools, "name"),
    prompts: messages,
    resources: read,
    templates: names(templates, "uriTemplate"),
    failed: Object.keys(results).filter((name) => results[name].isError),
    kinds: Object.fromEntries(Object.entries(results).map(([name, one]) => [name, names(one.content, "type")])),
    structured: Object.keys(results).filter((name) => results[name].structuredContent),
    progress,
    asked,
    completed: completed.completion.values,
  }),
);
