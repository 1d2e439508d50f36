import { blockOf, entries, type Reader } from "./blocks";
import type { Record } from "./records";
import type { Files } from "./source";
import { squashed } from "./words";

/** What a whole name is of a passage: `Sort` of `gatepost/index/lexical.py`, the most telling first. */
export const [ID, TITLE, PATH, PART, VALUE] = [0, 1, 2, 3, 4] as const;

/** A thing found by its whole name, or by how that begins. `part` is the index of the part, or -1. */
export interface Named {
  readonly sort: number;
  readonly passage: number;
  readonly part: number;
  /** The marks that the name is written with, a bit each. */
  readonly marks: number;
  /** Letters of the name that were not typed. */
  readonly rest: number;
}

/** Letters from which the beginning of a name is looked for. */
const SHORTEST_START = 2;
const MOST_STARTS = 40;
/** Kinds whose ids are written as their authors write code. */
export const CALLED: readonly string[] = ["operation", "webhook", "tool", "prompt"];
/** Kinds that are found by their names behind all others: what an operation takes or belongs to. */
const SHAPES = ["schema", "group", "server", "security"];
/** As `gatepost/index/lexical.py` has them. */
const MARKS = "_/-.";
/** Marks of names as they stand in programs and URLs. */
const NAME_MARK = /[_/{}#:.-]|[a-z][A-Z]|\d/;

/** The whole names of a site: operation ids, titles, paths, parameters, error codes. */
export class Names {
  constructor(readonly files: Files) {}

  /**
   * Things that are called exactly so, then those whose names begin so, each with the most telling first. `kind` tells
   * the kind of a passage.
   */
  async find(query: string, kind: (passage: number) => string): Promise<readonly Named[]> {
    const key = squashed(query) || query.trim();
    if (!key) return [];
    const first = blockOf(this.files.head.names, key);
    const found: Named[] = [];
    for (const block of [first, first + 1, first + 2]) {
      if (block < 0 || block >= this.files.head.names.length) continue;
      // The next block only holds names that begin so where its first one may.
      if (block > first && !mayBegin(this.files.head.names[block] as string, key)) break;
      for (const [name, things] of await this.#block(block)) {
        if (name !== key && (key.length < SHORTEST_START || !name.startsWith(key))) continue;
        for (const thing of things) found.push({ ...thing, rest: name.length - key.length });
      }
    }
    const order = orderOf(query.trim(), kind);
    return found.sort(order).slice(0, MOST_STARTS);
  }

  async #block(block: number): Promise<ReadonlyMap<string, Named[]>> {
    return (await this.files.own(`names-${block}.bin`, bytes => entries(bytes, named))) ?? new Map();
  }
}

/** Whether a query is written as names are in programs, not as people write words. */
export function looksLikeName(query: string): boolean {
  const trimmed = query.trim();
  return NAME_MARK.test(trimmed) && trimmed.split(/\s+/).length <= 2 && !/[?!,]$/.test(trimmed);
}

/** Whether a name of a thing begins just as it was typed, marks and all. */
export function beginsSo(query: string, record: Record | undefined, part: number): boolean {
  if (!record) return false;
  const typed = query.trim().toLowerCase();
  const { name, title, method, path } = record;
  const names = part < 0 ? [name, title, path, `${method} ${path}`] : [record.parts[part]?.name ?? ""];
  return names.some(one => one.toLowerCase().startsWith(typed));
}

function mayBegin(start: string, key: string): boolean {
  return start.startsWith(key) || key.startsWith(start);
}

/** The order of things for a query: its marks tell what kind of name it is. */
function orderOf(query: string, kind: (passage: number) => string): (one: Named, other: Named) => number {
  const isPath = /^([A-Za-z]+ +)?\//.test(query);
  const goesOn = /\S[_/.:{-]$/.test(query);
  const marks = marksOf(query);
  const isTitle = /^[A-Z]/.test(query);
  const misfit = (one: Named): number => {
    if (isPath) return Number(one.sort !== PATH);
    // What only lists or shapes others stands behind what can be called, and its parameters.
    const own = kind(one.passage);
    if (one.sort >= PART) return Number(one.rest > 0 && SHAPES.includes(own));
    return Number((SHAPES.includes(own) && !isTitle) || (one.rest > 0 && !CALLED.includes(own)));
  };
  // Written otherwise than the query: another name with the same letters.
  const isOther = (one: Named) => Number(!isPath && ((marks & ~one.marks) !== 0 || isLongerPath(one)));
  const isLongerPath = (one: Named) => one.sort === PATH && one.rest > 0 && !query.includes("/");
  const isWhole = (one: Named) => (goesOn ? one.rest > 0 : one.rest === 0);
  return (one, other) =>
    isOther(one) - isOther(other) ||
    Number(isWhole(other)) - Number(isWhole(one)) ||
    misfit(one) - misfit(other) ||
    one.sort - other.sort ||
    one.rest - other.rest ||
    one.passage - other.passage;
}

function marksOf(name: string): number {
  return [...MARKS].reduce((found, mark, bit) => found | (name.includes(mark) ? 1 << bit : 0), 0);
}

function sortAndMarks(written: number): { sort: number; marks: number } {
  return { sort: written & 7, marks: written >> 3 };
}

function named(reader: Reader): Named[] {
  return Array.from({ length: reader.count() }, () => ({
    ...sortAndMarks(reader.number()),
    passage: reader.number(),
    part: reader.number() - 1,
    rest: 0,
  }));
}
