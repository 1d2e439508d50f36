import type { SentenceReader } from "./engine";

declare const SENTENCES_CHUNK: string;

/** What is told of the model: `share` of its bytes that have come, 0 to 1. */
export interface ModelState {
  readonly state: "off" | "loading" | "ready" | "failed";
  readonly share: number;
}

/** The model that a reader may load: nothing of it is asked for before it is turned on. */
export class Model {
  #turn: AbortController | undefined;

  constructor(
    readonly folder: URL,
    /** Bytes of all its files. */
    readonly bytes: number,
    readonly tell: (state: ModelState) => void,
  ) {}

  /** Load the model; undefined where it cannot be, or was turned off meanwhile. */
  async load(): Promise<SentenceReader | undefined> {
    this.stop();
    const turn = new AbortController();
    this.#turn = turn;
    try {
      const found = await this.#opened(turn.signal);
      if (turn.signal.aborted) return undefined;
      this.tell({ state: "ready", share: 1 });
      return found;
    } catch {
      if (!turn.signal.aborted) this.tell({ state: "failed", share: 0 });
      turn.abort();
      return undefined;
    }
  }

  /** Load no further. */
  stop(): void {
    this.#turn?.abort();
  }

  async #opened(signal: AbortSignal): Promise<SentenceReader> {
    this.tell({ state: "loading", share: 0 });
    let [came, told] = [0, 0];
    const count = (bytes: number) => {
      came += bytes;
      const share = Math.min(came / this.bytes, 1);
      if (share - told < 0.01) return;
      told = share;
      this.tell({ state: "loading", share });
    };
    const { Sentences } = (await import(SENTENCES_CHUNK)) as typeof import("./sentences");
    return Sentences.open(name => read(new URL(name, this.folder), signal, count));
  }
}

/** Read a file piece by piece. */
async function read(url: URL, signal: AbortSignal, count: (bytes: number) => void): Promise<Uint8Array> {
  const reply = await fetch(url, { signal });
  if (!reply.ok || !reply.body) throw new Error(`${url.pathname}: ${reply.status}`);
  const pieces: Uint8Array[] = [];
  const reader = reply.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    pieces.push(piece.value);
    count(piece.value.length);
  }
  return joined(pieces);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
