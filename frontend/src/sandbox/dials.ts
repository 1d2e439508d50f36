/** The header by which a request asks a sandbox for trouble. */
export const FAULT_HEADER = "x-sandbox-fault";

/** One thing that can go wrong on demand; `gatepost.sandbox.dials` does it. */
export interface Dial {
  readonly name: string;
  readonly label: string;
  /** What its number counts, where it takes one, and the usual one. */
  readonly unit?: string;
  readonly usual?: number;
}

export const DIALS: readonly Dial[] = [
  { name: "slow", label: "Answer slowly", unit: "seconds", usual: 2 },
  { name: "drop", label: "Break the connection", unit: "events on", usual: 3 },
  { name: "rate-limit", label: "429, too many requests", unit: "seconds to wait", usual: 20 },
  { name: "budget", label: "402, the budget is spent" },
  { name: "first-provider", label: "The first provider is down" },
  { name: "malformed", label: "JSON that stops in the middle" },
];

/** The dials of this tab that are turned on, with their numbers. */
export class DialBoard {
  #on: ReadonlyMap<string, number> = new Map();

  isOn(dial: Dial): boolean {
    return this.#on.has(dial.name);
  }

  number(dial: Dial): number {
    return this.#on.get(dial.name) ?? dial.usual ?? 0;
  }

  turn(dial: Dial, on: boolean, number = this.number(dial)): void {
    const rest = [...this.#on].filter(([name]) => name !== dial.name);
    this.#on = new Map(on ? [...rest, [dial.name, number]] : rest);
  }

  clear(): void {
    this.#on = new Map();
  }

  /** The value of the header, in the order of the dials; empty while all is well. */
  get header(): string {
    return DIALS.filter(dial => this.isOn(dial))
      .map(dial => (dial.unit ? `${dial.name}=${this.number(dial)}` : dial.name))
      .join(", ");
  }
}

export const dials = new DialBoard();
