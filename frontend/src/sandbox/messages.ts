import type { PythonFiles } from "./python";

/** What the page asks of the worker. */
export type Asked =
  | { readonly kind: "start"; readonly python: PythonFiles; readonly archive: string; readonly size: number }
  | {
      readonly kind: "request";
      readonly id: number;
      readonly method: string;
      /** Path and query, percent-encoded. */
      readonly target: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly body: Uint8Array<ArrayBuffer>;
    }
  | { readonly kind: "cancel"; readonly id: number }
  /** Asks for a sign of life: a worker that is caught in a loop gives none. */
  | { readonly kind: "ping" };

/** How far a start has come. */
export type Progress =
  | { readonly stage: "download"; readonly loaded: number; readonly total: number }
  | { readonly stage: "python" }
  | { readonly stage: "gateway" };

/** What the worker tells the page. */
export type Told =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "ready" }
  | { readonly kind: "unable"; readonly reason: string }
  | { readonly kind: "pong" }
  | {
      readonly kind: "head";
      readonly id: number;
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly kind: "chunk"; readonly id: number; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "end"; readonly id: number }
  | { readonly kind: "broken"; readonly id: number; readonly message: string }
  /** Python itself has ended, and nothing more will come. */
  | { readonly kind: "crashed"; readonly reason: string };
