import { likeness, withMember } from "./form";
import type { Cursor } from "./json_places";
import {
  array,
  exampleOf,
  isNullable,
  isRequired,
  record,
  type Schema,
  type SchemaReader,
  text,
  typesOf,
} from "./schema";

/** Something that can be written at a cursor. */
export interface Suggestion {
  /** What the reader sees and types: a name without quotes, a value as JSON. */
  readonly label: string;
  /** Text to put in place of what the cursor stands on. */
  readonly insert: string;
  /** How many characters before the end of `insert` the cursor goes. */
  readonly back: number;
  readonly detail: string;
  readonly description: string;
  readonly required: boolean;
}

const MOST_VARIANTS = 60;
const CONTRADICTS = -20;

/** Names or values that the schema has for the place of the cursor; `value` is what the text said when last readable. */
export function suggestionsAt(
  reader: SchemaReader,
  schema: Schema,
  value: unknown,
  cursor: Cursor,
): readonly Suggestion[] {
  // What is being edited says nothing of the variant it could be.
  const known = cursor.kind === "value" ? without(value, cursor.path) : value;
  const schemas = schemasAt(reader, schema, known, cursor.path);
  const found = cursor.kind === "name" ? names(reader, schemas, cursor) : schemas.flatMap(values);
  return [...new Map(found.map(suggestion => [suggestion.label, suggestion])).values()];
}

/** The schemas that a value at a path may follow: of variants those that it does not contradict. */
export function schemasAt(
  reader: SchemaReader,
  schema: Schema,
  value: unknown,
  path: readonly string[],
): readonly Schema[] {
  let found = possible(reader, [schema], value);
  let here = value;
  for (const step of path) {
    here = Array.isArray(here) ? here[Number(step)] : record(here)?.[step];
    found = possible(
      reader,
      found.flatMap(one => part(reader, one, step)),
      here,
    );
  }
  return found;
}

function without(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return undefined;
  if (Array.isArray(value)) return value.map((item, index) => (String(index) === step ? without(item, rest) : item));
  const members = record(value);
  return members && withMember(members, step, without(members[step], rest));
}

function possible(reader: SchemaReader, schemas: readonly Schema[], value: unknown): readonly Schema[] {
  const all = schemas
    .flatMap(schema => {
      const variants = reader.variants(schema);
      return variants.length > 1 ? variants.map(variant => variant.schema) : [schema];
    })
    .slice(0, MOST_VARIANTS);
  const fitting = all.filter(schema => likeness(reader, schema, value) > CONTRADICTS);
  return fitting.length > 0 ? fitting : all;
}

function part(reader: SchemaReader, schema: Schema, step: string): readonly Schema[] {
  if (typesOf(schema)[0] === "array") {
    const prefix = array(schema.prefixItems)[Number(step)];
    return [prefix === undefined ? reader.items(schema) : reader.read(prefix)];
  }
  const property = reader.properties(schema).find(([name]) => name === step);
  if (property) return [property[1]];
  return schema.additionalProperties || schema.patternProperties ? [reader.mapValues(schema)] : [];
}

function names(reader: SchemaReader, schemas: readonly Schema[], cursor: Cursor): readonly Suggestion[] {
  return schemas.flatMap(schema =>
    reader
      .properties(schema)
      .filter(([name]) => !cursor.taken.has(name))
      .map(([name, property]) => {
        const [start, back] = cursor.colon ? ["", 0] : started(reader, property);
        const insert = `${JSON.stringify(name)}${start}`;
        const required = isRequired(schema, name);
        return {
          label: name,
          insert,
          back,
          detail: detailOf(property, required),
          description: text(property.description),
          required,
        };
      }),
  );
}

function detailOf(schema: Schema, required: boolean): string {
  const type = "const" in schema ? JSON.stringify(schema.const) : typesOf(schema).join(" | ");
  return [type, required ? "required" : "", schema.deprecated === true ? "deprecated" : ""].filter(Boolean).join(", ");
}

// What follows a new name, and how far back the cursor goes into it.
function started(reader: SchemaReader, schema: Schema): readonly [string, number] {
  if ("const" in schema) return [`: ${JSON.stringify(schema.const)}`, 0];
  const kind = reader.kind(schema);
  if (kind === "object" || kind === "map") return [": {}", 1];
  if (kind === "array") return [": []", 1];
  return kind === "string" ? [': ""', 1] : [": ", 0];
}

function values(schema: Schema): readonly Suggestion[] {
  const types = typesOf(schema);
  const description = text(schema.description);
  const listed = "const" in schema ? [schema.const] : array(schema.enum);
  const given = [
    ...listed.map(value => [value, ""] as const),
    ...(listed.length === 0 && types.includes("boolean") ? [true, false].map(value => [value, ""] as const) : []),
    ...(schema.default === undefined ? [] : [[schema.default, "default"] as const]),
    ...(exampleOf(schema) === undefined ? [] : [[exampleOf(schema), "example"] as const]),
    ...(isNullable(schema) ? [[null, ""] as const] : []),
  ];
  const whole = given.map(([value, detail]) => suggestion(JSON.stringify(value), detail, description));
  if (types.includes("object")) whole.push({ ...suggestion("{}", "object", description), back: 1 });
  if (types.includes("array")) whole.push({ ...suggestion("[]", "array", description), back: 1 });
  return whole.reverse();
}

function suggestion(label: string, detail: string, description: string): Suggestion {
  return { label, insert: label, back: 0, detail, description, required: false };
}
