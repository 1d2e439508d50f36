import { Validator, type Schema as ValidatorSchema } from "@cfworker/json-schema";
import { array, type Definitions, record } from "./schema";

/** What is wrong with a value, by the JSON pointer of the place: `/messages/0/role`, empty for the whole. */
export type Faults = ReadonlyMap<string, string>;

export type Check = (value: unknown) => Faults;

const LARGEST = 200_000;
// Only the outermost of these says nothing that its parts do not say better.
const STRUCTURAL = new Set([
  "properties",
  "items",
  "prefixItems",
  "$ref",
  "allOf",
  "additionalProperties",
  "dependentSchemas",
]);
// A quantifier over a group that holds one: such patterns can take a browser minutes.
const EXPLOSIVE = /\([^()]*[+*}][^()]*\)\s*[+*{]/;

/** Make the check of one schema; a schema that the validator cannot read finds no faults. */
export function checkOf(schema: unknown, definitions: Definitions): Check {
  let validator: Validator | undefined;
  try {
    // The validator writes into what it is given.
    const whole = prepared({ ...record(schema), $defs: definitions }) as ValidatorSchema;
    validator = new Validator(whole, "2020-12", false);
  } catch {
    return () => new Map();
  }
  return value => faultsOf(validator, value);
}

function faultsOf(validator: Validator, value: unknown): Faults {
  const faults = new Map<string, string>();
  try {
    if ((JSON.stringify(value) ?? "").length > LARGEST) return faults;
    for (const { keyword, instanceLocation, error } of validator.validate(value).errors) {
      const place = instanceLocation.replace(/^#/, "");
      if (!STRUCTURAL.has(keyword) && !faults.has(place)) faults.set(place, worded(error));
    }
  } catch {
    // A schema that breaks the validator says nothing about the value.
  }
  return faults;
}

function worded(error: string): string {
  return error.replace(/^Instance (type )?/, (_, type) => (type ? "The type " : "The value ")).replace(/\.*$/, ".");
}

/** A copy without what has no bearing here: patterns that could hang, read-only properties that are required. */
function prepared(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(prepared);
  const members = record(schema);
  if (!members) return schema;
  const readOnly = new Set(
    Object.entries(record(members.properties) ?? {}).flatMap(([name, item]) =>
      record(item)?.readOnly === true ? [name] : [],
    ),
  );
  return Object.fromEntries(
    Object.entries(members)
      .filter(([key, value]) => !(key === "pattern" && typeof value === "string" && EXPLOSIVE.test(value)))
      .map(([key, value]) => {
        if (key === "required") return [key, array(value).filter(name => !readOnly.has(name as string))];
        return [key, prepared(value)];
      }),
  );
}
