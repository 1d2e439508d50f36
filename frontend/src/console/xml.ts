import { array, record, type Schema, type SchemaReader, text } from "./schema";
import { primitive } from "./serialize";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NAME = /^[\p{L}_][\p{L}\p{N}_.-]*$/u;
const DEEPEST = 64;

/** A value as an XML document, by the `xml` objects of its schema (OpenAPI 3.2, "XML Object"). */
export function xmlOf(reader: SchemaReader, schema: Schema, value: unknown): string {
  return DECLARATION + elements(reader, schema, text(schema.title) || "root", value, 0);
}

// Undefined is left out; a list is an element each, in one around them where it is wrapped.
function elements(reader: SchemaReader, schema: Schema, name: string, value: unknown, depth: number): string {
  if (value === undefined || depth > DEEPEST) return "";
  const xml = record(schema.xml) ?? {};
  if (!Array.isArray(value)) return element(reader, schema, name, value, depth);
  const items = reader.items(schema);
  const itemName = text(record(items.xml)?.name) || name;
  const inner = value.map(item => elements(reader, items, itemName, item, depth + 1)).join("");
  const wrapped = xml.nodeType === "element" || (xml.wrapped === true && !xml.nodeType);
  return wrapped ? tag(xml, text(xml.name) || name, "", inner) : inner;
}

function element(reader: SchemaReader, schema: Schema, name: string, value: unknown, depth: number): string {
  const xml = record(schema.xml) ?? {};
  const members = record(value);
  if (!members) return written(xml, name, value);
  const properties = new Map(reader.properties(variantOf(reader, schema, members)));
  const own = Object.entries(members).map(([key, member]) => [key, properties.get(key) ?? {}, member] as const);
  const attributes = own.filter(([, property]) => isAttribute(property)).map(attribute);
  const inner = own
    .filter(([, property]) => !isAttribute(property))
    .map(([key, property, member]) => elements(reader, property, key, member, depth + 1))
    .join("");
  return xml.nodeType === "none" ? inner : tag(xml, text(xml.name) || name, attributes.join(""), inner);
}

function written(xml: Schema, name: string, value: unknown): string {
  const plain = value === null ? "" : primitive(value);
  if (xml.nodeType === "text") return escaped(plain);
  if (xml.nodeType === "cdata") return `<![CDATA[${visible(plain).replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
  return tag(xml, text(xml.name) || name, "", escaped(plain));
}

function variantOf(reader: SchemaReader, schema: Schema, members: Readonly<Record<string, unknown>>): Schema {
  const fits = (one: Schema) => reader.properties(one).filter(([name]) => Object.hasOwn(members, name)).length;
  const variants = reader.variants(schema).map(variant => variant.schema);
  return variants.sort((one, other) => fits(other) - fits(one))[0] ?? schema;
}

function isAttribute(schema: Schema): boolean {
  const xml = record(schema.xml);
  return xml?.nodeType === "attribute" || (xml?.attribute === true && !xml.nodeType);
}

function attribute([key, schema, value]: readonly [string, Schema, unknown]): string {
  if (value === undefined || value === null) return "";
  const xml = record(schema.xml) ?? {};
  const plain = array(value).length > 0 ? array(value).map(primitive).join(" ") : primitive(value);
  return ` ${qualified(xml, text(xml.name) || key)}="${escaped(plain)}"`;
}

function tag(xml: Schema, name: string, attributes: string, inner: string): string {
  const full = qualified(xml, name);
  const prefix = text(xml.prefix);
  const space = text(xml.namespace);
  const namespace = space && ` xmlns${NAME.test(prefix) ? `:${prefix}` : ""}="${escaped(space)}"`;
  return inner ? `<${full}${namespace}${attributes}>${inner}</${full}>` : `<${full}${namespace}${attributes}/>`;
}

// A name of the description is put into markup: what is no name of XML has its characters replaced.
function qualified(xml: Schema, name: string): string {
  const prefix = text(xml.prefix);
  const local = NAME.test(name) ? name : `_${name.replace(/[^\p{L}\p{N}_.-]/gu, "_")}`;
  return NAME.test(prefix) ? `${prefix}:${local}` : local;
}

function escaped(plain: string): string {
  return visible(plain)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}

// XML 1.0 has no way to write the other control characters.
function visible(plain: string): string {
  return plain.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
}
