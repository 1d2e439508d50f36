import { Validator, type Schema as ValidatorSchema } from "@cfworker/json-schema";
import { array, type Definitions, record } from "./schema";

/** What is wrong with a value, by the JSON pointer of the place: `/messages/0/role`, empty for the whole. */
export type Faults = ReadonlyMap<string, string>;

export type Check = (value: unknown) => Faults;

type Absent = "readOnly" | "writeOnly";

/** What of a schema has a bearing. */
interface Bearing {
  readonly runs: (pattern: string) => boolean;
  readonly absent: Absent;
}

/** Characters of JSON up to which a value is checked. */
export const LARGEST = 200_000;
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
// Patterns run only over so much text: the time of those that are run is its cube at worst.
const LARGEST_FOR_PATTERNS = 1000;
const MOST_REPETITIONS = 3;
const MOST_CHOICES = 6;
// Keywords whose members are schemas by name, whatever the names are.
const MAPS = new Set(["properties", "patternProperties", "dependentSchemas", "$defs"]);

/**
 * Make the check of one schema; a schema that the validator cannot read finds no faults. `absent` marks properties that
 * are never there even if required: read-only ones in a request, write-only ones in a reply.
 */
export function checkOf(schema: unknown, definitions: Definitions, absent: Absent = "readOnly"): Check {
  const whole = { ...record(schema), $defs: definitions };
  const matching = validatorOf(whole, { runs: isQuick, absent });
  const plain = validatorOf(whole, { runs: () => false, absent });
  return value => {
    const size = (JSON.stringify(value) ?? "").length;
    if (size > LARGEST) return new Map();
    return faultsOf(size > LARGEST_FOR_PATTERNS ? plain() : matching(), value);
  };
}

function validatorOf(schema: unknown, bearing: Bearing): () => Validator | undefined {
  let made: Validator | undefined | null = null;
  return () => {
    if (made === null) {
      try {
        // The validator writes into what it is given.
        made = new Validator(prepared(schema, bearing) as ValidatorSchema, "2020-12", false);
      } catch {
        made = undefined;
      }
    }
    return made;
  };
}

function faultsOf(validator: Validator | undefined, value: unknown): Faults {
  const faults = new Map<string, string>();
  try {
    for (const { keyword, instanceLocation, error } of validator?.validate(value).errors ?? []) {
      const place = instanceLocation.replace(/^#/, "");
      if (!STRUCTURAL.has(keyword) && !faults.has(place)) faults.set(place, worded(error));
    }
  } catch {
    // A schema that breaks the validator says nothing about the value.
  }
  return faults;
}

/** Whether a pattern can do no worse than the cube of its text: no repeated group, few repetitions and choices. */
function isQuick(pattern: string): boolean {
  if (/\)\s*[*+{]|\\[1-9k]/.test(pattern)) return false;
  const repetitions = pattern.match(/[*+]|\{\d*,/g)?.length ?? 0;
  const choices = pattern.match(/\?/g)?.length ?? 0;
  return repetitions <= MOST_REPETITIONS && choices <= MOST_CHOICES;
}

function worded(error: string): string {
  return error.replace(/^Instance (type )?/, (_, type) => (type ? "The type " : "The value ")).replace(/\.*$/, ".");
}

/** A copy without what has no bearing here: patterns that are not to run, required properties that are never there. */
function prepared(schema: unknown, bearing: Bearing): unknown {
  if (Array.isArray(schema)) return schema.map(item => prepared(item, bearing));
  const members = record(schema);
  if (!members) return schema;
  const { runs, absent } = bearing;
  const left = new Set(
    Object.entries(record(members.properties) ?? {}).flatMap(([name, item]) =>
      record(item)?.[absent] === true ? [name] : [],
    ),
  );
  // Without its pattern a name would count as an additional one.
  const open = Object.keys(record(members.patternProperties) ?? {}).some(pattern => !runs(pattern));
  return Object.fromEntries(
    Object.entries(members)
      .filter(([key, value]) => !(key === "pattern" && typeof value === "string" && !runs(value)))
      .filter(([key]) => !(open && /^(pattern|additional|unevaluated)Properties$/.test(key)))
      .map(([key, value]) => {
        if (key === "required") return [key, array(value).filter(name => !left.has(name as string))];
        return [key, MAPS.has(key) ? byName(value, bearing) : prepared(value, bearing)];
      }),
  );
}

function byName(schemas: unknown, bearing: Bearing): unknown {
  const members = record(schemas);
  return (
    members && Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, prepared(schema, bearing)]))
  );
}
