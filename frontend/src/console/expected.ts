import { SITE_ROOT } from "../shared/site";
import { essence } from "./body";
import type { EventLog } from "./event_log";
import type { Exchange } from "./exchange";
import { faultsOfEvents, MOST_EVENTS } from "./expected_events";
import { type Definitions, record } from "./schema";
import { responseFor } from "./status";
import { checkOf, type Faults, LARGEST } from "./validate";

/** How a reply stands to the contract. */
export interface Verdict {
  /** `open` where nothing could be compared. */
  readonly kind: "fits" | "differs" | "open";
  readonly words: string;
  /** Differences in the body, by the JSON pointer of the place; in a stream the first step is the event's number. */
  readonly faults: Faults;
  /** Whether the places are those of events. */
  readonly streamed?: boolean;
  /** Names of the headers that the contract has for this status. */
  readonly headers: readonly string[];
}

/** The part of a contract that is read here. */
export interface Promised {
  readonly address: string;
  readonly responses: readonly {
    readonly status: string;
    readonly description?: string;
    readonly mediaTypes: readonly string[];
  }[];
}

const NONE: Faults = new Map();
const REFERENCE = /^#\/\$defs\/(.+)$/;

let wanted: Promise<unknown> | undefined;

/** Load what all contracts of the site have of replies; undefined where there is nothing to load. */
export function loadExpected(): Promise<unknown> {
  wanted ??= unpacked(new URL("assets/gatepost/expected.json.gz", SITE_ROOT)).catch(() => undefined);
  return wanted;
}

async function unpacked(address: URL): Promise<unknown> {
  const reply = await fetch(address);
  if (!reply.ok || !reply.body) throw new Error(`${address.pathname}: ${reply.status}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  // A host may have told the browser that it is gzip: then it is unpacked already.
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return JSON.parse(new TextDecoder().decode(bytes));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

/** Compare a reply that has ended with its contract: status, media type, then the body. */
export function verdictOf(exchange: Exchange, contract: Promised, expected: unknown): Verdict {
  const { head, received } = exchange;
  const status = String(head?.status ?? "");
  const promised = responseFor(status, contract.responses);
  if (contract.responses.length > 0 && !promised) {
    const known = contract.responses.map(response => response.status).join(", ");
    return { kind: "differs", words: `The contract has ${known}, not ${status}.`, faults: NONE, headers: [] };
  }
  const details = record(record(record(record(expected)?.operations)?.[contract.address])?.[promised?.status ?? ""]);
  const headers = (Array.isArray(details?.headers) ? details.headers : []).map(String);
  const open = (words: string): Verdict => ({ kind: "open", words, faults: NONE, headers });
  if (!promised || promised.mediaTypes.length === 0) return open("The contract says nothing of this body.");
  const type = essence(received.contentType);
  if (received.size === 0) return open("There is no body to compare with the contract.");
  const mediaType = mediaTypeFor(type, promised.mediaTypes);
  if (mediaType === undefined) {
    const words = `For ${promised.status} the contract has ${promised.mediaTypes.join(", ")}, not ${type || "a body without a type"}.`;
    return { kind: "differs", words, faults: NONE, headers };
  }
  if (record(expected)?.cut)
    return open("Status and type are those of the contract; its schemas are too large to load.");
  const definitions = record(record(expected)?.defs) ?? {};
  const item = record(details?.items)?.[mediaType];
  if (exchange.streaming && item === undefined)
    return open("Status and type are those of the contract, which says nothing of single events.");
  if (exchange.streaming) return streamed(exchange.log, item, definitions, headers);
  const schema = record(details?.content)?.[mediaType];
  if (schema === undefined || received.json === undefined) return open("Status and type are those of the contract.");
  if (received.text.length > LARGEST)
    return open("Status and type are those of the contract; the body is too large to check.");
  return checked(received.json, schema, definitions, headers);
}

function streamed(log: EventLog, item: unknown, definitions: Definitions, headers: readonly string[]): Verdict {
  const faults = faultsOfEvents(log, item, closure(item, definitions));
  const events = log.total > MOST_EVENTS ? `The first ${MOST_EVENTS} events` : "The events";
  if (faults.size === 0)
    return { kind: "fits", words: `${events} are as the contract has them.`, faults, headers, streamed: true };
  const words = `${events} differ from the contract, by their number:`;
  return { kind: "differs", words, faults, headers, streamed: true };
}

function checked(value: unknown, schema: unknown, definitions: Definitions, headers: readonly string[]): Verdict {
  const faults = checkOf(schema, closure(schema, definitions), "writeOnly")(value);
  const count = faults.size;
  if (count === 0) return { kind: "fits", words: "As the contract has it.", faults, headers };
  const words = `${count} ${count === 1 ? "difference" : "differences"} from the contract:`;
  return { kind: "differs", words, faults, headers };
}

/** The media type of the contract that a reply's type falls under, its own before ranges. */
export function mediaTypeFor(type: string, mediaTypes: readonly string[]): string | undefined {
  const fits = (range: string) => range === "*/*" || (range.endsWith("/*") && type.startsWith(range.slice(0, -1)));
  return mediaTypes.find(name => essence(name) === type) ?? mediaTypes.find(name => fits(essence(name)));
}

/** The definitions that a schema leads to; a validator would read all that it is given. */
export function closure(schema: unknown, definitions: Definitions): Definitions {
  const found: Record<string, unknown> = {};
  const waiting: unknown[] = [schema];
  while (waiting.length > 0) {
    const item = waiting.pop();
    if (typeof item !== "object" || item === null) continue;
    for (const [key, value] of Object.entries(item)) {
      const name = key === "$ref" && typeof value === "string" ? nameOf(value) : undefined;
      if (name === undefined) waiting.push(value);
      else if (!Object.hasOwn(found, name) && Object.hasOwn(definitions, name)) {
        found[name] = definitions[name];
        waiting.push(definitions[name]);
      }
    }
  }
  return found;
}

function nameOf(reference: string): string | undefined {
  return REFERENCE.exec(reference)?.[1]?.replaceAll("~1", "/").replaceAll("~0", "~");
}
