import type { Head } from "./source";

/** What a reader may narrow a search to; an empty or missing list means all. */
export interface Filters {
  readonly kinds?: readonly string[];
  readonly groups?: readonly string[];
  readonly versions?: readonly string[];
  /** False leaves deprecated things out. */
  readonly deprecated?: boolean;
}

const PLAIN_BOOST = 64;
/** Bytes of a passage. */
const COLUMNS = 6;

/** Kind, group, version, age and boost of every passage: `passages.bin`, column by column. */
export class Columns {
  readonly #count: number;

  constructor(
    readonly bytes: Uint8Array,
    readonly head: Head,
  ) {
    this.#count = head.passages;
    if (bytes.length !== COLUMNS * this.#count) throw new RangeError("passages.bin is damaged");
  }

  kind(passage: number): string {
    return this.head.kinds[this.bytes[passage] ?? 0] ?? "";
  }

  group(passage: number): string {
    const at = this.#count + 2 * passage;
    return this.head.groups[(this.bytes[at] ?? 0) + 256 * (this.bytes[at + 1] ?? 0)] ?? "";
  }

  version(passage: number): string {
    return this.head.versions[this.bytes[3 * this.#count + passage] ?? 0] ?? "";
  }

  deprecated(passage: number): boolean {
    return this.bytes[4 * this.#count + passage] === 1;
  }

  /** Whether anything of the site is deprecated. */
  get hasDeprecated(): boolean {
    return this.bytes.subarray(4 * this.#count, 5 * this.#count).includes(1);
  }

  boost(passage: number): number {
    return (this.bytes[5 * this.#count + passage] ?? PLAIN_BOOST) / PLAIN_BOOST;
  }

  /** Whether a passage is among those that the reader wants to see. */
  passes(passage: number, filters: Filters): boolean {
    return (
      (!filters.kinds?.length || filters.kinds.includes(this.kind(passage))) &&
      (!filters.groups?.length || filters.groups.includes(this.group(passage))) &&
      (!filters.versions?.length || filters.versions.includes(this.version(passage))) &&
      (filters.deprecated !== false || !this.deprecated(passage))
    );
  }
}
