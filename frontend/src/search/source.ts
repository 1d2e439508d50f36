import type { Counting } from "./counting";

/** Where the files of a search come from: a folder of the site, or of the disk under Node. */
export interface Source {
  /** The bytes of a file; rejects where it is missing. */
  read(name: string): Promise<Uint8Array>;
}

/** `index.json`: what the other files are, as `gatepost/index/writer.py` writes it. */
export interface Head {
  readonly format: number;
  readonly passages: number;
  readonly kinds: readonly string[];
  readonly groups: readonly string[];
  /** The groups that readers may choose from. */
  readonly tags: readonly string[];
  readonly versions: readonly string[];
  /** Folder of this build's files, and of the word vectors; the latter is empty where there are none. */
  readonly folder: string;
  readonly table: string;
  /** Where each block of terms and of whole names begins. */
  readonly terms: readonly string[];
  readonly names: readonly string[];
  /** Passages from the first of a block of records to that of the next; the first stands for itself. */
  readonly records: readonly number[];
  /** How many passages each file of vectors has, and the share of the words in a score beside them. */
  readonly vectors?: { readonly sizes: readonly number[]; readonly centres: boolean; readonly words: number };
  /** The model that readers may load: its folder, relative to that of the search, and how much they load. */
  readonly model?: { readonly folder: string; readonly bytes: number };
  /** How searches are counted that find nothing; not at all unless given. */
  readonly count?: Counting;
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Where questions are answered: contract of the chat operation, empty where there is none, and the model. */
  readonly ask?: { readonly contract: string; readonly model: string };
}

const FORMAT = 4;

/**
 * The files of one search, each read once. One that cannot be read, or not be understood, is named in `missing` and
 * asked for again.
 */
export class Files {
  readonly missing = new Set<string>();
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(
    readonly source: Source,
    readonly head: Head,
  ) {}

  static async open(source: Source): Promise<Files> {
    const head = JSON.parse(text(await source.read("index.json"))) as Head;
    if (head.format !== FORMAT) throw new Error(`search files of format ${head.format}, ${FORMAT} expected`);
    return new Files(source, head);
  }

  /** What a file of this build holds; undefined where it cannot be read, or `read` throws. */
  own<Value>(name: string, read: (bytes: Uint8Array) => Value): Promise<Value | undefined> {
    return this.#file(`${this.head.folder}/${name}`, read);
  }

  /** What a file of the word vectors holds; undefined where it cannot be read, or `read` throws. */
  table<Value>(name: string, read: (bytes: Uint8Array) => Value): Promise<Value | undefined> {
    return this.#file(`${this.head.table}/${name}`, read);
  }

  #file<Value>(name: string, read: (bytes: Uint8Array) => Value): Promise<Value | undefined> {
    const known = this.#read.get(name);
    if (known) return known as Promise<Value | undefined>;
    const reading = this.source
      .read(name)
      .then(read)
      .then(
        value => {
          this.missing.delete(name);
          return value;
        },
        () => {
          this.missing.add(name);
          this.#read.delete(name);
          return undefined;
        },
      );
    this.#read.set(name, reading);
    return reading;
  }
}

/** Bytes as text. */
export function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
