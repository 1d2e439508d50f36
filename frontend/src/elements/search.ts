import { Client, type Listener } from "../search/client";
import type { Answer } from "../search/engine";
import { LONGEST_QUERY } from "../search/query";
import { address, keep } from "../search/recent";
import { element } from "../shared/dom";
import { type Asking, AskPanel } from "./ask";
import { SearchActions } from "./search_actions";
import { searchField } from "./search_field";
import { SearchFilters } from "./search_filters";
import { SearchModel } from "./search_model";
import { failureNote, notesOf, recentNotes } from "./search_notes";
import { resultGroups } from "./search_results";
import { SearchStatus } from "./search_status";
import { SearchVersion } from "./search_version";

const PAUSE = 60;
const LIMIT = 12;
const UID = "gatepost-search";
const PAGE = 6;

/** The search box: a dialog with a combobox, made when it is first opened. */
export class SearchBox extends HTMLElement {
  readonly #input = searchField(`${UID}-list`);
  readonly #list = element("div", { role: "listbox", id: `${UID}-list`, "aria-label": "Results" });
  readonly #filters = new SearchFilters(() => this.#ask());
  readonly #notes = element("div", { class: "gatepost-search-notes" });
  readonly #asks = element("button", { type: "button", "aria-pressed": "false", class: "gatepost-search-ask" }, "Ask");
  readonly #status = new SearchStatus();
  readonly #dialog = element("dialog", { class: "gatepost-search", "aria-label": "Search" });
  readonly #actions = new SearchActions(
    () => this.#input.value,
    () => this.close(),
  );
  readonly #model = new SearchModel(
    on => this.#client?.understand(on),
    said => this.#status.say(said, "model"),
  );
  readonly #version = new SearchVersion(() => this.#reconnect());
  #client: Client | undefined;
  #panel: AskPanel | undefined;
  #literal = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#dialog.isConnected) return;
    const close = element("button", { type: "button", class: "gatepost-search-close", "aria-label": "Close" }, "Esc");
    close.addEventListener("click", () => this.close());
    const head = element("div", { class: "gatepost-search-head" }, this.#input, close);
    this.#dialog.append(
      head,
      this.#version.element,
      this.#filters.element,
      this.#notes,
      this.#list,
      this.#actions.element,
      this.#status.element,
    );
    this.#actions.element.prepend(this.#model.element);
    this.append(this.#dialog);
    this.#listen();
  }

  /** Show the box, with a query where one is given. */
  open(query?: string): void {
    if (!this.#dialog.open) this.#dialog.showModal();
    if (this.#version.follow() || !this.#client) this.#client = this.#connect();
    if (query !== undefined) this.#input.value = query.slice(0, LONGEST_QUERY);
    this.#input.select();
    if (!this.#isAsking || query !== undefined) this.#turn(false);
  }

  close(): void {
    if (this.#dialog.open) this.#dialog.close();
  }

  #connect(): Client {
    this.#client?.stop();
    const listener: Listener = {
      ready: found => {
        this.#filters.offer(found);
        this.#model.offer(found.model);
        if (found.ask) this.#offerAnswers(found.ask);
      },
      grounded: found => this.#panel?.show(found),
      answered: answer => this.#show(answer),
      modelled: state => {
        this.#model.show(state);
        if (state.state === "ready" && !this.#isAsking) this.#ask();
      },
      failed: () => this.#fail(),
    };
    return new Client(listener, this.#version.index);
  }

  #reconnect(): void {
    this.#client = this.#connect();
    this.#input.focus();
    this.#ask();
  }

  #offerAnswers(asking: Asking): void {
    if (this.#panel) return;
    const panel = new AskPanel(asking, (question, before) => this.#client?.question(question, before));
    this.#panel = panel;
    this.#asks.addEventListener("click", () => this.#turn(this.#dialog.dataset.mode !== "ask"));
    this.#input.before(this.#asks);
    this.#list.after(panel.element);
  }

  /** Turn from results to answers, or back. */
  #turn(isAsking: boolean): void {
    this.#dialog.dataset.mode = isAsking ? "ask" : "search";
    this.#asks.setAttribute("aria-pressed", String(isAsking));
    this.#panel?.clear();
    this.#input.focus();
    const question = this.#input.value.trim();
    if (!isAsking) this.#ask();
    else if (question) this.#panel?.ask(question);
  }

  #listen(): void {
    this.#input.addEventListener("input", () => {
      this.#literal = false;
      if (this.#input.value.trim()) this.#list.setAttribute("aria-busy", "true");
      clearTimeout(this.#timer);
      if (!this.#isAsking) this.#timer = setTimeout(() => this.#ask(), PAUSE);
    });
    this.#input.addEventListener("keydown", event => this.#press(event));
    this.#list.addEventListener("pointermove", event => {
      const option = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=option]") : null;
      if (option) this.#choose(option, false);
    });
    this.#dialog.addEventListener("click", event => {
      if (!(event.target instanceof Element) || !event.target.closest("a[href]")) return;
      keep(this.#input.value);
      // The theme follows the link without a reload: this dialog would stay. Other tabs leave it open.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) this.close();
    });
    this.#dialog.addEventListener("close", () => address(""));
    this.#dialog.addEventListener("click", event => {
      if (event.target === this.#dialog) this.close();
    });
  }

  #ask(): void {
    const query = this.#input.value.trim();
    address(query);
    if (!query) {
      this.#client?.forget();
      this.#showRecent();
      return;
    }
    if (this.#isAsking) return;
    this.#list.setAttribute("aria-busy", "true");
    this.#client?.ask(this.#input.value, {
      limit: LIMIT,
      typing: true,
      literal: this.#literal,
      filters: this.#filters.chosen,
    });
  }

  #show(answer: Answer): void {
    const isLast = answer.stage === "meaning";
    if (isLast) this.#list.removeAttribute("aria-busy");
    this.#list.replaceChildren(...resultGroups(answer.results, UID));
    const takeBack = (): void => {
      this.#literal = true;
      this.#input.focus();
      this.#ask();
    };
    this.#notes.replaceChildren(...notesOf(answer, takeBack));
    this.#input.setAttribute("aria-expanded", String(answer.results.length > 0));
    this.#choose(this.#options()[0]);
    if (answer.results.length === 0 && isLast) {
      this.#notes.append(element("p", {}, "Nothing was found. Try other words, or fewer."));
    }
    const count = answer.results.length;
    if (isLast) this.#status.say(count === 0 ? "Nothing found" : `${count} result${count === 1 ? "" : "s"}`);
  }

  #fail(): void {
    this.#list.replaceChildren();
    this.#list.removeAttribute("aria-busy");
    this.#notes.replaceChildren(failureNote(() => this.#reconnect()));
  }

  #showRecent(): void {
    this.#list.replaceChildren();
    this.#list.removeAttribute("aria-busy");
    this.#input.setAttribute("aria-expanded", "false");
    this.#choose(undefined);
    const cleared = (): void => {
      this.#input.focus();
      this.#showRecent();
    };
    this.#notes.replaceChildren(...recentNotes(query => this.open(query), cleared));
  }

  get #isAsking(): boolean {
    return this.#dialog.dataset.mode === "ask";
  }

  #press(event: KeyboardEvent): void {
    if (this.#isAsking) {
      const question = this.#input.value.trim();
      if (event.key === "Enter" && question && !event.isComposing) this.#turn(true);
      return;
    }
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE };
    const step = steps[event.key];
    const chosen = this.#list.querySelector<HTMLElement>("[aria-selected=true]");
    if (step !== undefined) {
      event.preventDefault();
      const options = this.#options();
      const at = chosen ? options.indexOf(chosen) : -1;
      const last = options.length - 1;
      const next = Math.abs(step) === 1 ? (at + step + options.length) % options.length : at + step;
      this.#choose(options[Math.max(0, Math.min(last, next))]);
    } else if (event.key === "Enter" && event.altKey) {
      event.preventDefault();
      void this.#actions.fill();
    } else if (event.key === "Enter" && chosen && !event.isComposing) {
      event.preventDefault();
      const { ctrlKey, metaKey } = event;
      chosen.dispatchEvent(
        new MouseEvent("click", { bubbles: true, cancelable: true, composed: true, ctrlKey, metaKey }),
      );
    }
  }

  #options(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>("[role=option]")];
  }

  #choose(option: HTMLElement | undefined, scroll = true): void {
    for (const one of this.#options()) one.setAttribute("aria-selected", String(one === option));
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    this.#actions.choose(option);
    if (scroll) option?.scrollIntoView({ block: "nearest" });
  }
}
