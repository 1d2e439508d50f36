import type { Files } from "./source";
import { text } from "./source";
import { stem } from "./stem";
import type { Known } from "./typo";

/** As `gatepost/index/table.py` has them. */
const DIMENSIONS = 256;
const PACKED = DIMENSIONS / 2;
const SHARDS = 512;
/** Passages whose vectors one question may load; the files of the nearest neighbours come first. */
const MOST_LOADED = 1536;
const UNKNOWN = -2;

/** A word of a question with its weight. */
export interface Weighted {
  readonly stem: string;
  readonly weight: number;
}

/** The vectors of words and passages. */
export class Meaning {
  readonly #rows = new Map<string, Float32Array>();
  readonly #shards = new Map<string, Promise<boolean>>();
  readonly #loaded = new Map<number, Int8Array>();
  #members: readonly Uint32Array[] | undefined;
  #centres: Int8Array | undefined;
  #words: readonly Known[] | undefined;

  constructor(readonly files: Files) {}

  /** Whether the site has vectors at all. */
  get exists(): boolean {
    return this.files.head.table !== "" && this.files.head.vectors !== undefined;
  }

  /** Load what every question needs. */
  async prepare(): Promise<void> {
    if (!this.exists) return;
    await Promise.all([this.#shard("hot.bin"), this.files.head.vectors?.centres ? this.#readCentres() : this.#load(0)]);
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
    if (this.#words || !this.exists) return this.#words ?? [];
    const bytes = await this.files.table("words.txt");
    if (!bytes) return [];
    this.#words = text(bytes)
      .split("\n")
      .map(word => ({ word, stem: stem(word), common: 0 }));
    return this.#words;
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

  /** How near each passage is to a question, -1 to 1; what has no vector, or none that is loaded, is far below. */
  async near(question: Float32Array): Promise<Float32Array> {
    const found = new Float32Array(this.files.head.passages).fill(UNKNOWN);
    const members = this.#passages();
    const wanted = await this.#nearest(question, members);
    await Promise.all(wanted.map(file => this.#load(file)));
    for (const file of wanted) {
      const rows = this.#loaded.get(file);
      members[file]?.forEach((passage, index) => {
        if (rows) found[passage] = cosine(question, rows, index);
      });
    }
    return found;
  }

  async #nearest(question: Float32Array, members: readonly Uint32Array[]): Promise<readonly number[]> {
    if (!this.files.head.vectors?.centres) return members.map((_, file) => file);
    await this.#readCentres();
    const centres = this.#centres;
    if (!centres) return [];
    const order = members.map((_, file) => file);
    const near = order.map(file => cosine(question, centres, file));
    order.sort((a, b) => (near[b] as number) - (near[a] as number));
    let count = 0;
    return order.filter(file => {
      count += members[file]?.length ?? 0;
      return count <= MOST_LOADED;
    });
  }

  #passages(): readonly Uint32Array[] {
    this.#members ??= (this.files.head.vectors?.members ?? []).map(runs => {
      const listed: number[] = [];
      let end = 0;
      for (let index = 0; index < runs.length; index += 2) {
        const start = end + (runs[index] as number);
        end = start + (runs[index + 1] as number);
        for (let passage = start; passage < end; passage += 1) listed.push(passage);
      }
      return Uint32Array.from(listed);
    });
    return this.#members;
  }

  async #readCentres(): Promise<void> {
    const bytes = this.#centres ? undefined : await this.files.own("centres.bin");
    if (bytes) this.#centres = unpacked(bytes);
  }

  async #load(file: number): Promise<void> {
    if (this.#loaded.has(file)) return;
    const bytes = await this.files.own(`vectors-${file}.bin`);
    if (bytes) this.#loaded.set(file, unpacked(bytes));
  }

  #shard(name: string): Promise<boolean> {
    const known = this.#shards.get(name);
    if (known) return known;
    const reading = this.files.table(name).then(bytes => {
      if (bytes) this.#take(bytes);
      else this.#shards.delete(name);
      return bytes !== undefined;
    });
    this.#shards.set(name, reading);
    return reading;
  }

  #take(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) {
      const length = bytes[at] as number;
      const start = at + 1 + length;
      const scale = 2 ** (((bytes[start] as number) - 192) / 16);
      const numbers = unpacked(bytes.subarray(start + 1, start + 1 + PACKED));
      this.#rows.set(
        text(bytes.subarray(at + 1, start)),
        Float32Array.from(numbers, value => value * scale),
      );
      at = start + 1 + PACKED;
    }
  }
}

/** 32-bit FNV-1a. */
export function hash(word: string): number {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(word)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value;
}

function unpacked(packed: Uint8Array): Int8Array {
  const numbers = new Int8Array(packed.length * 2);
  packed.forEach((byte, index) => {
    numbers[2 * index] = (byte & 15) - 8;
    numbers[2 * index + 1] = (byte >> 4) - 8;
  });
  return numbers;
}

function cosine(question: Float32Array, rows: Int8Array, index: number): number {
  let [product, square] = [0, 0];
  const start = index * DIMENSIONS;
  for (let at = 0; at < DIMENSIONS; at += 1) {
    const value = rows[start + at] as number;
    product += value * (question[at] as number);
    square += value * value;
  }
  return square > 0 ? product / Math.sqrt(square) : 0;
}
