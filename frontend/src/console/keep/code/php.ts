import { singleQuoted } from "./literals";
import { type CodeLanguage, PASSWORD, queryStarts, typedHeaders, USERNAME, type Written } from "./written";

/** PHP with its curl extension. */
export const php: CodeLanguage = {
  name: "php",
  title: "PHP",
  write(request: Written): string {
    const { body, basic } = request;
    if (body?.kind === "parts") return "";
    const headers = typedHeaders(request).map(({ name, value, variable }) => {
      const text = singleQuoted(`${name}: ${value}`);
      return variable ? `${text} . getenv('${variable}')` : text;
    });
    const options = [
      `CURLOPT_CUSTOMREQUEST => ${singleQuoted(request.method)}`,
      "CURLOPT_RETURNTRANSFER => true",
      ...(headers.length > 0
        ? [`CURLOPT_HTTPHEADER => [\n${headers.map(line => `        ${line},\n`).join("")}    ]`]
        : []),
      ...(basic ? [`CURLOPT_USERPWD => getenv('${USERNAME}') . ':' . getenv('${PASSWORD}')`] : []),
      ...(body ? [`CURLOPT_POSTFIELDS => ${content(body)}`] : []),
    ];
    return `<?php

$curl = curl_init(${address(request)});
curl_setopt_array($curl, [
${options.map(option => `    ${option},\n`).join("")}]);
$answer = curl_exec($curl);
if ($answer === false) {
    throw new RuntimeException(curl_error($curl));
}
echo $answer;
`;
  },
};

function content(body: NonNullable<Written["body"]>): string {
  if (body.kind === "parts") return "''";
  return body.kind === "file" ? `file_get_contents(${singleQuoted(body.name)})` : singleQuoted(body.text);
}

function address(request: Written): string {
  const keys = queryStarts(request).map(
    ([start, variable]) => ` . ${singleQuoted(start)} . rawurlencode(getenv('${variable}'))`,
  );
  return singleQuoted(request.url) + keys.join("");
}
