/** `type/subtype` in lower case, without parameters. */
export function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

export function isJson(type: string): boolean {
  return /^(application|text)\/([\w.+-]*\+)?json$/.test(type) || type === "*/*";
}

export function isXml(type: string): boolean {
  return /^(application|text)\/([\w.+-]*\+)?xml$/.test(type);
}

export function isEventStream(type: string): boolean {
  return type === "text/event-stream";
}

export function isJsonLines(type: string): boolean {
  return /^application\/(x-)?(nd-?json|json-?lines?|json-?l|json-seq|stream\+json)$/.test(type);
}

export function isText(type: string): boolean {
  return /^text\/|[/+](json|xml|yaml|x-yaml|javascript|ecmascript|graphql|x-ndjson|jsonl|jsonlines|sql|x-www-form-urlencoded)$/.test(
    type,
  );
}
