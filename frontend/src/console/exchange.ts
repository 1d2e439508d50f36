import { type Assembly, assembled, assembledReply, EMPTY } from "./assembly";
import { EventLog } from "./event_log";
import { essence, isEventStream, isJsonLines } from "./media_type";
import type { Outgoing } from "./outgoing";
import { Received } from "./received";
import type { StreamDecoder, StreamEvent } from "./stream";
import type { Event, Failure, Head, Transport } from "./transport";

export type Phase = "waiting" | "receiving" | "done" | "failed" | "cancelled";

type Clock = () => number;

/** Milliseconds of work after which the page gets its turn, however fast events come. */
const SLICE = 20;

/** One request and what has come back so far. `changed` is told after every step; the view decides how often it looks. */
export class Exchange {
  phase: Phase = "waiting";
  head: Head | undefined;
  failure: Failure | undefined;
  received = new Received("");
  assembly: Assembly = EMPTY;
  readonly log = new EventLog();
  headAt: number | undefined;
  firstTokenAt: number | undefined;
  endAt: number | undefined;

  #decoder: StreamDecoder | undefined;
  readonly #abort = new AbortController();
  readonly #start: number;

  constructor(
    readonly outgoing: Outgoing,
    private readonly changed: () => void,
    private readonly clock: Clock = () => performance.now(),
  ) {
    this.#start = clock();
  }

  get streaming(): boolean {
    // What called itself a stream and held no event is shown as it came.
    return this.#decoder !== undefined && (this.running || this.log.total > 0 || this.received.size === 0);
  }

  get running(): boolean {
    return this.phase === "waiting" || this.phase === "receiving";
  }

  get elapsed(): number {
    return this.endAt ?? this.clock() - this.#start;
  }

  get ok(): boolean {
    return this.head !== undefined && this.head.status < 400 && this.assembly.error === undefined && !this.failure;
  }

  async run(transport: Transport): Promise<void> {
    let [begun, rested] = [this.clock(), this.clock()];
    for await (const event of transport.send(this.outgoing, this.#abort.signal)) {
      if (event.kind === "head") this.#decoder = await decoderFor(typeOf(event));
      if (!this.running) return;
      // Waiting for the network was a rest already.
      if (this.clock() - rested > 1) begun = this.clock();
      this.#take(event);
      this.changed();
      if (this.clock() - begun > SLICE) {
        await pause();
        begun = this.clock();
      }
      rested = this.clock();
    }
  }

  /** Stop at once: the state changes now, whatever the network does. */
  cancel(): void {
    if (!this.running) return;
    this.#take({ kind: "failure", cause: "cancelled", message: "" });
    this.#abort.abort();
    this.changed();
  }

  #take(event: Event): void {
    switch (event.kind) {
      case "head":
        this.#begin(event);
        return;
      case "chunk":
        this.received.add(event.bytes);
        this.#events(this.#decoder?.push(event.bytes) ?? []);
        return;
      case "end":
        this.#end("done");
        return;
      case "failure":
        this.failure = event;
        this.#end(event.cause === "cancelled" ? "cancelled" : "failed");
    }
  }

  #begin(head: Head): void {
    this.head = head;
    this.headAt = this.elapsed;
    this.phase = "receiving";
    this.received = new Received(typeOf(head));
  }

  #events(events: readonly StreamEvent[]): void {
    for (const event of events) {
      this.log.add(event, this.elapsed);
      this.assembly = assembled(this.assembly, event);
      if (this.assembly.answer || this.assembly.reasoning) this.firstTokenAt ??= this.elapsed;
    }
  }

  #end(phase: Phase): void {
    this.#events(this.#decoder?.finish() ?? []);
    if (!this.#decoder && phase === "done") this.assembly = assembledReply(this.received.json);
    this.endAt = this.elapsed;
    this.phase = phase;
  }
}

function typeOf({ headers }: Head): string {
  return headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
}

// Its code comes with the first stream; without it the stream is shown as it came.
async function decoderFor(contentType: string): Promise<StreamDecoder | undefined> {
  const type = essence(contentType);
  if (!isEventStream(type) && !isJsonLines(type)) return undefined;
  return import("./stream").then(
    stream => stream.decoderFor(contentType),
    () => undefined,
  );
}

/** Let the page draw and take clicks; a timer would wait longer the more often it is asked. */
function pause(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
