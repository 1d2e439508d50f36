import { element } from "../shared/dom";

/** A screen reader is told once typing rests. */
const ANNOUNCED_AFTER = 700;

/** What a screen reader hears of the search: of each topic what was said last, once nothing new has been for a while. */
export class SearchStatus {
  readonly element = element("p", { class: "gatepost-announcer", role: "status" });
  readonly #waiting = new Map<string, string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string, topic = "results"): void {
    this.#waiting.set(topic, text);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.element.textContent = [...this.#waiting.values()].join(". ");
      this.#waiting.clear();
    }, ANNOUNCED_AFTER);
  }
}
