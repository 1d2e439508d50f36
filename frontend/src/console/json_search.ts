import { record } from "./schema";

/** Members of an object or items of an array with their names, undefined for anything that has none. */
export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (Array.isArray(value)) return value.map((item: unknown, index) => [String(index), item] as const);
  const members = record(value);
  return members && Object.entries(members);
}

/** The JSON pointer (RFC 6901) of a member below another. */
export function below(pointer: string, name: string): string {
  return `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** Pointers of the members whose name, or whose scalar value, holds the words; in reading order. */
export function search(value: unknown, words: string, most = 1000): readonly string[] {
  const wanted = words.toLowerCase();
  const found: string[] = [];
  if (!wanted) return found;
  const waiting: (readonly [string, string, unknown])[] = [["", "", value]];
  while (waiting.length > 0 && found.length < most) {
    const [pointer, name, item] = waiting.pop() as (typeof waiting)[number];
    const inner = entriesOf(item);
    const written = inner ? "" : String(item);
    if (name.toLowerCase().includes(wanted) || written.toLowerCase().includes(wanted)) found.push(pointer);
    // Turned round, since the last one pushed is the next one read.
    for (const [key, member] of [...(inner ?? [])].reverse()) waiting.push([below(pointer, key), key, member]);
  }
  return found;
}

/** How many levels can be open at once without showing more lines than `most`. */
export function openDepth(value: unknown, most = 2000): number {
  let level: readonly unknown[] = [value];
  let lines = 1;
  for (let depth = 0; level.length > 0; depth += 1) {
    const next: unknown[] = [];
    for (const item of level) {
      for (const [, member] of entriesOf(item) ?? []) {
        lines += 1;
        if (lines > most) return Math.max(depth, 1);
        next.push(member);
      }
    }
    level = next;
  }
  return Number.POSITIVE_INFINITY;
}

/** Notes on places of a value, and how many lie below each place. */
export class Marks {
  readonly #inside = new Map<string, number>();

  constructor(private readonly notes: ReadonlyMap<string, string>) {
    for (const pointer of notes.keys()) {
      for (let at = pointer.lastIndexOf("/"); at >= 0; at = pointer.lastIndexOf("/", at - 1)) {
        const above = pointer.slice(0, at);
        this.#inside.set(above, (this.#inside.get(above) ?? 0) + 1);
        if (at === 0) break;
      }
    }
  }

  get size(): number {
    return this.notes.size;
  }

  at(pointer: string): string {
    return this.notes.get(pointer) ?? "";
  }

  inside(pointer: string): number {
    return this.#inside.get(pointer) ?? 0;
  }

  get pointers(): readonly string[] {
    return [...this.notes.keys()];
  }
}
