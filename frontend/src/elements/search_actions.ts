import { element } from "../shared/dom";

declare const CONSOLE_CHUNK: string;

/** What the console's chunk gives: the address of an operation's console, filled with what a question names. */
interface ConsoleModule {
  fillLink(contract: string, question: string): Promise<string>;
}

const WITH_CONSOLE = '[data-gatepost-search="console"]';

const KEYS = [
  ["↑↓", "choose"],
  ["↵", "open"],
  ["Esc", "close"],
] as const;

/** The foot of the box: its keys, and what can be done with the chosen result besides opening it. */
export class SearchActions {
  readonly element = element("div", { class: "gatepost-search-foot" });
  readonly #actions = element("div", { class: "gatepost-search-actions", hidden: "" });
  readonly #copy = element("button", { type: "button" }, "Copy link");
  readonly #fill = element("button", { type: "button", "aria-keyshortcuts": "Alt+Enter" }, "Fill the console");
  #option: HTMLAnchorElement | undefined;

  constructor(
    readonly question: () => string,
    readonly left: () => void,
  ) {
    const keys = element("p", { class: "gatepost-search-keys", "aria-hidden": "true" });
    for (const [key, does] of KEYS) keys.append(element("kbd", {}, key), ` ${does} `);
    this.#actions.append(this.#copy, this.#fill);
    this.element.append(keys, this.#actions);
    this.#copy.addEventListener("click", () => void this.#copied());
    this.#fill.addEventListener("click", () => void this.fill());
  }

  /** Act on this result from now on. */
  choose(option: HTMLElement | undefined): void {
    this.#option = option instanceof HTMLAnchorElement ? option : undefined;
    this.#actions.hidden = !this.#option;
    this.#fill.hidden = !this.#option?.dataset.contract || !document.querySelector(WITH_CONSOLE);
    this.#copy.textContent = "Copy link";
    this.#fill.textContent = "Fill the console";
  }

  /** Open the console of the chosen operation with the values that the question names; nothing is sent. */
  async fill(): Promise<void> {
    const option = this.#option;
    if (!option?.dataset.contract || this.#fill.hidden) return;
    try {
      const { fillLink }: ConsoleModule = await import(CONSOLE_CHUNK);
      const fragment = await fillLink(option.dataset.contract, this.question());
      this.left();
      location.assign(option.href.replace(/#.*$/, "") + fragment);
    } catch {
      this.#fill.textContent = "The console could not be loaded";
    }
  }

  async #copied(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.#option?.href ?? "");
      this.#copy.textContent = "Copied";
    } catch {
      this.#copy.textContent = "The browser refused to copy";
    }
  }
}
