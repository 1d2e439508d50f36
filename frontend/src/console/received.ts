import { essence, isText } from "./body";

/** Bytes of a reply: all of them for the download, the first ones to look at. */
export class Received {
  size = 0;
  #blobs: Blob[] = [];
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #loose = 0;
  #seen: Uint8Array<ArrayBuffer>[] = [];
  #seenSize = 0;
  #text: string | undefined;

  /** Bytes that are looked at, as text or JSON. */
  static readonly SHOWN = 4 * 1024 * 1024;
  /** Bytes after which chunks move into a blob, which the browser may keep outside of memory. */
  static readonly #FOLD = 8 * 1024 * 1024;

  constructor(readonly contentType: string) {}

  add(bytes: Uint8Array<ArrayBuffer>): void {
    this.size += bytes.length;
    this.#text = undefined;
    this.#chunks.push(bytes);
    this.#loose += bytes.length;
    if (this.#loose >= Received.#FOLD) this.#fold();
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

  /** The beginning as text, in the encoding that the reply names. */
  get text(): string {
    if (this.#text === undefined) {
      const decoder = decoderOf(this.contentType);
      const parts = this.#seen.map(bytes => decoder.decode(bytes, { stream: true }));
      this.#text = parts.join("") + decoder.decode();
    }
    return this.#text;
  }

  /** The value where the reply is JSON and wholly here; undefined otherwise. */
  get json(): unknown {
    if (this.cut || !/json/.test(essence(this.contentType) || "json")) return undefined;
    try {
      return JSON.parse(this.text);
    } catch {
      return undefined;
    }
  }

  /** Whether it can be shown as text; without a type, a NUL among the first bytes speaks against it. */
  get isText(): boolean {
    const type = essence(this.contentType);
    if (type) return isText(type) || type === "application/xhtml+xml" || type === "image/svg+xml";
    return !(this.#seen[0] ?? new Uint8Array()).subarray(0, 1024).includes(0);
  }

  get blob(): Blob {
    // Without its type: a saved page or picture is not opened as one from this site.
    return new Blob([...this.#blobs, ...this.#chunks], { type: "application/octet-stream" });
  }

  /** The first bytes in hexadecimal. */
  hex(length: number): string {
    return [...(this.#seen[0] ?? new Uint8Array()).subarray(0, length)]
      .map(byte => byte.toString(16).padStart(2, "0"))
      .join(" ");
  }

  #fold(): void {
    this.#blobs.push(new Blob(this.#chunks));
    this.#chunks = [];
    this.#loose = 0;
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
