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
  readonly #blocks = new Map<number, readonly Written[]>();

  constructor(readonly files: Files) {}

  /** The record of a passage; undefined where it cannot be read. */
  async of(passage: number): Promise<Record | undefined> {
    const starts = this.files.head.records;
    const block = blockOf(starts, passage);
    const rows = await this.#read(block);
    const row = rows?.[passage - (starts[block] ?? 0)];
    if (!row) return undefined;
    const [address, title, url, method, path, name, said, parts] = row;
    return { address, title, url, method, path, name, text: said, parts: parts.map(part) };
  }

  /** The whole text of a passage, and what it says of its parts; undefined where the site does not answer questions. */
  async told(passage: number): Promise<readonly string[] | undefined> {
    const starts = this.files.head.records;
    const block = blockOf(starts, passage);
    const bytes = this.files.head.ask && (await this.files.own(`texts-${block}.json`));
    if (!bytes) return undefined;
    return (JSON.parse(text(bytes)) as readonly (readonly string[])[])[passage - (starts[block] ?? 0)];
  }

  async #read(block: number): Promise<readonly Written[] | undefined> {
    const known = this.#blocks.get(block);
    if (known) return known;
    const bytes = await this.files.own(`records-${block}.json`);
    if (!bytes) return undefined;
    const rows = JSON.parse(text(bytes)) as readonly Written[];
    this.#blocks.set(block, rows);
    return rows;
  }
}

function part([id, said = "", name]: WrittenPart): Part {
  return { id, text: said, name: name ?? id.slice(id.indexOf("-") + 1) };
}
