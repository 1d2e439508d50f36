import { doubleQuoted } from "./literals";
import {
  type CodeLanguage,
  PASSWORD,
  queryStarts,
  typedHeaders,
  USERNAME,
  type Written,
  type WrittenHeader,
} from "./written";

/** Go with net/http. */
export const go: CodeLanguage = {
  name: "go",
  title: "Go",
  write(request: Written): string {
    const { method, body, basic, secretQuery } = request;
    if (body?.kind === "parts") return "";
    const headers = typedHeaders(request);
    const imports = [
      "io",
      "log",
      "net/http",
      ...(secretQuery.length > 0 ? ["net/url"] : []),
      "os",
      ...(body && body.kind !== "file" ? ["strings"] : []),
    ];
    return `package main

import (
${imports.map(name => `\t"${name}"\n`).join("")})

func main() {
${bodyLines(request)}\treq, err := http.NewRequest(${doubleQuoted(method)}, ${address(request)}, ${body ? "body" : "nil"})
\tif err != nil {
\t\tlog.Fatal(err)
\t}
${headers.map(header => `\treq.Header.Set(${doubleQuoted(header.name)}, ${value(header)})\n`).join("")}${
  basic ? `\treq.SetBasicAuth(os.Getenv("${USERNAME}"), os.Getenv("${PASSWORD}"))\n` : ""
}
\tres, err := http.DefaultClient.Do(req)
\tif err != nil {
\t\tlog.Fatal(err)
\t}
\tdefer res.Body.Close()

\tif _, err := io.Copy(os.Stdout, res.Body); err != nil {
\t\tlog.Fatal(err)
\t}
}
`;
  },
};

function bodyLines({ body }: Written): string {
  if (!body || body.kind === "parts") return "";
  if (body.kind !== "file") return `\tbody := strings.NewReader(${goText(body.text)})\n`;
  return `\tbody, err := os.Open(${doubleQuoted(body.name)})\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n`;
}

// Raw strings read better, and know neither escapes nor carriage returns.
function goText(text: string): string {
  return /[`\u0000-\u0008\u000b-\u001f\u007f\ufeff]/.test(text) ? doubleQuoted(text) : `\`${text}\``;
}

function address(request: Written): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` + ${doubleQuoted(start)} + url.QueryEscape(os.Getenv("${variable}"))`,
  );
  return doubleQuoted(request.url) + keys.join("");
}

function value({ value, variable }: WrittenHeader): string {
  if (!variable) return doubleQuoted(value);
  return value ? `${doubleQuoted(value)}+os.Getenv("${variable}")` : `os.Getenv("${variable}")`;
}
