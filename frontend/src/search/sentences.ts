import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { WordPieces } from "./wordpieces";

/*
 * The model that reads whole questions: all-MiniLM-L6-v2 under onnxruntime, in one thread of the worker. A chunk of its
 * own, which nobody loads who has not asked for it.
 */
const WIDE = 384;
const NARROW = 256;

/** A file of the model's folder. */
export type ReadFile = (name: string) => Promise<Uint8Array>;

/** Reads sentences as vectors in the space of the word vectors. */
export class Sentences {
  private constructor(
    readonly pieces: WordPieces,
    readonly session: InferenceSession,
    /** What all sentences have in common, then row by row where each direction leads. */
    readonly space: Float32Array,
  ) {}

  /** Load the model; rejects where a file is missing or the browser cannot run it. */
  static async open(read: ReadFile): Promise<Sentences> {
    const [runtime, model, listed, space] = await Promise.all(
      ["runtime.bin", "model.bin", "vocabulary.txt", "space.bin"].map(read),
    );
    if (!runtime || !model || !listed || !space) throw new Error("the model is not complete");
    if (space.byteLength !== 4 * (WIDE + WIDE * NARROW)) throw new Error("space.bin is damaged");
    // More threads would need headers that static hosts do not send.
    env.wasm.numThreads = 1;
    env.wasm.wasmBinary = await unpacked(runtime);
    const session = await InferenceSession.create(model, { executionProviders: ["wasm"], logSeverityLevel: 3 });
    return new Sentences(
      new WordPieces(new TextDecoder().decode(listed)),
      session,
      new Float32Array(space.slice().buffer),
    );
  }

  /** The unit vector of a sentence. */
  async vector(text: string): Promise<Float32Array> {
    const pieces = this.pieces.of(text);
    const row = (value: (piece: number) => number) =>
      new Tensor(
        "int64",
        BigInt64Array.from(pieces, piece => BigInt(value(piece))),
        [1, pieces.length],
      );
    const found = await this.session.run({
      input_ids: row(piece => piece),
      attention_mask: row(() => 1),
      token_type_ids: row(() => 0),
    });
    const states = Object.values(found)[0]?.data as Float32Array;
    return this.#projected(unit(mean(states, pieces.length)));
  }

  #projected(sentence: Float32Array): Float32Array {
    const out = new Float32Array(NARROW);
    for (let from = 0; from < WIDE; from += 1) {
      const value = (sentence[from] as number) - (this.space[from] as number);
      const start = WIDE + from * NARROW;
      for (let to = 0; to < NARROW; to += 1) {
        out[to] = (out[to] as number) + value * (this.space[start + to] as number);
      }
    }
    return unit(out);
  }
}

function mean(states: Float32Array, count: number): Float32Array {
  const sum = new Float32Array(WIDE);
  states.forEach((value, index) => {
    sum[index % WIDE] = (sum[index % WIDE] as number) + value / count;
  });
  return sum;
}

function unit(row: Float32Array): Float32Array {
  const length = Math.hypot(...row) || 1;
  return row.map(value => value / length);
}

/** Bytes that may have come as gzip: some servers unpack on the way what others leave. */
async function unpacked(bytes: Uint8Array): Promise<ArrayBuffer> {
  const own = bytes.slice().buffer as ArrayBuffer;
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return own;
  return new Response(new Blob([own]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
