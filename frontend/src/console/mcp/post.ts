import { Exchange } from "../exchange";
import type { Outgoing } from "../outgoing";
import { array, record } from "../schema";
import type { Transport } from "../transport";
import type { Message } from "./protocol";

/** One HTTP request to a server, and the JSON-RPC messages of its reply, whether it is JSON or a stream. */
export class Post {
  readonly exchange: Exchange;
  #wake: () => void = () => {};

  constructor(outgoing: Outgoing, changed: () => void) {
    this.exchange = new Exchange(outgoing, () => {
      this.#wake();
      changed();
    });
  }

  /** Send it; messages are handed out as they come. It ends with the reply, whatever became of that. */
  async *messages(transport: Transport): AsyncIterable<Message> {
    const { exchange } = this;
    let over = false;
    let read = 0;
    void exchange.run(transport).finally(() => {
      over = true;
      this.#wake();
    });
    for (;;) {
      const { log } = exchange;
      const lost = log.total - log.length;
      const events = log.slice(Math.max(0, read - lost), log.length);
      read = log.total;
      for (const event of events) yield* messagesIn(parsed(event.text));
      if (log.total > read) continue;
      if (over || !exchange.running) break;
      await new Promise<void>(resolve => {
        this.#wake = resolve;
      });
    }
    if (!exchange.streaming) yield* messagesIn(parsed(exchange.received.text));
  }

  /** Send it and wait for the head of its reply, or for the failure to get one. */
  async begin(transport: Transport): Promise<void> {
    const begun = new Promise<void>(resolve => {
      this.#wake = resolve;
    });
    await Promise.race([begun, this.exchange.run(transport)]);
  }

  /** A header of the reply; undefined where there is none, or where the browser does not show it. */
  header(wanted: string): string | undefined {
    return this.exchange.head?.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
  }
}

function messagesIn(value: unknown): readonly Message[] {
  const messages = Array.isArray(value) ? array(value) : [value];
  return messages.flatMap(message => {
    const found = record(message);
    return found?.jsonrpc === "2.0" ? [found] : [];
  });
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}
