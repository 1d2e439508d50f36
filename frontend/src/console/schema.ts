/** A JSON Schema as an object; booleans are turned into one on the way in. */
export type Schema = Readonly<Record<string, unknown>>;
export type Definitions = Readonly<Record<string, unknown>>;

/** What kind of control a schema asks for. */
export type Kind =
  | "object"
  | "map"
  | "array"
  | "variants"
  | "choice"
  | "constant"
  | "boolean"
  | "number"
  | "string"
  | "file"
  | "any";

export interface Variant {
  readonly label: string;
  readonly schema: Schema;
}

const MOST_HOPS = 32;
const DEFINITION = /^#\/\$defs\/(.+)$/;
const NAMELESS: Schema = {};

/** The value as an object with unknown members, or undefined. */
export function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Schema) : undefined;
}

export function array(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/**
 * Reads schemas of one contract: follows `$ref`, folds `allOf` and `anyOf: [X, null]` together. Nothing is expanded
 * further than asked for, so recursive schemas are safe; anything malformed reads as a schema that allows all.
 */
export class SchemaReader {
  readonly #known = new WeakMap<object, Schema>();

  constructor(readonly definitions: Definitions) {}

  read(schema: unknown): Schema {
    const given = record(schema);
    if (!given) return NAMELESS;
    const known = this.#known.get(given);
    if (known) return known;
    // Stands in while the schema is being read: a schema that folds itself in ends here.
    this.#known.set(given, NAMELESS);
    const made = this.#nullable(this.#folded(this.#followed(given)));
    this.#known.set(given, made);
    return made;
  }

  kind(schema: Schema): Kind {
    if ("const" in schema) return "constant";
    if (array(schema.enum).length > 0) return "choice";
    if (this.variants(schema).length > 1) return "variants";
    const type = typesOf(schema)[0];
    if (type === "object") return isMap(schema) ? "map" : "object";
    if (type === "array" || type === "boolean") return type;
    if (type === "number" || type === "integer") return "number";
    if (type === "string") return isFile(schema) ? "file" : "string";
    return "any";
  }

  variants(schema: Schema): readonly Variant[] {
    const options = optionsOf(schema).filter(option => !isNull(option));
    if (options.length > 1) return options.map((option, index) => this.#variant(schema, option, index));
    const types = typesOf(schema);
    if (types.length < 2) return [];
    return types.map(type => ({ label: type, schema: { ...schema, type } }));
  }

  properties(schema: Schema): readonly (readonly [string, Schema])[] {
    return Object.entries(record(schema.properties) ?? {})
      .map(([name, property]) => [name, this.read(property)] as const)
      .filter(([, property]) => property.readOnly !== true);
  }

  items(schema: Schema): Schema {
    return this.read(schema.items);
  }

  mapValues(schema: Schema): Schema {
    const patterns = Object.values(record(schema.patternProperties) ?? {});
    return this.read(record(schema.additionalProperties) ?? patterns[0]);
  }

  #followed(schema: Schema): Schema {
    let found = schema;
    for (let hop = 0; hop < MOST_HOPS && typeof found.$ref === "string"; hop += 1) {
      const { $ref, ...beside } = found;
      const name = nameOf($ref as string);
      const target = record(Object.hasOwn(this.definitions, name) ? this.definitions[name] : undefined);
      if (!target) return beside;
      found = { title: name, ...target, ...beside };
    }
    return found;
  }

  #folded(schema: Schema): Schema {
    const parts = array(schema.allOf).map(part => this.read(part));
    if (parts.length === 0) return schema;
    const { allOf: _, ...own } = schema;
    return parts.reduceRight((whole, part) => merged(part, whole), own as Schema);
  }

  #nullable(schema: Schema): Schema {
    const options = optionsOf(schema);
    const real = options.filter(option => !isNull(option));
    if (real.length !== 1) return schema;
    const { anyOf: _any, oneOf: _one, ...beside } = schema;
    const nullable = real.length < options.length ? { nullable: true } : {};
    return { ...this.read(real[0]), ...beside, ...nullable };
  }

  #variant(whole: Schema, option: unknown, index: number): Variant {
    const { anyOf: _any, oneOf: _one, discriminator: _of, title: _title, description: _text, ...beside } = whole;
    const schema = this.read(option);
    const label = text(schema.title) || constantLabel(this.properties(schema)) || typesOf(schema).join(" or ");
    return { label: label || `Variant ${index + 1}`, schema: merged(beside, schema) };
  }
}

/** The JSON types a schema allows, `null` left out; taken from other keywords where `type` is missing. */
export function typesOf(schema: Schema): readonly string[] {
  const named = (typeof schema.type === "string" ? [schema.type] : array(schema.type)) as readonly string[];
  const types = named.filter(type => type !== "null");
  if (types.length > 0 || named.length > 0) return types;
  if (schema.properties || schema.additionalProperties || schema.patternProperties) return ["object"];
  if (schema.items || schema.prefixItems) return ["array"];
  if (schema.pattern || schema.format || schema.minLength || schema.maxLength) return ["string"];
  return [];
}

export function isInteger(schema: unknown): boolean {
  return typesOf(record(schema) ?? {}).includes("integer");
}

export function isNullable(schema: Schema): boolean {
  return schema.nullable === true || array(schema.type).includes("null") || array(schema.enum).includes(null);
}

export function isRequired(schema: Schema, name: string): boolean {
  return array(schema.required).includes(name);
}

/** Whether a schema is met by bytes that only a file can give. */
export function isFile(schema: Schema): boolean {
  const media = text(schema.contentMediaType);
  return schema.format === "binary" || (media !== "" && !schema.contentEncoding && !/json|text|xml/.test(media));
}

/** The example a schema gives of itself; undefined where there is none. */
export function exampleOf(schema: Schema): unknown {
  return array(schema.examples)[0] ?? schema.example;
}

function optionsOf(schema: Schema): readonly unknown[] {
  const one = array(schema.oneOf);
  return one.length > 0 ? one : array(schema.anyOf);
}

function isNull(option: unknown): boolean {
  const schema = record(option);
  return schema?.type === "null" || (schema !== undefined && "const" in schema && schema.const === null);
}

function isMap(schema: Schema): boolean {
  const open = record(schema.additionalProperties) ?? schema.patternProperties ?? schema.additionalProperties === true;
  return Boolean(open) && Object.keys(record(schema.properties) ?? {}).length === 0;
}

function merged(base: Schema, over: Schema): Schema {
  const properties = { ...record(base.properties), ...record(over.properties) };
  const required = [...new Set([...array(base.required), ...array(over.required)])];
  return {
    ...base,
    ...over,
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
    ...(required.length > 0 ? { required } : {}),
  };
}

function nameOf(reference: string): string {
  const name = DEFINITION.exec(reference)?.[1] ?? "";
  try {
    return decodeURIComponent(name).replaceAll("~1", "/").replaceAll("~0", "~");
  } catch {
    return name;
  }
}

function constantLabel(properties: readonly (readonly [string, Schema])[]): string {
  for (const [, property] of properties) {
    const only = property.const ?? (array(property.enum).length === 1 ? array(property.enum)[0] : undefined);
    if (only !== undefined) return String(only);
  }
  return "";
}
