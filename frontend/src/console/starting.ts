import type { Contract, ContractBody, ContractParameter } from "../contract";
import { bodyForm } from "./body";
import { starter } from "./form";
import { parameterKey } from "./request";
import { array, isRequired, record, type Schema, SchemaReader, text } from "./schema";

/** Values that required parameters have before the reader changes them. */
export function startingParameters(contract: Contract): Readonly<Record<string, unknown>> {
  const reader = new SchemaReader(contract.defs);
  return Object.fromEntries(
    contract.parameters
      .filter(parameter => parameter.required)
      .map(parameter => [parameterKey(parameter), firstValue(reader, parameter)] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
}

function firstValue(reader: SchemaReader, parameter: ContractParameter): unknown {
  return parameter.example ?? starter(reader, reader.read(parameter.schema));
}

/** The body that one of its examples stands for; where there is none, the smallest of its schema. */
export function startingBody(reader: SchemaReader, body: ContractBody, index: number): unknown {
  const example = body.examples[index];
  const written = example?.text || text(example?.value);
  switch (bodyForm(body.mediaType)) {
    case "file":
      return undefined;
    case "text":
      return written || (example?.value ?? "");
    case "xml":
      if (written || !hasForm(reader, body)) return written;
  }
  const value = example?.value ?? starter(reader, reader.read(body.schema));
  return bodyForm(body.mediaType) === "multipart" ? withoutFiles(reader, reader.read(body.schema), value) : value;
}

// What an example has in place of a file are words: only the reader has files.
function withoutFiles(reader: SchemaReader, schema: Schema, value: unknown): unknown {
  const members = record(value);
  if (!members) return value;
  const isFile = (one: Schema) => reader.kind(one) === "file" || reader.kind(reader.items(one)) === "file";
  const files = new Set(reader.properties(schema).flatMap(([name, property]) => (isFile(property) ? [name] : [])));
  return Object.fromEntries(Object.entries(members).filter(([name]) => !files.has(name)));
}

/** Parts that the schema requires and the value lacks; a validator knows nothing of files. */
export function missingParts(reader: SchemaReader, schema: Schema, value: unknown): ReadonlyMap<string, string> {
  const members = record(value) ?? {};
  const missing = reader
    .properties(schema)
    .filter(([name]) => isRequired(schema, name) && (members[name] === undefined || array(members[name])[0] === null));
  return new Map(missing.map(([name]) => [`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`, "It is required."]));
}

/** Whether a form can be made of the body's schema. */
export function hasForm(reader: SchemaReader, body: ContractBody): boolean {
  return reader.kind(reader.read(body.schema)) !== "any";
}
