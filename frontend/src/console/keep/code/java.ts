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

/** Java 11 with java.net.http. */
export const java: CodeLanguage = {
  name: "java",
  title: "Java",
  write(request: Written): string {
    const { body, basic } = request;
    if (body?.kind === "parts") return "";
    const lines = [
      ...typedHeaders(request).map(header => `.header(${doubleQuoted(header.name)}, ${value(header)})`),
      ...(basic ? [`.header("Authorization", "Basic " + ${credentials})`] : []),
      `.method(${doubleQuoted(request.method)}, ${publisher(request)})`,
      ".build();",
    ];
    return `import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.util.*;

class Sample {
    public static void main(String[] args) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(${address(request)}))
${lines.map(line => `            ${line}\n`).join("")}        var response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(response.body());
    }
}
`;
  },
};

const credentials = `Base64.getEncoder().encodeToString((System.getenv("${USERNAME}") + ":" + System.getenv("${PASSWORD}")).getBytes())`;

function publisher({ body }: Written): string {
  if (!body || body.kind === "parts") return "HttpRequest.BodyPublishers.noBody()";
  if (body.kind === "file") return `HttpRequest.BodyPublishers.ofFile(Path.of(${doubleQuoted(body.name)}))`;
  return `HttpRequest.BodyPublishers.ofString(${doubleQuoted(body.text)})`;
}

function address(request: Written): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` + ${doubleQuoted(start)} + URLEncoder.encode(System.getenv("${variable}"), "UTF-8")`,
  );
  return doubleQuoted(request.url) + keys.join("");
}

function value({ value, variable }: WrittenHeader): string {
  if (!variable) return doubleQuoted(value);
  return value ? `${doubleQuoted(value)} + System.getenv("${variable}")` : `System.getenv("${variable}")`;
}
