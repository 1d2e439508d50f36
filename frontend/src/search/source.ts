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
  /** First passage of each block of records. */
  readonly records: readonly number[];
  /** Passages of each file of vectors, as distances and lengths of runs. */
  readonly vectors?: { readonly members: readonly (readonly number[])[]; readonly centres: boolean };
  /** The model that readers may load: its folder, relative to that of the search, and how much they load. */
  readonly model?: { readonly folder: string; readonly bytes: number };
  readonly synonyms: Readonly<Record<string, readonly string[]>>;
  /** Where questions are answered: contract of the chat operation, empty where there is none, and the model. */
  readonly ask?: { readonly contract: string; readonly model: string };
}

const FORMAT = 2;

/** The files of one search, each read once; one that cannot be read is named in `missing` and asked for again. */
export class Files {
  readonly missing = new Set<string>();
  readonly #read = new Map<string, Promise<Uint8Array | undefined>>();

  constructor(
    readonly source: Source,
    readonly head: Head,
  ) {}

  static async open(source: Source): Promise<Files> {
    const head = JSON.parse(text(await source.read("index.json"))) as Head;
    if (head.format !== FORMAT) throw new Error(`search files of format ${head.format}, ${FORMAT} expected`);
    return new Files(source, head);
  }

  /** A file of this build; undefined where it cannot be read. */
  own(name: string): Promise<Uint8Array | undefined> {
    return this.#file(`${this.head.folder}/${name}`);
  }

  /** A file of the word vectors; undefined where it cannot be read. */
  table(name: string): Promise<Uint8Array | undefined> {
    return this.#file(`${this.head.table}/${name}`);
  }

  #file(name: string): Promise<Uint8Array | undefined> {
    const known = this.#read.get(name);
    if (known) return known;
    const reading = this.source.read(name).then(
      bytes => {
        this.missing.delete(name);
        return bytes;
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
