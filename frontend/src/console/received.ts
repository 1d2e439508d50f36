import { essence } from "./body";
import { type BodyKind, kindOf } from "./kind";

/** Bytes of a reply: all of them for the download, the first ones to look at. */
export class Received {
  size = 0;
  #blobs: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #loose = 0;
  #seen: Uint8Array<ArrayBuffer>[] = [];
  #seenSize = 0;
  readonly #decoder: TextDecoder;
  #decoded = 0;
  #text = "";
  #json: { readonly size: number; readonly value: unknown } | undefined;

  /** Bytes that are looked at, as text or JSON. */
  static readonly SHOWN = 4 * 1024 * 1024;
  /** Bytes that are kept for the download; what comes after them is only counted. */
  static readonly KEPT = 1024 * 1024 * 1024;
  /** Bytes after which chunks move into a blob, which the browser may keep outside of memory. */
  static readonly #FOLD = 8 * 1024 * 1024;

  constructor(readonly contentType: string) {
    this.#decoder = decoderOf(contentType);
  }

  add(bytes: Uint8Array<ArrayBuffer>): void {
    if (this.size < Received.KEPT) this.#keep(bytes);
    this.size += bytes.length;
    const room = Received.SHOWN - this.#seenSize;
    if (room <= 0) return;
    const head = bytes.length > room ? bytes.slice(0, room) : bytes;
    this.#seen.push(head);
    this.#seenSize += head.length;
  }

  /** Whether there is more than `text` shows. */
  get cut(): boolean {
    return this.size > this.#seenSize;
  }

  /** Whether there is more than the download holds. */
  get lost(): boolean {
    return this.size > Received.KEPT;
  }

  /** The beginning as text, in the encoding that the reply names; only what is new is decoded. */
  get text(): string {
    for (; this.#decoded < this.#seen.length; this.#decoded += 1) {
      this.#text += this.#decoder.decode(this.#seen[this.#decoded], { stream: true });
    }
    return this.#text;
  }

  /** The value where the reply is JSON and wholly here; undefined otherwise. */
  get json(): unknown {
    if (this.#json?.size !== this.size) this.#json = { size: this.size, value: this.#parsed() };
    return this.#json.value;
  }

  /** What its first bytes and its type say it is. */
  get kind(): BodyKind {
    return kindOf(this.contentType, this.beginning(1024));
  }

  /** Whether it can be shown as text; without a type, a NUL among the first bytes speaks against it. */
  get isText(): boolean {
    return ["json", "text", "html", "svg"].includes(this.kind);
  }

  get blob(): Blob {
    // Without its type: a saved page or picture is not opened as one from this site.
    return this.typedBlob("application/octet-stream");
  }

  /** The bytes under a type of the caller's choice, never the reply's own word for it. */
  typedBlob(type: string): Blob {
    return new Blob([...this.#blobs, ...this.#chunks], { type });
  }

  /** The first bytes, at most `length` of them. */
  beginning(length: number): Uint8Array {
    const found = new Uint8Array(Math.min(length, this.#seenSize));
    let filled = 0;
    for (const piece of this.#seen) {
      if (filled === found.length) break;
      const part = piece.subarray(0, found.length - filled);
      found.set(part, filled);
      filled += part.length;
    }
    return found;
  }

  #keep(bytes: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(bytes);
    this.#loose += bytes.length;
    if (this.#loose < Received.#FOLD) return;
    this.#blobs.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#loose = 0;
  }

  #parsed(): unknown {
    if (this.cut || !/json/.test(essence(this.contentType) || "json")) return undefined;
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }
}

function decoderOf(contentType: string): TextDecoder {
  const charset = /charset="?([^";\s]+)/i.exec(contentType)?.[1];
  try {
    return new TextDecoder(charset ?? "utf-8");
  } catch {
    return new TextDecoder();
  }
}
