import { array, exampleOf, isNullable, isRequired, record, type Schema, type SchemaReader, typesOf } from "./schema";

const DEEPEST = 8;

/** The smallest value to start from: what is required, filled from constants, defaults and examples. */
export function starter(reader: SchemaReader, schema: Schema, depth = 0): unknown {
  const given = [schema.const, schema.default, exampleOf(schema)].find(value => value !== undefined);
  if (given !== undefined) return given;
  const kind = reader.kind(schema);
  if (kind === "choice") return array(schema.enum)[0];
  if (kind === "variants") return starter(reader, reader.variants(schema)[0]?.schema ?? {}, depth + 1);
  if (kind === "object") return depth < DEEPEST ? requiredOf(reader, schema, depth) : {};
  if (kind === "map") return {};
  if (kind === "array") return firstItems(reader, schema, depth);
  if (kind === "boolean") return false;
  if (kind === "number") return smallest(schema);
  if (kind === "string") return "";
  return isNullable(schema) ? null : undefined;
}

function requiredOf(reader: SchemaReader, schema: Schema, depth: number): Schema {
  const required = reader.properties(schema).filter(([name]) => isRequired(schema, name));
  return Object.fromEntries(required.map(([name, property]) => [name, starter(reader, property, depth + 1)]));
}

function firstItems(reader: SchemaReader, schema: Schema, depth: number): readonly unknown[] {
  const least = typeof schema.minItems === "number" ? Math.min(schema.minItems, 3) : 0;
  return depth < DEEPEST ? Array.from({ length: least }, () => starter(reader, reader.items(schema), depth + 1)) : [];
}

function smallest(schema: Schema): number {
  const { minimum, maximum } = schema;
  if (typeof minimum === "number" && minimum > 0) return minimum;
  return typeof maximum === "number" && maximum < 0 ? maximum : 0;
}

/** A member of an object set, or left out when the value is undefined; the order of the others stays. */
export function withMember(value: unknown, name: string, member: unknown): Readonly<Record<string, unknown>> {
  const entries = Object.entries(record(value) ?? {});
  const at = entries.findIndex(([key]) => key === name);
  if (member === undefined) return Object.fromEntries(entries.filter(([key]) => key !== name));
  if (at < 0) entries.push([name, member]);
  else entries[at] = [name, member];
  return Object.fromEntries(entries);
}

/** An item of a list set, appended at its end, or taken out when the value is undefined. */
export function withItem(value: unknown, index: number, item: unknown): readonly unknown[] {
  const items = [...array(value)];
  if (item === undefined) items.splice(index, 1);
  else items[index] = item;
  return items;
}

/** The variant that a value looks most like: 0 where nothing tells them apart. */
export function variantOf(reader: SchemaReader, schema: Schema, value: unknown): number {
  const scores = reader.variants(schema).map(variant => likeness(reader, variant.schema, value));
  return Math.max(0, scores.indexOf(Math.max(...scores)));
}

/** How much a value looks like one of a schema: below -20 it contradicts it. */
export function likeness(reader: SchemaReader, schema: Schema, value: unknown): number {
  const types = typesOf(schema);
  if (types.length > 0 && !types.some(type => hasType(value, type))) return -100;
  if ("const" in schema) return schema.const === value ? 10 : -50;
  if (array(schema.enum).length > 0) return array(schema.enum).includes(value) ? 5 : -50;
  const members = record(value);
  if (!members) return 1;
  return reader.properties(schema).reduce((score, [name, property]) => {
    if (!Object.hasOwn(members, name)) return score - (isRequired(schema, name) ? 3 : 0);
    const told = "const" in property || array(property.enum).length > 0;
    return score + (told ? likeness(reader, property, members[name]) : 1);
  }, 1);
}

export function hasType(value: unknown, type: string): boolean {
  if (type === "object") return record(value) !== undefined;
  if (type === "array") return Array.isArray(value);
  if (type === "integer") return Number.isInteger(value);
  if (type === "null") return value === null;
  return typeof value === type;
}

/** What an input's text stands for; undefined is an empty field, text that fits no number stays text. */
export function typedValue(schema: Schema, typed: string): unknown {
  if (typed === "") return undefined;
  const types = typesOf(schema);
  if (!types.includes("number") && !types.includes("integer")) return typed;
  const number = Number(typed);
  // A number with more digits than a double holds stays text, so that it goes out as it was typed.
  if (/^\s*-?\d+\s*$/.test(typed) && !Number.isSafeInteger(number)) return typed.trim();
  return Number.isFinite(number) && typed.trim() !== "" ? number : typed;
}

/** The text in which a value is shown in an input. */
export function shownValue(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
