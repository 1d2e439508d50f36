import { doubleQuoted } from "./literals";
import { type CodeLanguage, PASSWORD, queryStarts, USERNAME, type Written, type WrittenHeader } from "./written";

/** C# with HttpClient. */
export const csharp: CodeLanguage = {
  name: "csharp",
  title: "C#",
  write(request: Written): string {
    const { body, basic, headers } = request;
    if (body?.kind === "parts") return "";
    const lines = [
      ...headers.map(
        header => `request.Headers.TryAddWithoutValidation(${doubleQuoted(header.name)}, ${value(header)});`,
      ),
      ...(basic ? [`request.Headers.Authorization = new("Basic", ${credentials});`] : []),
      ...content(request),
    ];
    return `using System.Net.Http.Headers;
using System.Text;

using var client = new HttpClient();
using var request = new HttpRequestMessage(new HttpMethod(${doubleQuoted(request.method)}), ${address(request)});
${lines.map(line => `${line}\n`).join("")}
using var response = await client.SendAsync(request);
response.EnsureSuccessStatusCode();
Console.WriteLine(await response.Content.ReadAsStringAsync());
`;
  },
};

const credentials = `Convert.ToBase64String(Encoding.UTF8.GetBytes(${environment(USERNAME)} + ":" + ${environment(PASSWORD)}))`;

function environment(variable: string): string {
  return `Environment.GetEnvironmentVariable("${variable}")`;
}

function content({ body }: Written): readonly string[] {
  if (!body || body.kind === "parts") return [];
  const made =
    body.kind === "file"
      ? `ByteArrayContent(File.ReadAllBytes(${doubleQuoted(body.name)}))`
      : `ByteArrayContent(Encoding.UTF8.GetBytes(${doubleQuoted(body.text)}))`;
  return [
    `request.Content = new ${made};`,
    `request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(${doubleQuoted(body.mediaType)});`,
  ];
}

function address(request: Written): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` + ${doubleQuoted(start)} + Uri.EscapeDataString(${environment(variable)}!)`,
  );
  return doubleQuoted(request.url) + keys.join("");
}

function value({ value, variable }: WrittenHeader): string {
  if (!variable) return doubleQuoted(value);
  return value ? `${doubleQuoted(value)} + ${environment(variable)}` : environment(variable);
}
