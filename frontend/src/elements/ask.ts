import type { Ground, Grounds } from "../search/grounds";
import { element } from "../shared/dom";
import { SITE_ROOT } from "../shared/site";
import { marks } from "./search_results";

declare const CONSOLE_CHUNK: string;

/** What the console's chunk gives: it puts a question to a gateway. */
interface ConsoleModule {
  askGateway(host: HTMLElement, asked: object): Promise<void>;
}

/** Where questions may be put to a gateway: the contract is empty where they may not. */
export interface Asking {
  readonly contract: string;
  readonly model: string;
}

interface Turn {
  readonly question: string;
  readonly answer: string;
}

const NEAREST = 3;

/** A conversation with the docs: quotations with their sources, and a gateway's words where the reader wants them. */
export class AskPanel {
  readonly element = element("div", { class: "gatepost-ask", role: "region", "aria-label": "Answers", tabindex: "-1" });
  readonly #turns = element("div", { class: "gatepost-ask-turns" });
  readonly #status = element("p", { class: "gatepost-announcer", role: "status" });
  readonly #followUp = element("form", { class: "gatepost-ask-more", hidden: "" });
  #said: readonly Turn[] = [];
  #before = "";

  constructor(
    readonly asking: Asking,
    readonly find: (question: string, before: string) => void,
  ) {
    const input = element("input", {
      type: "text",
      "aria-label": "Follow-up question",
      placeholder: "Ask a follow-up",
      maxlength: "1000",
    });
    this.#followUp.append(input, element("button", { type: "submit" }, "Ask"));
    this.#followUp.addEventListener("submit", event => {
      event.preventDefault();
      if (input.value.trim()) this.ask(input.value.trim());
      input.value = "";
    });
    this.element.append(this.#turns, this.#followUp, this.#status);
  }

  /** Begin anew. */
  clear(): void {
    this.#turns.replaceChildren();
    this.#followUp.hidden = true;
    [this.#said, this.#before] = [[], ""];
  }

  /** Ask the docs; what they say comes by `show`. */
  ask(question: string): void {
    this.element.setAttribute("aria-busy", "true");
    this.find(question, this.#before);
  }

  /** Show what the docs say to a question. */
  show(found: Grounds): void {
    this.element.removeAttribute("aria-busy");
    const heading = element("h2", { tabindex: "-1" }, found.question);
    const turn = element("section", { class: "gatepost-ask-turn" }, heading);
    turn.append(...(found.weak ? this.#refusal(found) : this.#answer(found)));
    this.#turns.append(turn);
    this.#followUp.hidden = false;
    this.#before = found.question;
    this.#status.textContent = found.weak ? "Not in these docs" : `Answer from ${found.grounds.length} places`;
    heading.scrollIntoView({ block: "nearest" });
  }

  #refusal(found: Grounds): HTMLElement[] {
    const nearest = found.grounds.slice(0, NEAREST).map(one => element("li", {}, link(one)));
    const told = element("p", { class: "gatepost-ask-refusal" }, element("strong", {}, "Not in these docs."));
    if (nearest.length > 0) told.append(" The nearest pages:");
    return [told, element("ul", {}, ...nearest)];
  }

  #answer(found: Grounds): HTMLElement[] {
    const sources = element("ol", { class: "gatepost-ask-sources" });
    for (const ground of found.grounds) {
      const quotes = ground.quotes.map(quote => element("blockquote", {}, ...marks(quote)));
      sources.append(element("li", {}, link(ground), ...quotes));
    }
    if (!this.asking.contract) return [sources];
    const place = element("div", { class: "gatepost-ask-place" });
    place.append(this.#offer(found, place));
    return [place, sources];
  }

  #offer(found: Grounds, place: HTMLElement): HTMLElement {
    const button = element("button", { type: "button" }, "Have a model put it into words…");
    button.addEventListener("click", () => void this.#open(found, place));
    return button;
  }

  async #open(found: Grounds, place: HTMLElement): Promise<void> {
    place.setAttribute("aria-busy", "true");
    try {
      const { askGateway }: ConsoleModule = await import(CONSOLE_CHUNK);
      await askGateway(place, {
        ...this.asking,
        question: found.question,
        sources: found.grounds,
        before: this.#said,
        answered: (answer: string) => {
          this.#said = [...this.#said, { question: found.question, answer }];
        },
      });
    } catch {
      const told = "This could not be loaded. Check the connection, then try again. ";
      place.replaceChildren(element("p", { role: "alert" }, told), this.#offer(found, place));
    } finally {
      place.removeAttribute("aria-busy");
    }
  }
}

function link({ url, title, method, path }: Ground): HTMLElement {
  const made = element("a", { href: new URL(url, SITE_ROOT).href });
  if (method)
    made.append(element("abbr", { class: "gatepost-method", "data-method": method.toUpperCase() }, method), " ");
  made.append(title);
  if (path) made.append(" ", element("code", {}, path));
  return made;
}
