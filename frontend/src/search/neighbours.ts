import { Reader } from "./blocks";
import type { Files } from "./source";

/** As `gatepost/index/table.py` and `writer.py` have them. */
export const DIMENSIONS = 256;
const PACKED = DIMENSIONS / 2;
const ROW_BLOCK = 8;
/** Passages of files of neighbours that one question may load, and their part of a site that is not so large. */
const MOST_LOADED = 400;
const LOADED = 2_400_000;
const UNKNOWN = -2;

interface Loaded {
  readonly passages: readonly number[];
  readonly rows: Int8Array;
}

/** The vectors of passages: one file on a small site, files of neighbours and of single ones on a large one. */
export class Neighbours {
  constructor(readonly files: Files) {}

  /** Load what every question needs. */
  async prepare(): Promise<void> {
    await (this.#isLarge ? this.#readCentres() : this.#file(0));
  }

  /**
   * How near passages are to a question, -1 to 1; what has no vector, or none that is loaded, is far below. Those that
   * are `likely` by their words are looked at wherever they stand.
   */
  async near(question: Float32Array, likely: readonly number[]): Promise<Float32Array> {
    const found = new Float32Array(this.files.head.passages).fill(UNKNOWN);
    const files = (await this.#nearest(question)).map(file => this.#file(file));
    const blocks = this.#isLarge ? [...new Set(likely.map(passage => Math.floor(passage / ROW_BLOCK)))] : [];
    for (const loaded of await Promise.all([...files, ...blocks.map(block => this.#block(block))])) {
      loaded?.passages.forEach((passage, index) => {
        const near = cosine(question, loaded.rows, index);
        if (near !== undefined) found[passage] = near;
      });
    }
    return found;
  }

  get #isLarge(): boolean {
    return this.files.head.vectors?.centres === true;
  }

  async #nearest(question: Float32Array): Promise<readonly number[]> {
    const sizes = this.files.head.vectors?.sizes ?? [];
    if (!this.#isLarge) return sizes.map((_, file) => file);
    const centres = await this.#readCentres();
    if (!centres) return [];
    const near = sizes.map((_, file) => cosine(question, centres, file) ?? UNKNOWN);
    const order = [...near.keys()].sort((a, b) => (near[b] as number) - (near[a] as number));
    const most = Math.max(MOST_LOADED, LOADED / this.files.head.passages);
    let count = 0;
    return order.filter((file, place) => {
      count += sizes[file] as number;
      return place === 0 || count <= most;
    });
  }

  #readCentres(): Promise<Int8Array | undefined> {
    return this.files.own("centres.bin", signs);
  }

  #file(file: number): Promise<Loaded | undefined> {
    return this.files.own(`vectors-${file}.bin`, bytes => {
      const reader = new Reader(bytes);
      const passages = runs(reader);
      return { passages, rows: unpacked(reader.take(passages.length * PACKED)) };
    });
  }

  #block(block: number): Promise<Loaded | undefined> {
    return this.files.own(`rows-${block}.bin`, bytes => ({
      passages: Array.from({ length: bytes.length / PACKED }, (_, at) => block * ROW_BLOCK + at),
      rows: unpacked(bytes),
    }));
  }
}

/** Ascending numbers, written as runs. */
function runs(reader: Reader): number[] {
  const listed: number[] = [];
  let end = 0;
  for (let left = reader.number(); left > 0; left -= 1) {
    const start = end + reader.number();
    end = start + reader.number();
    for (let one = start; one < end; one += 1) listed.push(one);
  }
  return listed;
}

/** Numbers of four bits, the low half first, each with 8 added. */
export function unpacked(packed: Uint8Array): Int8Array {
  const numbers = new Int8Array(packed.length * 2);
  packed.forEach((byte, index) => {
    numbers[2 * index] = (byte & 15) - 8;
    numbers[2 * index + 1] = (byte >> 4) - 8;
  });
  return numbers;
}

/** Vectors of which only the signs are kept, a bit each, the lowest first. */
function signs(packed: Uint8Array): Int8Array {
  const numbers = new Int8Array(packed.length * 8);
  packed.forEach((byte, index) => {
    for (let bit = 0; bit < 8; bit += 1) numbers[8 * index + bit] = (byte >> bit) & 1 ? 1 : -1;
  });
  return numbers;
}

function cosine(question: Float32Array, rows: Int8Array, index: number): number | undefined {
  let [product, square] = [0, 0];
  const start = index * DIMENSIONS;
  for (let at = 0; at < DIMENSIONS; at += 1) {
    const value = rows[start + at] as number;
    product += value * (question[at] as number);
    square += value * value;
  }
  return square > 0 ? product / Math.sqrt(square) : undefined;
}
