import { Reader } from "./blocks";
import { DIMENSIONS, Neighbours, unpacked } from "./neighbours";
import type { Files } from "./source";
import { text } from "./source";
import { stem } from "./stem";
import type { Known } from "./typo";

/** As `gatepost/index/table.py` has them. */
const PACKED = DIMENSIONS / 2;
const SHARDS = 512;

/** A word of a question with its weight. */
export interface Weighted {
  readonly stem: string;
  readonly weight: number;
}

/** The vectors of words and passages. */
export class Meaning {
  readonly #rows = new Map<string, Float32Array>();
  readonly #neighbours: Neighbours;

  constructor(readonly files: Files) {
    this.#neighbours = new Neighbours(files);
  }

  /** Whether the site has vectors at all. */
  get exists(): boolean {
    return this.files.head.table !== "" && this.files.head.vectors !== undefined;
  }

  /** Load what every question needs. */
  async prepare(): Promise<void> {
    if (!this.exists) return;
    await Promise.all([this.#shard("hot.bin"), this.#neighbours.prepare()]);
  }

  /** The vector of a word; undefined where the table does not have it or cannot be read. */
  async row(stemmed: string): Promise<Float32Array | undefined> {
    if (!this.exists) return undefined;
    await this.#shard("hot.bin");
    const known = this.#rows.get(stemmed);
    if (known) return known;
    await this.#shard(`${(hash(stemmed) % SHARDS).toString(16).padStart(3, "0")}.bin`);
    return this.#rows.get(stemmed);
  }

  /** Every word that the table has. */
  async words(): Promise<readonly Known[]> {
    if (!this.exists) return [];
    const listed = (bytes: Uint8Array) =>
      text(bytes)
        .split("\n")
        .map(word => ({ word, stem: stem(word), common: 0 }));
    return (await this.files.table("words.txt", listed)) ?? [];
  }

  /** The unit vector of a question; undefined where none of its words is known. */
  async question(words: readonly Weighted[]): Promise<Float32Array | undefined> {
    const rows = await Promise.all(words.map(one => (one.weight > 0 ? this.row(one.stem) : undefined)));
    const sum = new Float32Array(DIMENSIONS);
    rows.forEach((row, index) => {
      const weight = words[index]?.weight ?? 0;
      if (row) for (let at = 0; at < DIMENSIONS; at += 1) sum[at] = (sum[at] as number) + weight * (row[at] as number);
    });
    const length = Math.hypot(...sum);
    return length > 0 ? sum.map(value => value / length) : undefined;
  }

  /** How near passages are to a question; those that are `likely` by their words are looked at in any case. */
  near(question: Float32Array, likely: readonly number[]): Promise<Float32Array> {
    return this.#neighbours.near(question, likely);
  }

  async #shard(name: string): Promise<void> {
    await this.files.table(name, bytes => this.#take(new Reader(bytes)));
  }

  #take(reader: Reader): void {
    while (!reader.done) {
      const stemmed = text(reader.take(reader.byte()));
      const scale = 2 ** ((reader.byte() - 192) / 16);
      this.#rows.set(
        stemmed,
        Float32Array.from(unpacked(reader.take(PACKED)), value => value * scale),
      );
    }
  }
}

/** 32-bit FNV-1a. */
export function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(word)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}
