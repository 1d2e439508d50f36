import type { InPage, WorkerLike } from "../../../frontend/src/sandbox/client";
import type { Asked, Told } from "../../../frontend/src/sandbox/messages";

export const SITE: InPage = {
  worker: "https://org.example/repo/assets/gatepost/w.js",
  archive: "https://org.example/repo/assets/gatepost/sandbox-1.bin",
  size: 5,
  seconds: 10,
  python: { folder: "https://org.example/repo/assets/gatepost/pyodide-1/", files: {} },
};

/** A worker that does as the test says. */
export class FakeWorker implements WorkerLike {
  onmessage: ((event: MessageEvent<Told>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly asked: Asked[] = [];
  ended = false;

  constructor(private readonly answer: (asked: Asked, worker: FakeWorker) => void = () => {}) {}

  postMessage(asked: Asked): void {
    this.asked.push(asked);
    this.answer(asked, this);
  }

  tell(told: Told): void {
    this.onmessage?.({ data: told } as MessageEvent<Told>);
  }

  terminate(): void {
    this.ended = true;
  }
}

/** Starts at once, and leaves the rest to the test. */
export const ready = (asked: Asked, worker: FakeWorker) => {
  if (asked.kind === "start") worker.tell({ kind: "ready" });
};
