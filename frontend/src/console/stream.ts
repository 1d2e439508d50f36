import { createParser, type EventSourceParser } from "eventsource-parser";
import { essence, isEventStream, isJsonLines } from "./media_type";

/** One event of a stream as it was sent. */
export interface StreamEvent {
  readonly name: string;
  readonly id: string;
  readonly text: string;
}

/** Makes events of bytes that come in any pieces. */
export interface StreamDecoder {
  push(bytes: Uint8Array): readonly StreamEvent[];
  /** What is left when the connection ends; an event that lacks its last blank line still counts. */
  finish(): readonly StreamEvent[];
}

const LONGEST_EVENT = 16 * 1024 * 1024;

/** The decoder for a reply's `Content-Type`, whatever was asked for; undefined where the reply is no stream. */
export function decoderFor(contentType: string): StreamDecoder | undefined {
  const type = essence(contentType);
  if (isEventStream(type)) return new ServerSentEvents();
  if (isJsonLines(type)) return new JsonLines();
  return undefined;
}

class ServerSentEvents implements StreamDecoder {
  readonly #text = new TextDecoder();
  readonly #parser: EventSourceParser;
  #events: StreamEvent[] = [];

  constructor() {
    this.#parser = createParser({
      maxBufferSize: LONGEST_EVENT,
      onEvent: ({ event = "", id = "", data }) => this.#events.push({ name: event, id, text: data }),
      onError: error => {
        if (error.type !== "max-buffer-size-exceeded") return;
        this.#events.push({
          name: "",
          id: "",
          text: `[an event of more than ${LONGEST_EVENT} characters was dropped]`,
        });
      },
    });
  }

  push(bytes: Uint8Array): readonly StreamEvent[] {
    return this.#feed(this.#text.decode(bytes, { stream: true }));
  }

  finish(): readonly StreamEvent[] {
    return this.#feed(`${this.#text.decode()}\n\n`);
  }

  #feed(text: string): readonly StreamEvent[] {
    try {
      this.#parser.feed(text);
    } catch {
      this.#parser.reset();
    }
    const events = this.#events;
    this.#events = [];
    return events;
  }
}

class JsonLines implements StreamDecoder {
  readonly #text = new TextDecoder();
  #rest = "";

  push(bytes: Uint8Array): readonly StreamEvent[] {
    return this.#lines(this.#text.decode(bytes, { stream: true }));
  }

  finish(): readonly StreamEvent[] {
    return this.#lines(`${this.#text.decode()}\n`);
  }

  #lines(text: string): readonly StreamEvent[] {
    // RFC 7464 opens each value with a record separator.
    const lines = (this.#rest + text).split(/[\n\u001e]/);
    this.#rest = lines.pop() ?? "";
    if (this.#rest.length > LONGEST_EVENT) this.#rest = "";
    return lines
      .map(line => line.trim())
      .filter(Boolean)
      .map(line => ({ name: "", id: "", text: line }));
  }
}
