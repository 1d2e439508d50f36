import { blockOf } from "./blocks";
import { type Files, text } from "./source";

/** A part of a passage that has an anchor. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

/** What is shown of a passage; `url` is relative to the root of the site. */
export interface Record {
  readonly address: string;
  readonly title: string;
  readonly url: string;
  readonly method: string;
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly parts: readonly Part[];
}

type WrittenPart = readonly [id: string, text?: string, name?: string];
type Written = readonly [
  address: string,
  title: string,
  url: string,
  method: string,
  path: string,
  name: string,
  text: string,
  parts: readonly WrittenPart[],
];

/** What results show, block by block. */
export class Records {
  /** First passage of each block. */
  readonly #starts: readonly number[];

  constructor(readonly files: Files) {
    let start = 0;
    this.#starts = files.head.records.map(distance => {
      start += distance;
      return start;
    });
  }

  /** The record of a passage; undefined where it cannot be read. */
  async of(passage: number): Promise<Record | undefined> {
    const row = await this.#row<Written>("records", passage);
    if (!row) return undefined;
    const [address, title, url, method, path, name, said, parts] = row;
    return { address, title, url, method, path, name, text: said, parts: parts.map(part) };
  }

  /** The whole text of a passage, and what it says of its parts; undefined where the site does not answer questions. */
  async told(passage: number): Promise<readonly string[] | undefined> {
    return this.files.head.ask && this.#row<readonly string[]>("texts", passage);
  }

  async #row<Row>(kind: string, passage: number): Promise<Row | undefined> {
    const block = blockOf(this.#starts, passage);
    const rows = await this.files.own(`${kind}-${block}.json`, bytes => JSON.parse(text(bytes)) as readonly Row[]);
    return rows?.[passage - (this.#starts[block] ?? 0)];
  }
}

function part([id, said = "", name]: WrittenPart): Part {
  return { id, text: said, name: name ?? id.slice(id.indexOf("-") + 1) };
}
