import type { Contract } from "../contract";
import { parameterKey } from "./request";
import { array, isRequired, type Kind, type Schema, type SchemaReader } from "./schema";

/** A place for a value: a parameter, or a property of the body; `path` leads to the latter. */
export interface Place {
  readonly key: string;
  readonly path?: readonly string[];
  readonly name: string;
  readonly kind: Kind;
  readonly schema: Schema;
  readonly required: boolean;
}

const DEEPEST = 3;
const MOST_PLACES = 200;
const QUOTED = /"([^"]{1,200})"|“([^”]{1,200})”|(?<=^|\s)'([^']{1,200})'(?=$|[\s.,!?])/g;
const ID = /(?<![\w-])(?=[\w-]*[\d_])(?=[\w-]*[A-Za-z])[A-Za-z0-9][\w-]{3,}(?![\w-])/g;
const NUMBER = /(?<![\w.-])-?\d+(?:\.\d+)?(?![\w-]|\.\d)/g;
/** Names of texts that people put in quotes. */
const SAID = /^(?:name|title|alias|q|query|prompt|text|content|description|message|subject|label)$/;
const NEAR = 24;

/** The places of an operation: parameters first, then what a JSON body holds, objects within it opened. */
export function placesOf(contract: Contract, schemas: SchemaReader): readonly Place[] {
  const found: Place[] = [];
  const add = (key: string, name: string, given: unknown, required: boolean, path?: readonly string[]): void => {
    const schema = schemas.read(given);
    const kind = schemas.kind(schema);
    if (kind === "object" && path && path.length < DEEPEST) within(schema, path, required);
    else if (found.length < MOST_PLACES) found.push({ key, name, kind, schema, required, ...(path ? { path } : {}) });
  };
  const within = (schema: Schema, path: readonly string[], required: boolean): void => {
    for (const [name, one] of schemas.properties(schema)) {
      const whole = [...path, name];
      add(`body:${whole.join("/")}`, whole.join("_"), one, required && isRequired(schema, name), whole);
    }
  };
  for (const one of contract.parameters) {
    if (one.location === "path" || one.location === "query") add(parameterKey(one), one.name, one.schema, one.required);
  }
  const body = contract.bodies.find(one => /json/.test(one.mediaType));
  if (body) within(schemas.read(body.schema), [], true);
  return found;
}

/** Values that a question names, by the key of their place: named ones, permitted words, ids, quoted text, numbers. */
export function valuesIn(question: string, places: readonly Place[]): ReadonlyMap<string, unknown> {
  const found = new Map<string, unknown>();
  let rest = question.slice(0, 2000);
  const take = (place: Place, value: unknown, words: string): void => {
    found.set(place.key, value);
    // What is taken is blanked, so that no other place gets it and all others keep theirs.
    rest = rest.replace(words, " ".repeat(words.length));
  };
  const open = () => places.filter(place => !found.has(place.key));
  for (const place of places) {
    const named = namedValue(rest, place);
    if (named) take(place, named[0], named[1]);
  }
  for (const place of open()) {
    const word = choiceIn(rest, place);
    if (word) take(place, word[0], word[1]);
  }
  const names = new Set(places.map(place => place.name));
  for (const [id] of [...rest.matchAll(ID)]) {
    if (names.has(id)) continue;
    const place = best(open(), one => idFit(one, id));
    if (place) take(place, id, id);
  }
  for (const match of [...rest.matchAll(QUOTED)]) {
    const place = best(open(), quoteFit);
    if (place) take(place, match[1] ?? match[2] ?? match[3], match[0]);
  }
  for (const match of [...rest.matchAll(NUMBER)]) {
    const around = rest.slice(Math.max(0, match.index - NEAR), match.index + match[0].length + NEAR).toLowerCase();
    const place = best(open(), one => numberFit(one, around));
    if (place) take(place, Number(match[0]), match[0]);
  }
  return found;
}

function namedValue(text: string, { name, kind, schema }: Place): readonly [unknown, string] | undefined {
  const spoken = words(name).map(escaped).join("[ _-]?");
  if (!spoken) return undefined;
  const match = new RegExp(`(?<![\\w-])${spoken}(?:\\s*[=:]\\s*|\\s+(?:is |of |to )?)("[^"]*"|[\\w./@+-]+)`, "i").exec(
    text,
  );
  if (!match) return undefined;
  const [whole, written = ""] = match;
  const value = written.replace(/^"|"$|[.]$/g, "");
  const isAssigned = /[=:]/.test(whole.slice(0, whole.length - written.length));
  if (kind === "number") return Number.isFinite(Number(value)) && value ? [Number(value), whole] : undefined;
  if (kind === "boolean") return /^(?:true|false)$/i.test(value) ? [/true/i.test(value), whole] : undefined;
  if (kind === "choice") {
    const chosen = array(schema.enum).find(one => String(one).toLowerCase() === value.toLowerCase());
    return chosen === undefined ? undefined : [chosen, whole];
  }
  if (kind !== "string") return undefined;
  return isAssigned || written.startsWith('"') || /\d/.test(value) ? [value, whole] : undefined;
}

function choiceIn(text: string, { kind, schema }: Place): readonly [unknown, string] | undefined {
  if (kind !== "choice") return undefined;
  for (const value of array(schema.enum)) {
    if (typeof value !== "string" || value.length < 2) continue;
    const match = new RegExp(`(?<![\\w-])${words(value).map(escaped).join("[ _-]?")}(?![\\w-])`, "i").exec(text);
    if (match && words(value).length > 0) return [value, match[0]];
  }
  return undefined;
}

function idFit({ name, kind, required }: Place, id: string): number {
  if (kind !== "string" && kind !== "any") return 0;
  const own = words(name);
  const isId = /^(?:ids?|key|slug|number|sha|ref|name)$/.test(own.at(-1) ?? "");
  if (!isId && own.length > 0 && !required) return 0;
  return (isId ? 2 : 0) + (id.toLowerCase().startsWith(own[0] ?? " ") ? 4 : 0) + Number(required);
}

function quoteFit({ name, kind, required }: Place): number {
  if (kind !== "string" && kind !== "any") return 0;
  return (SAID.test(words(name).at(-1) ?? "") ? 2 : 0) + Number(required);
}

function numberFit({ name, kind, required }: Place, around: string): number {
  if (kind !== "number") return 0;
  return words(name).filter(word => word.length > 1 && around.includes(word)).length * 2 + Number(required);
}

function best(places: readonly Place[], fit: (place: Place) => number): Place | undefined {
  let found: Place | undefined;
  let most = 0;
  for (const place of places) {
    const own = fit(place);
    if (own > most) [found, most] = [place, own];
  }
  return found;
}

function words(name: string): string[] {
  return (name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").match(/[A-Za-z0-9]+/g) ?? []).map(word => word.toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
