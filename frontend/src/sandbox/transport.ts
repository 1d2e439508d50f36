import type { Outgoing } from "../console/outgoing";
import type { Event, Transport } from "../console/transport";
import { type Answer, clientOf, type InPage, type SandboxClient } from "./client";

/** To the sandbox in this page: nothing leaves the browser. */
export class SandboxTransport implements Transport {
  readonly #client: SandboxClient;

  constructor(
    private readonly base: URL,
    site: InPage,
    client = clientOf(site),
  ) {
    this.#client = client;
  }

  async *send(request: Outgoing, signal: AbortSignal): AsyncIterable<Event> {
    const target = targetBelow(this.base, request.url);
    if (target === undefined) {
      yield { kind: "failure", cause: "refused", message: "The sandbox in this page only answers below its own base." };
      return;
    }
    try {
      await aborting(this.#client.start(), signal);
    } catch (error) {
      yield signal.aborted ? CANCELLED : stopped(error instanceof Error ? error.message : String(error));
      return;
    }
    const body = await bytesOf(request.body);
    const headers = [
      ...request.headers,
      ...(body.length > 0 ? [["content-length", String(body.length)] as const] : []),
    ];
    yield* this.#answers({ method: request.method, target, headers, body }, signal);
  }

  async *#answers(question: Parameters<SandboxClient["ask"]>[0], signal: AbortSignal): AsyncIterable<Event> {
    const waiting: Answer[] = [];
    let wake = () => {};
    const stop = this.#client.ask(question, answer => {
      waiting.push(answer);
      wake();
    });
    const abort = () => wake();
    signal.addEventListener("abort", abort);
    try {
      while (!signal.aborted) {
        const answer = waiting.shift();
        if (!answer) {
          await new Promise<void>(resolve => {
            wake = resolve;
          });
          continue;
        }
        yield eventOf(answer);
        if (answer.kind === "end" || answer.kind === "broken" || answer.kind === "stopped") return;
      }
      yield CANCELLED;
    } finally {
      signal.removeEventListener("abort", abort);
      stop();
    }
  }
}

const CANCELLED: Event = { kind: "failure", cause: "cancelled", message: "" };

function stopped(message: string): Event {
  return { kind: "failure", cause: "sandbox", message };
}

function eventOf(answer: Answer): Event {
  switch (answer.kind) {
    case "head":
      return { kind: "head", status: answer.status, statusText: "", headers: answer.headers, filtered: false };
    case "chunk":
      return { kind: "chunk", bytes: answer.bytes };
    case "end":
      return { kind: "end" };
    case "broken":
      return { kind: "failure", cause: "interrupted", message: answer.message };
    case "stopped":
      return stopped(answer.reason);
  }
}

/** Path and query below the base, percent-encoded; undefined where the URL is not below it. */
function targetBelow(base: URL, url: string): string | undefined {
  const prefix = base.href.replace(/\/+$/, "");
  if (url === prefix) return "/";
  return url.startsWith(`${prefix}/`) ? url.slice(prefix.length) : undefined;
}

async function bytesOf(body: Outgoing["body"]): Promise<Uint8Array<ArrayBuffer>> {
  if (body === undefined) return new Uint8Array();
  return typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(await body.arrayBuffer());
}

function aborting<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("cancelled")), { once: true });
    promise.then(resolve, reject);
  });
}
