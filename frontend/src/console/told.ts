import { COMMON } from "./gateways/common";
import type { Family, KnownHeader } from "./gateways/family";
import { dollars } from "./readings";

type Headers = readonly (readonly [string, string])[];

/** What a header says of a call, or why it says nothing. */
export interface Told {
  /** Such as `Cost`. */
  readonly reading: string;
  readonly header: string;
  /** Empty where it is hidden. */
  readonly value: string;
  /** Why the page cannot read it; empty where it can. */
  readonly hidden: string;
}

// Readable without a word of the gateway (CORS-safelisted response headers).
const SAFE = new Set(
  "cache-control content-language content-length content-type expires last-modified pragma".split(" "),
);

/**
 * Read the headers that are known: of the family, of the contract (`documented`), and of all gateways. One that is
 * documented and not there is told to be hidden where another origin's answer came filtered.
 */
export function toldBy(
  headers: Headers,
  family: Family | undefined,
  documented: readonly string[],
  filtered: boolean,
): readonly Told[] {
  const own = family?.headers ?? [];
  const named = documented.map((name): KnownHeader => ({ name: name.toLowerCase(), reading: "In the contract" }));
  const found = new Map<string, Told>();
  for (const known of [...own, ...COMMON, ...named]) {
    for (const [name, value] of headers) {
      if (matches(known, name) && value && !found.has(name)) {
        found.set(name, { reading: known.reading, header: name, value: worded(known.reading, value), hidden: "" });
      }
    }
  }
  const exposed = new Set([...SAFE, ...(family?.cors.exposes ?? [])]);
  const hidden = [...own, ...named].filter(
    known => filtered && !exposed.has(known.name) && !headers.some(([name]) => matches(known, name)),
  );
  const unique = new Map(hidden.map(known => [known.name, known]));
  return [...found.values(), ...[...unique.values()].map(hiddenOne)];
}

function hiddenOne({ name, reading, when }: KnownHeader): Told {
  const hidden = when ? `hidden by CORS, or not sent (${when})` : "hidden by CORS";
  return { reading, header: name, value: "", hidden };
}

function matches({ name }: KnownHeader, received: string): boolean {
  const lower = received.toLowerCase();
  return name.endsWith("*") ? lower.startsWith(name.slice(0, -1)) : lower === name;
}

function worded(reading: string, value: string): string {
  if (/^(Cost|Spent|Budget)/.test(reading) && value.trim() !== "" && Number.isFinite(Number(value))) {
    return dollars(Number(value));
  }
  // RFC 9745 writes the moment in seconds, RFC 8594 as a date.
  const seconds = reading === "Deprecated" ? /^@(\d+)$/.exec(value)?.[1] : undefined;
  return seconds ? new Date(Number(seconds) * 1000).toUTCString() : value;
}
