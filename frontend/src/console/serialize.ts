import { essence, isJson } from "./media_type";
import { record } from "./schema";

/** How a value is written into a path, query, header or cookie: OpenAPI 3.2, "Style Values". */
export interface Serialization {
  readonly style: string;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly contentType: string;
}

type Encode = (text: string) => string;
export type Pair = readonly [string, string];

const plain: Encode = text => text;

/** Percent-encode all that RFC 3986 does not call unreserved, so that a value never leaves its place. */
export function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text)).replace(
    /[!'()*]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Leave reserved characters as they are, but for those that would end or split the query. */
export function encodedReserved(text: string): string {
  return encodeURI(wellFormed(text)).replace(/[#&+]/g, encodeURIComponent).replaceAll("%25", "%");
}

function wellFormed(text: string): string {
  return text.replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, "\uFFFD");
}

/** A value as it stands in a path segment. */
export function pathSegment(name: string, value: unknown, how: Serialization): string {
  if (how.contentType) return encoded(contentText(value, how.contentType));
  if (how.style === "label") return labelled(value, how);
  if (how.style === "matrix") return matrix(name, value, how);
  return simple(value, how.explode, encoded);
}

/** A value as a header's; a header is not percent-encoded. */
export function headerValue(value: unknown, how: Serialization): string {
  return how.contentType ? contentText(value, how.contentType) : simple(value, how.explode, plain);
}

/** A value as cookies, in style `form` or, as it is, in style `cookie`; a list is one cookie whatever its explode. */
export function cookiePairs(name: string, value: unknown, how: Serialization): readonly Pair[] {
  const encode = how.style === "cookie" ? plain : encoded;
  const members = record(value);
  if (how.contentType) return [[name, encode(contentText(value, how.contentType))]];
  if (members && how.explode) return pairsOf(members).map(([key, item]) => [key, encode(item)]);
  return [[name, simple(value, false, encode)]];
}

/** A value in a media type: text as it is, all else as JSON. */
function contentText(value: unknown, contentType: string): string {
  return isJson(essence(contentType)) ? (JSON.stringify(value) ?? "") : primitive(value);
}

/** A value as `name=value` parts of a query or form, encoded; an empty list has none. */
export function queryParts(name: string, value: unknown, how: Serialization): readonly string[] {
  const encode = how.allowReserved ? encodedReserved : encoded;
  return queryPairs(name, value, how).map(([key, item]) => `${encoded(key)}=${joined(item, encode)}`);
}

interface Joined {
  readonly items: readonly string[];
  readonly by: string;
}

function joined(item: string | Joined, encode: Encode): string {
  return typeof item === "string" ? encode(item) : item.items.map(encode).join(item.by);
}

function queryPairs(name: string, value: unknown, how: Serialization): readonly (readonly [string, string | Joined])[] {
  if (how.contentType) return [[name, contentText(value, how.contentType)]];
  const members = record(value);
  if (how.style === "deepObject" && members) return deep(name, members);
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    if (how.explode) return value.map(item => [name, primitive(item)] as const);
    return [[name, { items: value.map(primitive), by: delimiter(how.style) }]];
  }
  if (members) {
    const pairs = pairsOf(members);
    if (how.explode && how.style === "form") return pairs;
    return pairs.length > 0 ? [[name, { items: pairs.flat(), by: delimiter(how.style) }]] : [];
  }
  return [[name, primitive(value)]];
}

function deep(name: string, members: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(members).flatMap(([key, value]) => {
    const inner = `${name}[${key}]`;
    if (Array.isArray(value)) return value.map((item): Pair => [inner, primitive(item)]);
    const nested = record(value);
    if (nested) return deep(inner, nested);
    return value === undefined ? [] : [[inner, primitive(value)] as Pair];
  });
}

/** What stands between the items of a list in one value, as a URL has it. */
export function delimiter(style: string): string {
  if (style === "spaceDelimited") return "%20";
  return style === "pipeDelimited" ? "%7C" : ",";
}

function simple(value: unknown, explode: boolean, encode: Encode): string {
  if (Array.isArray(value)) return value.map(item => encode(primitive(item))).join(",");
  const members = record(value);
  if (!members) return encode(primitive(value));
  const between = explode ? "=" : ",";
  return pairsOf(members)
    .map(([key, item]) => encode(key) + between + encode(item))
    .join(",");
}

function labelled(value: unknown, how: Serialization): string {
  const between = how.explode ? "." : ",";
  if (Array.isArray(value)) return `.${value.map(item => encoded(primitive(item))).join(between)}`;
  const members = record(value);
  if (!members) return `.${encoded(primitive(value))}`;
  const equals = how.explode ? "=" : ",";
  const parts = pairsOf(members).map(([key, item]) => encoded(key) + equals + encoded(item));
  return `.${parts.join(between)}`;
}

function matrix(name: string, value: unknown, how: Serialization): string {
  const key = encoded(name);
  if (Array.isArray(value)) {
    const items = value.map(item => encoded(primitive(item)));
    return how.explode ? items.map(item => `;${key}=${item}`).join("") : `;${key}=${items.join(",")}`;
  }
  const members = record(value);
  if (!members) return primitive(value) === "" ? `;${key}` : `;${key}=${encoded(primitive(value))}`;
  if (!how.explode) return `;${key}=${pairsOf(members).flat().map(encoded).join(",")}`;
  return pairsOf(members)
    .map(([member, item]) => `;${encoded(member)}=${encoded(item)}`)
    .join("");
}

function pairsOf(members: Readonly<Record<string, unknown>>): Pair[] {
  return Object.entries(members)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => [key, primitive(value)]);
}

/** A value as text: what is neither list, object nor text is written as JSON has it. */
export function primitive(value: unknown): string {
  return typeof value === "string" ? value : (JSON.stringify(value) ?? "");
}
