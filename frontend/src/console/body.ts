import type { ContractBody, ContractEncoding } from "../contract";
import { array, record } from "./schema";
import { primitive, queryParts } from "./serialize";

/** How a body of a media type is edited and sent. */
export type BodyForm = "json" | "form" | "multipart" | "file" | "text";

/** A body as it leaves: its bytes and the `Content-Type` that goes with them. */
export interface EncodedBody {
  readonly content: string | Blob;
  readonly contentType: string;
}

export function bodyForm(mediaType: string): BodyForm {
  const type = essence(mediaType);
  if (isJson(type)) return "json";
  if (type === "application/x-www-form-urlencoded") return "form";
  if (type.startsWith("multipart/")) return "multipart";
  return isText(type) ? "text" : "file";
}

/** `type/subtype` in lower case, without parameters. */
export function essence(mediaType: string): string {
  return (mediaType.split(";")[0] ?? "").trim().toLowerCase();
}

export function isJson(type: string): boolean {
  return /^(application|text)\/([\w.+-]*\+)?json$/.test(type) || type === "*/*";
}

export function isText(type: string): boolean {
  return /^text\/|[/+](json|xml|yaml|x-yaml|javascript|ecmascript|graphql|x-ndjson|jsonl|jsonlines|sql|x-www-form-urlencoded)$/.test(
    type,
  );
}

/** Encode a value as the body's media type asks; undefined is no body. */
export function encodeBody(body: ContractBody, value: unknown): EncodedBody | undefined {
  if (value === undefined) return undefined;
  const contentType = body.mediaType === "*/*" ? "application/json" : body.mediaType;
  switch (bodyForm(body.mediaType)) {
    case "json":
      return { content: JSON.stringify(value), contentType };
    case "form":
      return { content: urlEncoded(value, body.encodings), contentType };
    case "multipart":
      return multipart(value, body.encodings, contentType);
    default:
      return { content: value instanceof Blob ? value : primitive(value), contentType: fileType(value, contentType) };
  }
}

// A range such as `image/*` names no type that could be sent.
function fileType(value: unknown, mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  return (value instanceof Blob && value.type) || "application/octet-stream";
}

function urlEncoded(value: unknown, encodings: readonly ContractEncoding[]): string {
  return Object.entries(record(value) ?? {})
    .filter(([, item]) => item !== undefined)
    .flatMap(([name, item]) => {
      const encoding = encodings.find(candidate => candidate.propertyName === name);
      const style = encoding?.style || (record(item) ? "" : "form");
      // Objects have no form of their own here, unless the description gives them a style.
      const contentType = encoding?.contentType || (style ? "" : "application/json");
      const json = isJson(essence(contentType));
      const explode = encoding?.explode ?? style === "form";
      return queryParts(name, item, { style, explode, allowReserved: false, contentType: json ? contentType : "" });
    })
    .join("&");
}

/** One part of a multipart body: `type` is empty where a part needs none. */
export interface Part {
  readonly name: string;
  readonly type: string;
  readonly content: string | File;
}

/** The parts that a value is sent as; a list of files or plain values is a part each. */
export function partsOf(value: unknown, encodings: readonly ContractEncoding[]): readonly Part[] {
  return Object.entries(record(value) ?? {}).flatMap(([name, item]) => {
    const encoding = encodings.find(candidate => candidate.propertyName === name);
    const items = isList(item) ? item : [item];
    return items.filter(one => one !== undefined).map(one => part(name, one, encoding?.contentType ?? ""));
  });
}

/*
 * FormData would name every part that is not plain text "blob" and leave no say in a part's type, so the parts are
 * written here, as RFC 7578 and the HTML standard have them.
 */
function multipart(value: unknown, encodings: readonly ContractEncoding[], contentType: string): EncodedBody {
  const boundary = `gatepost-${crypto.randomUUID()}`;
  const written = partsOf(value, encodings).flatMap(part => [`--${boundary}\r\n`, head(part), part.content, "\r\n"]);
  return {
    content: new Blob([...written, `--${boundary}--\r\n`]),
    contentType: `${essence(contentType)}; boundary=${boundary}`,
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && array(value).every(item => item instanceof Blob || record(item) === undefined);
}

function part(name: string, value: unknown, asked: string): Part {
  const type = asked.includes("*") || asked.includes(",") ? "" : asked.replace(/[\r\n]/g, "");
  if (value instanceof File) return { name, type: type || value.type || "application/octet-stream", content: value };
  const structured = typeof value === "object" && value !== null;
  const sent = type || (structured ? "application/json" : "");
  return { name, type: sent, content: isJson(sent) ? JSON.stringify(value) : primitive(value) };
}

function head({ name, type, content }: Part): string {
  const file = content instanceof File ? `; filename="${quoted(content.name)}"` : "";
  const told = type && `\r\nContent-Type: ${type}`;
  return `Content-Disposition: form-data; name="${quoted(name)}"${file}${told}\r\n\r\n`;
}

function quoted(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
