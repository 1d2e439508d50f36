import type { Sent } from "./keep/sent";
import { type Draft, parameterKey } from "./request";
import { record, text } from "./schema";
import type { ConsoleState } from "./state";

/** What a guide gives to a console: values to start with, and what its reply hands on to the consoles after it. */
export interface Given {
  /** By name of the parameter. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  /** JSON pointers into the reply, by the name under which later consoles say `{{name}}`. */
  readonly take: Readonly<Record<string, string>>;
}

const taken = new Map<string, unknown>();
const waiting = new Set<() => void>();
const PLACE = /\{\{\s*([\w-]+)\s*\}\}/g;

/** Read the attribute of a console; undefined where there is none, or it is damaged. */
export function readGiven(wire: string | undefined): Given | undefined {
  if (!wire) return undefined;
  try {
    const given = record(JSON.parse(wire));
    if (!given) return undefined;
    const take = Object.entries(record(given.take) ?? {}).map(([name, pointer]) => [name, text(pointer)]);
    return { parameters: record(given.parameters) ?? {}, body: given.body, take: Object.fromEntries(take) };
  } catch {
    return undefined;
  }
}

/** Fill a form with what a guide gives, and again when an earlier console's reply has brought what it waits for. */
export function begin(state: ConsoleState, given: Given): void {
  const fill = (): void => {
    state.fill(draftOf(state, given), { from: "link", left: [] });
    state.setFilled(undefined);
  };
  fill();
  if (!namesIn(given).some(name => !taken.has(name))) return;
  const again = (): void => {
    if (namesIn(given).every(name => taken.has(name))) waiting.delete(again);
    fill();
  };
  waiting.add(again);
}

/** Take from a reply what later consoles of the page wait for. */
export function hand({ exchange }: Pick<Sent, "exchange">, given: Given): void {
  const reply = exchange.ok ? exchange.received.json : undefined;
  let brought = false;
  for (const [name, pointer] of Object.entries(given.take)) {
    const value = at(reply, pointer);
    if (value === undefined) continue;
    taken.set(name, value);
    brought = true;
  }
  if (brought) for (const again of [...waiting]) again();
}

function draftOf(state: ConsoleState, given: Given): Draft {
  const { contract, draft } = state;
  const own = contract.parameters.filter(({ name }) => Object.hasOwn(given.parameters, name));
  const values = own.map(parameter => [parameterKey(parameter), filled(given.parameters[parameter.name])]);
  const body = given.body === undefined ? draft.body : filled(given.body);
  return { ...draft, parameters: { ...draft.parameters, ...Object.fromEntries(values) }, body };
}

/** A value with what has been taken in its places; what has not stays visible as `{{name}}`. */
export function filled(value: unknown, known: ReadonlyMap<string, unknown> = taken): unknown {
  if (typeof value === "string") {
    const whole = /^\{\{\s*([\w-]+)\s*\}\}$/.exec(value)?.[1];
    if (whole !== undefined) return known.has(whole) ? known.get(whole) : value;
    return value.replace(PLACE, (place, name: string) => (known.has(name) ? String(known.get(name)) : place));
  }
  if (Array.isArray(value)) return value.map(item => filled(item, known));
  const members = record(value);
  return members ? Object.fromEntries(Object.entries(members).map(([key, item]) => [key, filled(item, known)])) : value;
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
export function at(value: unknown, pointer: string): unknown {
  let found = value;
  for (const token of pointer.split("/").slice(1)) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

function namesIn(given: Given): readonly string[] {
  const written = JSON.stringify([given.parameters, given.body ?? null]);
  return [...written.matchAll(PLACE)].map(match => match[1] ?? "");
}
