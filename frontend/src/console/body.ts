import type { ContractBody, ContractEncoding } from "../contract";
import { essence, isJson, isText, isXml } from "./media_type";
import { array, type Definitions, record, SchemaReader } from "./schema";
import { delimiter, primitive, queryParts } from "./serialize";
import { xmlOf } from "./xml";

export { essence, isJson, isText } from "./media_type";

/** How a body of a media type is edited and sent. */
export type BodyForm = "json" | "form" | "multipart" | "xml" | "file" | "text";

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
  if (isXml(type)) return "xml";
  return isText(type) ? "text" : "file";
}

/** Encode a value as the body's media type asks; undefined is no body. JSON that was typed goes as its `source`. */
export function encodeBody(
  body: ContractBody,
  value: unknown,
  definitions: Definitions = {},
  source?: string,
): EncodedBody | undefined {
  if (value === undefined) return undefined;
  const contentType = body.mediaType === "*/*" ? "application/json" : body.mediaType;
  switch (bodyForm(body.mediaType)) {
    case "json":
      return { content: source ?? JSON.stringify(value), contentType };
    case "form":
      return { content: urlEncoded(value, body.encodings), contentType };
    case "multipart":
      return multipart(partsOf(value, body), contentType);
    case "xml":
      return { content: xmlText(body, value, definitions), contentType };
    default:
      return { content: value instanceof Blob ? value : primitive(value), contentType: fileType(value, contentType) };
  }
}

/** The text of an XML body: as it was typed, or made of a value by the schema. */
export function xmlText({ schema }: ContractBody, value: unknown, definitions: Definitions): string {
  if (typeof value === "string") return value;
  const reader = new SchemaReader(definitions);
  return xmlOf(reader, reader.read(schema), value);
}

// A range such as `image/*` names no type that could be sent.
function fileType(value: unknown, mediaType: string): string {
  if (!mediaType.includes("*")) return mediaType;
  return (value instanceof Blob && value.type) || "application/octet-stream";
}

/** The properties of a value as a form has them. */
export function urlEncoded(value: unknown, encodings: readonly ContractEncoding[]): string {
  return Object.entries(record(value) ?? {})
    .filter(([, item]) => item !== undefined)
    .flatMap(([name, item]) => {
      const encoding = encodings.find(candidate => candidate.propertyName === name);
      const style = encoding?.style || (record(item) ? "" : "form");
      // Objects have no form of their own here, unless the description gives them a style.
      const asked = encoding?.style ? "" : (encoding?.contentType ?? "");
      const contentType = asked || (style ? "" : "application/json");
      const json = isJson(essence(contentType));
      const explode = encoding?.explode ?? style === "form";
      const allowReserved = encoding?.allowReserved ?? false;
      return queryParts(name, item, { style, explode, allowReserved, contentType: json ? contentType : "" });
    })
    .join("&");
}

/** One part of a multipart body: `type` is empty where a part needs none. */
export interface Part {
  /** Empty for a part that is known by its place. */
  readonly name: string;
  readonly type: string;
  /** Further headers, as the description has them. */
  readonly headers: readonly (readonly [string, string])[];
  readonly content: string | File;
}

type Encodings = Pick<ContractBody, "encodings" | "prefixEncodings" | "itemEncodings">;

/**
 * The parts that a value is sent as: the properties of an object by name, the items of a list by place (OpenAPI 3.2).
 * A list of files or plain values in a property is a part each.
 */
export function partsOf(value: unknown, { encodings, prefixEncodings, itemEncodings }: Encodings): readonly Part[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, place) =>
      item === undefined ? [] : [part("", item, prefixEncodings[place] ?? itemEncodings[0])],
    );
  }
  return Object.entries(record(value) ?? {}).flatMap(([name, item]) => {
    const encoding = encodings.find(candidate => candidate.propertyName === name);
    return itemsOf(item, encoding).map(one => part(name, one, encoding));
  });
}

// A list of files or plain values is a part each, unless the description joins them.
function itemsOf(item: unknown, encoding: ContractEncoding | undefined): readonly unknown[] {
  if (!isList(item)) return item === undefined ? [] : [item];
  const plain = item.every(one => !(one instanceof Blob));
  if (plain && encoding?.style && !encoding.explode)
    return item.length > 0 ? [item.map(primitive).join(decodeURIComponent(delimiter(encoding.style)))] : [];
  // A place for a file that none has been chosen for.
  return item.filter(one => one !== undefined && (one !== null || plain));
}

/*
 * FormData would name every part that is not plain text "blob" and leave no say in a part's type, so the parts are
 * written here, as RFC 7578 and the HTML standard have them.
 */
function multipart(parts: readonly Part[], contentType: string): EncodedBody {
  // Pages without https have no other source of chance.
  const boundary = `gatepost-${[...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(36)).join("")}`;
  const written = parts.flatMap(part => [`--${boundary}\r\n`, head(part), part.content, "\r\n"]);
  return {
    content: new Blob([...written, `--${boundary}--\r\n`]),
    contentType: `${essence(contentType)}; boundary=${boundary}`,
  };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && array(value).every(item => item instanceof Blob || record(item) === undefined);
}

function part(name: string, value: unknown, encoding: ContractEncoding | undefined): Part {
  const asked = encoding?.contentType ?? "";
  const type = asked.includes("*") || asked.includes(",") ? "" : oneLine(asked);
  const headers = (encoding?.headers ?? []).filter(([header]) => /^[\w!#$%&'*+.^`|~-]+$/.test(header));
  if (value instanceof File)
    return { name, type: type || value.type || "application/octet-stream", headers, content: value };
  const structured = typeof value === "object" && value !== null;
  const sent = type || (structured ? "application/json" : "");
  return { name, type: sent, headers, content: isJson(sent) ? JSON.stringify(value) : primitive(value) };
}

function head({ name, type, headers, content }: Part): string {
  const file = content instanceof File ? `; filename="${quoted(content.name)}"` : "";
  const placed = name ? `form-data; name="${quoted(name)}"${file}` : file && `attachment${file}`;
  const told: readonly (readonly [string, string])[] = [
    ["Content-Disposition", placed],
    ["Content-Type", type],
    ...headers,
  ];
  return `${told.map(([header, value]) => (value ? `${header}: ${oneLine(value)}\r\n` : "")).join("")}\r\n`;
}

function oneLine(text: string): string {
  return text.replace(/[\r\n\0]/g, "");
}

function quoted(name: string): string {
  return name.replaceAll('"', "%22").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}
