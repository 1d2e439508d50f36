import type { Asked, Progress, Told } from "./messages";
import type { PythonFiles } from "./python";

/** What a site says of the sandbox that runs in its pages; all URLs are absolute. */
export interface InPage {
  readonly worker: string;
  readonly archive: string;
  readonly size: number;
  /** Seconds without a sign of life after which the worker is stopped. */
  readonly seconds: number;
  readonly python: PythonFiles;
  /** What runs the Python samples of the site, where it is there. */
  readonly samples?: SamplesInPage;
}

/** The worker that runs samples, and the packages that it has for them; URLs are absolute. */
export interface SamplesInPage {
  readonly worker: string;
  readonly archive: string;
  readonly size: number;
}

export type ClientPhase =
  | { readonly phase: "idle" }
  | { readonly phase: "starting"; readonly progress: Progress | undefined }
  | { readonly phase: "ready" }
  /** It ended, and why; the next request starts it again. */
  | { readonly phase: "stopped"; readonly reason: string };

export type Answer = Extract<Told, { id: number }> | { readonly kind: "stopped"; readonly reason: string };

export type Question = Omit<Extract<Asked, { kind: "request" }>, "kind" | "id">;

/** The little of a Worker that is used, so that a test can stand in for it. */
export interface WorkerLike {
  onmessage: ((event: MessageEvent<Told>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(asked: Asked): void;
  terminate(): void;
}

const GRACE = 1000;

type Timer = (call: () => void, milliseconds: number) => () => void;

const wait: Timer = (call, milliseconds) => {
  const timer = setTimeout(call, milliseconds);
  return () => clearTimeout(timer);
};

/** The one sandbox of a tab: starts its worker at the first question, and again after it has stopped. */
export class SandboxClient {
  state: ClientPhase = { phase: "idle" };

  #worker: WorkerLike | undefined;
  #started: Promise<void> | undefined;
  #next = 1;
  #stopWatch: (() => void) | undefined;
  readonly #open = new Map<number, (answer: Answer) => void>();
  readonly #listeners = new Set<() => void>();

  constructor(
    readonly site: InPage,
    private readonly make: (url: string) => WorkerLike = url => new Worker(url, { type: "module", name: "sandbox" }),
    private readonly timer: Timer = wait,
  ) {}

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once the sandbox answers; rejects with the reason why it cannot. */
  start(): Promise<void> {
    if (this.#started) return this.#started;
    const started = new Promise<void>((resolve, reject) => {
      const ended = this.subscribe(() => {
        if (this.state.phase === "starting") return;
        ended();
        if (this.state.phase === "stopped") reject(new Error(this.state.reason));
        else resolve();
      });
    });
    this.#started = started;
    this.#tell({ phase: "starting", progress: undefined });
    try {
      this.#begin();
    } catch (error) {
      this.#stop(error instanceof Error ? error.message : String(error));
    }
    return started;
  }

  #begin(): void {
    const worker = this.make(this.site.worker);
    this.#worker = worker;
    worker.onerror = event => {
      event.preventDefault();
      this.#stop(event.message || "Its script did not come.");
    };
    worker.onmessage = ({ data }) => this.#take(data);
    const { archive, size, python } = this.site;
    worker.postMessage({ kind: "start", archive, size, python });
  }

  /** Ask, once it has started; `take` gets every part of the answer. Returns how to stop it. */
  ask(question: Question, take: (answer: Answer) => void): () => void {
    const id = this.#next++;
    this.#open.set(id, take);
    this.#worker?.postMessage({ kind: "request", id, ...question });
    this.#watch();
    return () => {
      if (this.#open.delete(id)) this.#worker?.postMessage({ kind: "cancel", id });
    };
  }

  /** End the worker and all that it was doing, and say why. */
  #stop(reason: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#started = undefined;
    this.#stopWatch?.();
    this.#stopWatch = undefined;
    const open = [...this.#open.values()];
    this.#open.clear();
    this.#tell({ phase: "stopped", reason });
    for (const take of open) take({ kind: "stopped", reason });
  }

  #take(told: Told): void {
    switch (told.kind) {
      case "progress":
        this.#tell({ phase: "starting", progress: told.progress });
        return;
      case "ready":
        markUsed();
        this.#tell({ phase: "ready" });
        return;
      case "unable":
      case "crashed":
        this.#stop(told.reason);
        return;
      case "pong":
        this.#stopWatch?.();
        this.#stopWatch = undefined;
        // Look again while something is under way.
        if (this.#open.size > 0) this.#stopWatch = this.timer(() => this.#watchAgain(), (this.site.seconds * 1000) / 2);
        return;
      default: {
        const take = this.#open.get(told.id);
        if (told.kind === "end" || told.kind === "broken") this.#open.delete(told.id);
        take?.(told);
      }
    }
  }

  #watchAgain(): void {
    this.#stopWatch = undefined;
    if (this.#open.size > 0) this.#watch();
  }

  // A worker that waits, however long, answers a ping at once; one that is caught in a loop never does.
  #watch(): void {
    if (this.#stopWatch) return;
    const { seconds } = this.site;
    const stop = () =>
      this.#stop(`It did not react for ${seconds} seconds, so it was stopped: a behaviour may never end.`);
    this.#stopWatch = this.timer(() => {
      // After a sleep of the machine this may come before a pong that is on its way.
      this.#stopWatch = this.timer(stop, GRACE);
    }, seconds * 1000);
    this.#worker?.postMessage({ kind: "ping" });
  }

  #tell(state: ClientPhase): void {
    this.state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}

const USED = "gatepost.sandbox";

function markUsed(): void {
  try {
    sessionStorage.setItem(USED, "1");
  } catch {
    // Without storage each page starts it at its first request.
  }
}

/** Whether this tab has used a sandbox before: then its files are in the browser's cache. */
export function usedBefore(): boolean {
  try {
    return sessionStorage.getItem(USED) !== null;
  } catch {
    return false;
  }
}

const SINGLETON = Symbol.for("gatepost.sandbox");

/** The client of this tab, whatever number of copies of this code a page has loaded. */
export function clientOf(site: InPage): SandboxClient {
  const holder = globalThis as { [SINGLETON]?: Map<string, SandboxClient> };
  holder[SINGLETON] ??= new Map();
  const known = holder[SINGLETON];
  const client = known.get(site.archive) ?? new SandboxClient(site);
  known.set(site.archive, client);
  return client;
}
