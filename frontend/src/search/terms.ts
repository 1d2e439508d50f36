import { blockOf, entries, type Reader } from "./blocks";
import type { Files } from "./source";

/** Where a term stands: passages in order, and how much it says of each, 1 to 255. */
export interface Postings {
  readonly passages: Uint32Array;
  readonly impacts: Uint8Array;
}

/** The postings of the site, block by block. */
export class Terms {
  constructor(readonly files: Files) {}

  async of(stemmed: string): Promise<Postings | undefined> {
    const block = blockOf(this.files.head.terms, stemmed);
    if (block < 0) return undefined;
    return (await this.files.own(`terms-${block}.bin`, bytes => entries(bytes, postings)))?.get(stemmed);
  }
}

function postings(reader: Reader): Postings {
  const passages = new Uint32Array(reader.count());
  let place = 0;
  for (let index = 0; index < passages.length; index += 1) {
    place += reader.number();
    passages[index] = place;
  }
  return { passages, impacts: reader.take(passages.length) };
}

/** How rare a term is among so many passages (BM25's inverse document frequency). */
export function rarity(found: number, passages: number): number {
  return Math.log(1 + (passages - found + 0.5) / (found + 0.5));
}
