import type { Part } from "../../body";
import {
  type CodeLanguage,
  PASSWORD,
  queryStarts,
  typedHeaders,
  USERNAME,
  type Written,
  type WrittenHeader,
} from "./written";

const STREAM = `for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
  process.stdout.write(text);
}
`;

/** `fetch` in a module of Node.js or another runtime that has it. */
export const javascript: CodeLanguage = {
  name: "javascript",
  title: "JavaScript",
  write: request => module(request, "const response", ""),
};

/** The same with types; `!` follows what may be undefined. */
export const typescript: CodeLanguage = {
  name: "typescript",
  title: "TypeScript",
  write: request => module(request, "const response: Response", "!"),
};

function module(request: Written, declaration: string, assertion: string): string {
  const options = [
    ...(request.method === "GET" ? [] : [`method: ${text(request.method)}`]),
    ...headerOption(request, assertion),
    ...bodyOption(request),
  ];
  const given = options.length > 0 ? `, {\n${options.map(option => `  ${indented(option)},\n`).join("")}}` : "";
  const call = `${declaration} = await fetch(${urlOf(request, assertion)}${given});\n`;
  const check = `if (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`);\n`;
  const printed = request.stream ? STREAM : "console.log(await response.text());\n";
  return `${start(request)}${call}${check}\n${printed}`;
}

function text(value: string): string {
  return JSON.stringify(value);
}

function indented(option: string): string {
  return option.replaceAll("\n", "\n  ");
}

function urlOf(request: Written, assertion: string): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` + ${text(start)} + encodeURIComponent(process.env.${variable}${assertion})`,
  );
  return text(request.url) + keys.join("");
}

function headerOption(request: Written, assertion: string): readonly string[] {
  const headers = typedHeaders(request).map(header => `${text(header.name)}: ${expressionOf(header, assertion)}`);
  if (request.basic)
    headers.push(`"Authorization": "Basic " + btoa(process.env.${USERNAME} + ":" + process.env.${PASSWORD})`);
  return headers.length > 0 ? [`headers: {\n${headers.map(header => `  ${header},\n`).join("")}}`] : [];
}

function expressionOf({ value, variable }: WrittenHeader, assertion: string): string {
  if (!variable) return text(value);
  return value ? `${text(value)} + process.env.${variable}` : `process.env.${variable}${assertion}`;
}

function bodyOption({ body }: Written): readonly string[] {
  if (!body) return [];
  if (body.kind === "parts") return ["body: form"];
  if (body.kind === "file") return [`body: await openAsBlob(${text(body.name)})`];
  // An object literal takes this name for its prototype.
  if (body.kind === "json" && !body.text.includes('"__proto__"')) return [`body: JSON.stringify(${body.text})`];
  return [`body: ${text(body.text)}`];
}

function start({ body }: Written): string {
  if (body?.kind === "file") return 'import { openAsBlob } from "node:fs";\n\n';
  if (body?.kind !== "parts") return "";
  const files = body.parts.some(({ content }) => content instanceof File);
  const lines = body.parts.map(part => `form.append(${appended(part)});\n`).join("");
  return `${files ? 'import { openAsBlob } from "node:fs";\n\n' : ""}const form = new FormData();\n${lines}\n`;
}

function appended({ name, type, content }: Part): string {
  if (content instanceof File) {
    const typed = type && `, { type: ${text(type)} }`;
    return `${text(name)}, await openAsBlob(${text(content.name)}${typed}), ${text(content.name)}`;
  }
  return type
    ? `${text(name)}, new Blob([${text(content)}], { type: ${text(type)} })`
    : `${text(name)}, ${text(content)}`;
}
