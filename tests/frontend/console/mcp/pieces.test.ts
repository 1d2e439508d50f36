import assert from "node:assert/strict";
import { test } from "node:test";
import { contentsPiece, isMarkdown, jsonIn, pieceOf } from "../../../../frontend/src/console/mcp/content";
import { headerText, parameterHeaders } from "../../../../frontend/src/console/mcp/headers";
import { differencesOf, inventory } from "../../../../frontend/src/console/mcp/inventory";
import { Run } from "../../../../frontend/src/console/mcp/run";
import { endpointOf } from "../../../../frontend/src/console/mcp/state";
import { expanded } from "../../../../frontend/src/console/mcp/uri_template";
import { modern, result, Table } from "./scripted";

test("URI templates are filled as RFC 6570 has it", () => {
  const values = { owner: "a b", path: "src/ä.ts", q: "x&y", empty: "" };
  assert.equal(expanded("repo://{owner}/{+path}", values), "repo://a%20b/src/%C3%A4.ts");
  assert.equal(expanded("repo://{owner}{/path}", values), "repo://a%20b/src%2F%C3%A4.ts");
  assert.equal(expanded("find{?q,empty,none}{&owner}", values), "find?q=x%26y&owner=a%20b");
  assert.equal(expanded("{owner:1}{#path}", values), "a#src/%C3%A4.ts");
  assert.equal(expanded("{path}", { path: "../../admin" }), "..%2F..%2Fadmin");
});

test("headers carry plain ASCII as it is and all else in Base64", () => {
  assert.equal(headerText("eu west"), "eu west");
  assert.equal(headerText(" x"), "=?base64?IHg=?=");
  assert.equal(headerText("a\r\nb"), "=?base64?YQ0KYg==?=");
  assert.equal(headerText("=?base64?eA==?="), "=?base64?PT9iYXNlNjQ/ZUE9PT89?=");
  const pairs = [["filter.region", "Mcp-Param-Region"], ["deep", "Mcp-Param-Deep"], ["none", "Mcp-Param-None"]] as const;
  assert.deepEqual(parameterHeaders(pairs, { filter: { region: "eu" }, deep: true }), [["Mcp-Param-Region", "eu"], ["Mcp-Param-Deep", "true"]]);
});

test("the server's path stands below the base URL once", () => {
  const at = (base: string, path: string, whole = false) => endpointOf(new URL(base), { path }, whole);
  assert.equal(at("https://gw.example/", "/mcp/quarry"), "https://gw.example/mcp/quarry");
  assert.equal(at("https://gw.example/v1/", "/mcp"), "https://gw.example/v1/mcp");
  assert.equal(at("https://gw.example/team", "/team/mcp"), "https://gw.example/team/mcp");
  assert.equal(at("https://gw.example/mcp", "/mcp"), "https://gw.example/mcp");
  assert.equal(at("https://gw.example/other", "/mcp", true), "https://gw.example/other");
});

test("only pictures and sounds that browsers merely draw or play are shown", () => {
  assert.equal(pieceOf({ type: "image", data: "AAAA", mimeType: "image/png" }).kind, "image");
  assert.equal(pieceOf({ type: "image", data: "AAAA", mimeType: "image/svg+xml" }).kind, "file");
  assert.equal(pieceOf({ type: "image", data: "AAAA", mimeType: "text/html" }).kind, "file");
  assert.equal(pieceOf({ type: "image", data: "x\"onerror=", mimeType: "image/png" }).kind, "unknown");
  assert.equal(pieceOf({ type: "audio", data: "AAAA", mimeType: "audio/wav" }).kind, "audio");
  assert.equal(pieceOf({ type: "hologram" }).kind, "unknown");
  assert.equal(contentsPiece({ uri: "x", blob: "AAAA", mimeType: "application/pdf" }).kind, "file");
});

test("Markdown and JSON are told from plain words", () => {
  assert.ok(isMarkdown("# Title\n\nWords", ""));
  assert.ok(isMarkdown("plain", "text/markdown"));
  assert.ok(!isMarkdown("Just a sentence, 2 * 3 * 4.", ""));
  assert.ok(!isMarkdown("# comment", "text/x-python"));
  assert.deepEqual(jsonIn(' {"a":1}'), { a: 1 });
  assert.equal(jsonIn("{nope"), undefined);
});

test("a task is followed until its result, with its state told", async () => {
  const states = [
    { taskId: "t1", status: "working", statusMessage: "at it", pollIntervalMs: 100 },
    { taskId: "t1", status: "input_required", inputRequests: { q: { method: "elicitation/create", params: {} } }, pollIntervalMs: 100 },
    { taskId: "t1", status: "completed", result: { content: [] } },
  ];
  const seen: string[] = [];
  const table = new Table(
    modern(one => {
      if (one.method === "tasks/get") return result(one, states.shift() as Record<string, unknown>);
      if (one.method === "tasks/update") return result(one, {});
      return result(one, { resultType: "task", taskId: "t1", status: "working", pollIntervalMs: 100 });
    }),
    async () => ({ action: "accept", content: {} }),
  );
  const run: Run = new Run(() => seen.push(run.task?.status ?? ""));
  await run.go(table.client, () => table.call());
  assert.equal(run.phase, "done");
  assert.deepEqual(run.result, { content: [] });
  assert.deepEqual([...new Set(seen)], ["working", "input_required", "completed"]);
  assert.deepEqual(table.seen.find(one => one.method === "tasks/update")?.params.inputResponses, { q: { action: "accept", content: {} } });
});

test("cancelling a question ends the call, though the server waits", async () => {
  const run: Run = new Run(() => {});
  const asking = new Table(modern(one => result(one, { resultType: "input_required", inputRequests: { q: { method: "elicitation/create" } } })), question => {
    queueMicrotask(() => run.cancel(asking.client));
    return run.ask(question);
  });
  await run.go(asking.client, () => asking.call());
  assert.equal(run.phase, "cancelled");
  assert.equal(run.questions.length, 0);
});

test("what a server lists is compared with what the page has", async () => {
  const table = new Table(modern(one => (one.params.cursor ? result(one, { tools: [{ name: "new" }] }) : result(one, { tools: [{ name: "a" }], nextCursor: "2" }))));
  const found = await inventory(table.client, { tools: ["a", "old"], prompts: ["p"] });
  assert.deepEqual(differencesOf(found), [
    { list: "tools", count: 2, added: ["new"], gone: ["old"] },
    { list: "prompts", count: 0, added: [], gone: ["p"] },
  ]);
  assert.deepEqual(table.methods, ["server/discover", "tools/list", "tools/list"]);
});
