import { placeCookies } from "./cookies";
import type { Outgoing } from "./outgoing";

/** What happens to a request, in order: a head, chunks, and an end; or a failure at any point. */
export type Event = Head | Chunk | End | Failure;

export interface Head {
  readonly kind: "head";
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Whether the page is told only those headers that the other origin exposes. */
  readonly filtered: boolean;
}

export interface Chunk {
  readonly kind: "chunk";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface End {
  readonly kind: "end";
}

export interface Failure {
  readonly kind: "failure";
  /**
   * `unreachable`: no answer a page may see. `interrupted`: it broke off. `redirected`: it led elsewhere.
   * `sandbox`: the sandbox in the page cannot run, or has stopped.
   */
  readonly cause: "unreachable" | "interrupted" | "redirected" | "cancelled" | "refused" | "sandbox";
  readonly message: string;
}

/** Sends a request somewhere; what goes wrong is an event, never an exception. */
export interface Transport {
  send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event>;
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Straight to the gateway: no cookies, no referrer, and no redirect that could carry a key to another host. */
export class FetchTransport implements Transport {
  constructor(
    private readonly page: URL,
    private readonly fetch: Fetch = (url, init) => globalThis.fetch(url, init),
  ) {}

  async *send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event> {
    let response: Response;
    const takeAway = request.cookies ? placeCookies(request) : undefined;
    try {
      response = await this.fetch(request.url, { ...initOf(request), signal });
    } catch (error) {
      yield failureOf(error, signal, "unreachable");
      return;
    } finally {
      takeAway?.();
    }
    if (response.type === "opaqueredirect") {
      yield { kind: "failure", cause: "redirected", message: "" };
      return;
    }
    const filtered = new URL(request.url).origin !== this.page.origin;
    const { status, statusText } = response;
    yield { kind: "head", status, statusText, headers: [...response.headers], filtered };
    yield* chunksOf(response, signal);
  }
}

/** Through the site's own origin, which passes on what is under `base` and lets the page see every header. */
export class ProxyTransport implements Transport {
  readonly #direct: FetchTransport;

  constructor(
    private readonly base: URL,
    private readonly proxy: string,
    private readonly page: URL,
    fetch?: Fetch,
  ) {
    this.#direct = new FetchTransport(page, fetch);
  }

  async *send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event> {
    const prefix = this.base.href.replace(/\/+$/, "");
    if (!request.url.startsWith(`${prefix}/`) && request.url !== prefix) {
      yield { kind: "failure", cause: "refused", message: "The proxy of this site only passes on to its own target." };
      return;
    }
    const path = request.url.slice(prefix.length).replace(/^\//, "");
    const url = new URL(this.proxy.replace(/\/*$/, "/"), this.page).href + path;
    yield* this.#direct.send({ ...request, url }, signal);
  }
}

function initOf(request: Outgoing): RequestInit {
  return {
    method: request.method,
    headers: request.headers.map(([name, value]): [string, string] => [name, value]),
    body: request.body ?? null,
    credentials: request.cookies ? "same-origin" : "omit",
    referrerPolicy: "no-referrer",
    cache: "no-store",
    redirect: request.secret ? "manual" : "follow",
  };
}

async function* chunksOf(response: Response, signal: AbortSignal): AsyncIterable<Event> {
  const reader = response.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      yield { kind: "chunk", bytes: part.value };
    }
    yield { kind: "end" };
  } catch (error) {
    yield failureOf(error, signal, "interrupted");
  } finally {
    await reader?.cancel().catch(() => {});
  }
}

function failureOf(error: unknown, signal: AbortSignal, cause: "unreachable" | "interrupted"): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return { kind: "failure", cause: signal.aborted ? "cancelled" : cause, message };
}
