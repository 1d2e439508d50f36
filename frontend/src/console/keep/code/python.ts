import type { Part } from "../../body";
import { record } from "../../schema";
import { type CodeLanguage, PASSWORD, typedHeaders, USERNAME, type Written, type WrittenHeader } from "./written";

/** Python with httpx2. */
export const python: CodeLanguage = {
  name: "python",
  title: "Python",
  write(request: Written): string {
    const start = `${needsEnvironment(request) ? "import os\n\n" : ""}import httpx2\n\n`;
    const method = literal(request.method);
    if (request.stream) {
      const call = `httpx2.stream(\n${argumentLines([method, ...callArguments(request)])})`;
      const lines = "    response.raise_for_status()\n    for line in response.iter_lines():\n        print(line)\n";
      return `${start}with ${call} as response:\n${lines}`;
    }
    const call = `httpx2.request(\n${argumentLines([method, ...callArguments(request)])})`;
    return `${start}response = ${call}\nresponse.raise_for_status()\nprint(response.text)\n`;
  },
};

/** Arguments of a call of httpx2 after the method, `url` being an expression. */
export function callArguments(request: Written, url = literal(request.url)): readonly string[] {
  const headers = typedHeaders(request).filter(({ name }) => request.body?.kind !== "json" || name !== "Content-Type");
  const json = request.body?.kind === "json" && request.body.mediaType !== "application/json";
  const all = json ? typedHeaders(request) : headers;
  return [
    url,
    ...(request.secretQuery.length > 0 ? [`params=${dictionary(request.secretQuery)}`] : []),
    ...(all.length > 0 ? [`headers=${dictionary(all)}`] : []),
    ...(request.basic ? [`auth=(os.environ["${USERNAME}"], os.environ["${PASSWORD}"])`] : []),
    ...bodyArguments(request),
    // A model may think longer than the five seconds that httpx2 waits by itself.
    `timeout=${request.stream ? "None" : "60"}`,
  ];
}

export function argumentLines(all: readonly string[], indent = "    "): string {
  return all.map(argument => `${indent}${argument.replaceAll("\n", `\n${indent}`)},\n`).join("");
}

export function needsEnvironment({ headers, secretQuery, basic }: Written): boolean {
  return basic || [...headers, ...secretQuery].some(({ variable }) => variable !== "");
}

/** A value of JSON as Python writes it; lists and objects over several lines, as deep as they go. */
export function literal(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return block("[", value.map(literal), "]");
  const members = record(value);
  if (!members) return JSON.stringify(value);
  return block(
    "{",
    Object.entries(members).map(([name, member]) => `${JSON.stringify(name)}: ${literal(member)}`),
    "}",
  );
}

function block(open: string, items: readonly string[], close: string): string {
  if (items.length === 0) return open + close;
  const line = items.join(", ");
  return line.length <= 60 && !line.includes("\n")
    ? `${open}${line}${close}`
    : `${open}\n${argumentLines(items)}${close}`;
}

function dictionary(headers: readonly WrittenHeader[]): string {
  return block(
    "{",
    headers.map(header => `${literal(header.name)}: ${headerExpression(header)}`),
    "}",
  );
}

function headerExpression({ value, variable }: WrittenHeader): string {
  const read = `os.environ["${variable}"]`;
  if (!variable) return literal(value);
  return value ? `${literal(value)} + ${read}` : read;
}

function bodyArguments({ body }: Written): readonly string[] {
  if (!body) return [];
  if (body.kind === "json") return [`json=${literal(body.value)}`];
  if (body.kind === "text") return [`content=${literal(body.text)}`];
  if (body.kind === "file") return [`content=open(${literal(body.name)}, "rb")`];
  return [`files=${block("[", body.parts.map(part), "]")}`];
}

// A tuple without a file name is a plain field.
function part({ name, type, content }: Part): string {
  const typed = type && `, ${literal(type)}`;
  const value =
    content instanceof File
      ? `(${literal(content.name)}, open(${literal(content.name)}, "rb")${typed})`
      : `(None, ${literal(content)}${typed})`;
  return `(${literal(name)}, ${value})`;
}
