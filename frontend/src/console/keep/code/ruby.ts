import { singleQuoted } from "./literals";
import { type CodeLanguage, PASSWORD, queryStarts, typedHeaders, USERNAME, type Written } from "./written";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]);

/** Ruby with net/http. */
export const ruby: CodeLanguage = {
  name: "ruby",
  title: "Ruby",
  write(request: Written): string {
    const { method, body, basic } = request;
    if (body?.kind === "parts" || !METHODS.has(method)) return "";
    const lines = [
      ...typedHeaders(request).map(({ name, value, variable }) => {
        const read = `ENV.fetch("${variable}")`;
        const text = value || !variable ? singleQuoted(value) : "";
        return `request[${singleQuoted(name)}] = ${[text, variable ? read : ""].filter(Boolean).join(" + ")}`;
      }),
      ...(basic ? [`request.basic_auth(ENV.fetch("${USERNAME}"), ENV.fetch("${PASSWORD}"))`] : []),
      ...(body
        ? [
            `request.body = ${body.kind === "file" ? `File.binread(${singleQuoted(body.name)})` : singleQuoted(body.text)}`,
          ]
        : []),
    ];
    return `require "net/http"

uri = URI(${address(request)})
request = Net::HTTP::${method[0]}${method.slice(1).toLowerCase()}.new(uri)
${lines.map(line => `${line}\n`).join("")}
response = Net::HTTP.start(uri.host, uri.port, use_ssl: uri.scheme == "https") { |http| http.request(request) }
puts response.body
`;
  },
};

function address(request: Written): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` + ${singleQuoted(start)} + URI.encode_www_form_component(ENV.fetch("${variable}"))`,
  );
  return singleQuoted(request.url) + keys.join("");
}
