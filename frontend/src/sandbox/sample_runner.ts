import type { InPage } from "./client";
import type { Progress } from "./messages";
import type { AnswerPart, SampleAsked, SampleRequest, SampleTold } from "./sample_messages";
import type { Stream } from "./sample_output";

/** How a sample came to its end. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "raised"; readonly trouble: string }
  | { readonly kind: "stopped" }
  /** It was not the sample: Python did not start, or the time was up. */
  | { readonly kind: "failed"; readonly reason: string };

/** Who watches a run: its start, what it prints, what it asks. */
export interface Watcher {
  progress(progress: Progress): void;
  running(): void;
  print(stream: Stream, text: string): void;
  /** Send a request of the sample, and hand over each part of the answer. */
  send(request: SampleRequest, take: (part: AnswerPart) => void, signal: AbortSignal): void;
}

/** The little of a Worker that is used, so that a test can stand in for it. */
export interface SampleWorkerLike {
  onmessage: ((event: MessageEvent<SampleTold>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(asked: SampleAsked): void;
  terminate(): void;
}

export interface Run {
  readonly source: string;
  readonly environment: Readonly<Record<string, string>>;
  /** What has to be there before it begins. */
  readonly after?: Promise<void> | undefined;
}

/** Seconds that a sample may take once it runs. */
export const MOST_SECONDS = 120;

/** Runs one sample at a time in a worker of its own, which stays warm; to stop a sample is to end that worker. */
export class SampleRunner {
  #worker: SampleWorkerLike | undefined;
  #ready = false;
  #run: { readonly run: Run; readonly watcher: Watcher; readonly end: (outcome: Outcome) => void } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #open = new Map<number, AbortController>();

  constructor(
    private readonly site: Required<Pick<InPage, "samples">> & InPage,
    private readonly make: (url: string) => SampleWorkerLike = url =>
      new Worker(url, { type: "module", name: "sample" }),
    private readonly seconds = MOST_SECONDS,
  ) {}

  get busy(): boolean {
    return this.#run !== undefined;
  }

  /** Run a sample; one that runs already is stopped. */
  run(run: Run, watcher: Watcher): Promise<Outcome> {
    if (this.#run) this.stop();
    return new Promise(resolve => {
      this.#run = { run, watcher, end: resolve };
      if (this.#ready) void this.#begin();
      else this.#start();
    });
  }

  /** End what runs, whatever it is doing. */
  stop(): void {
    if (this.#run) this.#close({ kind: "stopped" });
  }

  #start(): void {
    try {
      const worker = this.make(this.site.samples.worker);
      this.#worker = worker;
      worker.onerror = event => {
        event.preventDefault();
        this.#close({ kind: "failed", reason: event.message || "Its script did not come." });
      };
      worker.onmessage = ({ data }) => this.#take(data);
      const { archive, size } = this.site.samples;
      worker.postMessage({ kind: "start", archive, size, python: this.site.python });
    } catch (error) {
      this.#close({ kind: "failed", reason: error instanceof Error ? error.message : String(error) });
    }
  }

  async #begin(): Promise<void> {
    const current = this.#run;
    await current?.run.after;
    // It may have been stopped meanwhile, or another begun.
    if (!current || this.#run !== current) return;
    const { run, watcher } = current;
    watcher.running();
    const late = `It ran for ${this.seconds} seconds, which is as long as a sample may, and was stopped.`;
    this.#timer = setTimeout(() => this.#close({ kind: "failed", reason: late }), this.seconds * 1000);
    this.#worker?.postMessage({ kind: "run", source: run.source, environment: run.environment });
  }

  #take(told: SampleTold): void {
    const watcher = this.#run?.watcher;
    switch (told.kind) {
      case "progress":
        watcher?.progress(told.progress);
        return;
      case "ready":
        this.#ready = true;
        void this.#begin();
        return;
      case "unable":
        this.#close({ kind: "failed", reason: told.reason });
        return;
      case "output":
        watcher?.print(told.stream, told.text);
        return;
      case "request":
        this.#send(told.id, told);
        return;
      case "cancel":
        this.#open.get(told.id)?.abort();
        this.#open.delete(told.id);
        return;
      case "done":
        this.#finish(told.trouble ? { kind: "raised", trouble: told.trouble } : { kind: "done" });
    }
  }

  #send(id: number, { method, url, headers, body }: SampleRequest): void {
    const stop = new AbortController();
    const worker = this.#worker;
    this.#open.set(id, stop);
    const take = (part: AnswerPart) => {
      if (part.kind === "end" || part.kind === "failure") this.#open.delete(id);
      if (!stop.signal.aborted) worker?.postMessage({ kind: "answer", id, part });
    };
    this.#run?.watcher.send({ method, url, headers, body }, take, stop.signal);
  }

  /** End the worker too: it may be caught in a loop, or have no Python. */
  #close(outcome: Outcome): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#finish(outcome);
  }

  #finish(outcome: Outcome): void {
    clearTimeout(this.#timer);
    for (const open of this.#open.values()) open.abort();
    this.#open.clear();
    const ended = this.#run;
    this.#run = undefined;
    ended?.end(outcome);
  }
}

const SINGLETON = Symbol.for("gatepost.samples");

/** The runner of this tab, whatever number of copies of this code a page has loaded; undefined without one. */
export function runnerOf(site: InPage): SampleRunner | undefined {
  const { samples } = site;
  if (!samples) return undefined;
  const holder = globalThis as { [SINGLETON]?: Map<string, SampleRunner> };
  holder[SINGLETON] ??= new Map();
  const known = holder[SINGLETON];
  const runner = known.get(samples.archive) ?? new SampleRunner({ ...site, samples });
  known.set(samples.archive, runner);
  return runner;
}
