import type { StreamEvent } from "./stream";

/** An event and when it came, in milliseconds since the request left. */
export interface LoggedEvent extends StreamEvent {
  readonly number: number;
  readonly at: number;
}

/** The raw events of a stream: the latest ones, as many as memory allows. */
export class EventLog {
  #events: LoggedEvent[] = [];
  #held = 0;
  #start = 0;
  total = 0;

  constructor(
    private readonly mostEvents = 20_000,
    private readonly mostCharacters = 8_000_000,
  ) {}

  add(event: StreamEvent, at: number): void {
    this.total += 1;
    this.#held += event.text.length;
    this.#events.push({ ...event, number: this.total, at });
    while (this.length > 1 && (this.length > this.mostEvents || this.#held > this.mostCharacters)) this.#drop();
  }

  get length(): number {
    return this.#events.length - this.#start;
  }

  slice(from: number, to: number): readonly LoggedEvent[] {
    return this.#events.slice(this.#start + from, this.#start + to);
  }

  #drop(): void {
    this.#held -= this.#events[this.#start]?.text.length ?? 0;
    this.#start += 1;
    // Shifting an array at every event would cost its length each time.
    if (this.#start > this.#events.length / 2) {
      this.#events = this.#events.slice(this.#start);
      this.#start = 0;
    }
  }
}
