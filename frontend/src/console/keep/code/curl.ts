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

const BREAK = " \\\n  ";

/** curl in a POSIX shell. */
export const curl: CodeLanguage = {
  name: "curl",
  title: "curl",
  write(request: Written): string {
    const { method, body } = request;
    const flags = [
      method === (body ? "POST" : "GET") ? "" : method === "HEAD" ? "-I" : `-X ${method}`,
      request.stream ? "-N" : "",
      /[[\]{}]/.test(request.url) ? "-g" : "",
    ].filter(Boolean);
    const options = [
      ...typedHeaders(request).map(header => `-H ${headerWord(header)}`),
      ...(request.basic ? [`-u "$${USERNAME}:$${PASSWORD}"`] : []),
      ...bodyOptions(request),
    ];
    return [["curl", ...flags, urlWord(request)].join(" "), ...options].join(BREAK);
  },
};

/** A word of the shell in single quotes, or with escapes where it holds what cannot be seen. A NUL is left out. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/[\u0000-\u0008\u000b-\u001f\u007f]/.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const escaped = text.replace(/[\u0000-\u001f\u007f'\\]/g, character => {
    if (character === "\0") return "";
    if (character === "'" || character === "\\") return `\\${character}`;
    return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `$'${escaped}'`;
}

function headerWord({ name, value, variable }: WrittenHeader): string {
  if (variable) return withVariable(`${name}: ${value}`, variable);
  // After a colon without a value curl would leave the header out.
  return shellWord(value ? `${name}: ${value}` : `${name};`);
}

function withVariable(before: string, variable: string): string {
  return /[^ -~]|["$`\\!]/.test(before) ? `${shellWord(before)}"$${variable}"` : `"${before}$${variable}"`;
}

function urlWord(request: Written): string {
  const parts = queryStarts(request);
  if (parts.length === 0) return shellWord(request.url);
  return shellWord(request.url) + parts.map(([text, variable]) => `"${text}$${variable}"`).join("");
}

function bodyOptions({ body }: Written): readonly string[] {
  if (!body) return [];
  if (body.kind === "parts") return body.parts.map(partOption);
  if (body.kind === "file") return [`--data-binary ${shellWord(`@${body.name}`)}`];
  return [`--data-raw ${shellWord(body.text)}`];
}

function partOption({ name, type, content }: Part): string {
  const key = name.replaceAll("=", "%3D");
  const typed = type && `;type=${type}`;
  if (content instanceof File) return `-F ${shellWord(`${key}=@${quoted(content.name)}${typed}`)}`;
  // -F gives @, <, ; and space around a value a meaning of their own.
  return type
    ? `-F ${shellWord(`${key}=${quoted(content)}${typed}`)}`
    : `--form-string ${shellWord(`${key}=${content}`)}`;
}

function quoted(value: string): string {
  return `"${value.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
