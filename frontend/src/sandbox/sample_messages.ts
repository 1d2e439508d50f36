import type { Progress } from "./messages";
import type { PythonFiles } from "./python";

type Headers = readonly (readonly [string, string])[];

/** What the page asks of the worker that runs samples. */
export type SampleAsked =
  | { readonly kind: "start"; readonly python: PythonFiles; readonly archive: string; readonly size: number }
  | { readonly kind: "run"; readonly source: string; readonly environment: Readonly<Record<string, string>> }
  | { readonly kind: "answer"; readonly id: number; readonly part: AnswerPart };

/** A part of the answer to a request of the sample. */
export type AnswerPart =
  | { readonly kind: "head"; readonly status: number; readonly headers: Headers }
  | { readonly kind: "chunk"; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: "end" }
  | { readonly kind: "failure"; readonly cause: string; readonly message: string };

/** What the worker tells the page. */
export type SampleTold =
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "ready" }
  | { readonly kind: "unable"; readonly reason: string }
  | { readonly kind: "output"; readonly stream: "out" | "err"; readonly text: string }
  | ({ readonly kind: "request"; readonly id: number } & SampleRequest)
  | { readonly kind: "cancel"; readonly id: number }
  /** The sample has ended; `trouble` is the traceback where it did not end well. */
  | { readonly kind: "done"; readonly trouble: string };

/** A request that a sample makes. */
export interface SampleRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly body: Uint8Array<ArrayBuffer>;
}
