import { below, entriesOf } from "./json_search";
import { type BodyKind, kindOf, sniffed } from "./kind";
import { Received } from "./received";

/** A picture, sound or film that a JSON value carries as base64. */
export interface Embedded {
  /** JSON pointer of the string. */
  readonly pointer: string;
  readonly kind: BodyKind;
  readonly received: Received;
}

const MOST = 8;
const MOST_VALUES = 5000;
const SHORTEST = 64;
const HEAD = 64;
const PLAYED = new Set<BodyKind>(["image", "audio", "video"]);

/** Find what can be looked at or heard in a value, by the first bytes of its long strings. */
export function embeddedIn(value: unknown): readonly Embedded[] {
  const found: Embedded[] = [];
  const waiting: (readonly [string, unknown])[] = [["", value]];
  for (let seen = 0; waiting.length > 0 && found.length < MOST && seen < MOST_VALUES; seen += 1) {
    const [pointer, item] = waiting.shift() as (typeof waiting)[number];
    const embedded = typeof item === "string" ? decoded(pointer, item) : undefined;
    if (embedded) found.push(embedded);
    for (const [name, member] of entriesOf(item) ?? []) {
      if (waiting.length < MOST_VALUES) waiting.push([below(pointer, name), member]);
    }
  }
  return found;
}

function decoded(pointer: string, source: string): Embedded | undefined {
  const base64 = source.replace(/^data:[^,]{0,100};base64,/, "");
  if (base64.length < SHORTEST || !/^[A-Za-z0-9+/]+$/.test(base64.slice(0, HEAD))) return undefined;
  const head = bytesOf(base64.slice(0, HEAD));
  const type = head && sniffed(head);
  const kind = type ? kindOf(type, head) : "binary";
  const bytes = PLAYED.has(kind) ? bytesOf(base64) : undefined;
  if (!bytes || !type) return undefined;
  const received = new Received(type);
  received.add(bytes);
  return { pointer, kind, received };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), character => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}
