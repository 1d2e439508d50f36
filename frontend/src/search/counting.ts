import { remember, remembered } from "../shared/storage";
import type { Answer } from "./engine";

/** How a site's owner has searches counted that find nothing. */
export interface Counting {
  /** Where each is reported, empty where they are only counted in this browser. */
  readonly address: string;
  /** Whether the report says what was searched for. */
  readonly words: boolean;
}

const NAME = "search-unfound";
/** Typing goes on: only what the reader stays with counts. */
const RESTS_AFTER = 3000;

/** Counts searches of which no word stands on the site; off unless the owner has turned it on. */
export class UnfoundCounter {
  counting: Counting | undefined;
  readonly #counted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly send: (address: string, report: string) => void = beacon) {}

  /** Hear the last answer to a query; an empty query takes back the one before. */
  heard(query: string, answer: Answer | undefined): void {
    clearTimeout(this.#timer);
    const own = query.trim();
    if (!this.counting || !answer?.unfound || !own || this.#counted.has(own)) return;
    this.#timer = setTimeout(() => this.#count(own), RESTS_AFTER);
  }

  #count(query: string): void {
    this.#counted.add(query);
    remember(NAME, String(Number(remembered(NAME) ?? 0) + 1));
    const { address, words } = this.counting ?? { address: "", words: false };
    if (address) this.send(address, JSON.stringify(words ? { unfound: 1, query } : { unfound: 1 }));
  }
}

function beacon(address: string, report: string): void {
  navigator.sendBeacon(address, report);
}
