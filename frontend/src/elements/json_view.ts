import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Embedded, embeddedIn } from "../console/embedded";
import { type Marks, openDepth, search } from "../console/json_search";
import type { Focus, Spread } from "./json_tree";
import "./json_tree";
import { define, LightElement } from "./light";
import "./preview";

const MOST_FOUND = 1000;
const LONGEST_TEXT = 200_000;

/** A JSON reply: its tree, which can be searched, folded and unfolded, or its text as sent. */
export class JsonViewElement extends LightElement {
  static override properties = {
    value: { attribute: false },
    text: { attribute: false },
    marks: { attribute: false },
    words: { state: true },
    asSent: { state: true },
  };

  declare value: unknown;
  /** As it came, for the other way to look at it. */
  declare text: string;
  declare marks: Marks | undefined;
  declare words: string;
  declare asSent: boolean;
  #found: readonly string[] = [];
  #at = 0;
  #serial = 0;
  #focus: Focus | undefined;
  #spread: Spread | undefined;
  #embedded: readonly Embedded[] = [];

  constructor() {
    super();
    this.words = "";
    this.asSent = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("value") && !changed.has("words")) return;
    this.#found = search(this.value, this.words, MOST_FOUND);
    if (changed.has("value")) {
      this.#focus = this.#spread = undefined;
      this.#embedded = embeddedIn(this.value);
    }
    if (changed.has("words")) this.#show(0);
  }

  protected override render(): TemplateResult {
    if (this.asSent) return html`${this.#bar()}<pre tabindex="0">${this.text.slice(0, LONGEST_TEXT)}</pre>`;
    return html`${this.#bar()}
      <div class="gatepost-json-tree" tabindex="0" role="group" aria-label="Body as a tree">
        <gatepost-json-tree .value=${this.value} .marks=${this.marks} .focused=${this.#focus} .spread=${this.#spread}></gatepost-json-tree>
      </div>
      ${this.#embedded.map(
        ({ pointer, kind, received }) => html`<figure class="gatepost-embedded">
          <gatepost-preview .received=${received} .kind=${kind}></gatepost-preview>
          <figcaption><button type="button" class="gatepost-quiet" @click=${() => this.reveal(pointer)}><code>${pointer || "the whole"}</code></button></figcaption>
        </figure>`,
      )}`;
  }

  protected override updated(): void {
    if (this.#focus) void this.#bringIntoView();
  }

  #bar(): TemplateResult {
    return html`<div class="gatepost-json-bar">
      ${this.asSent ? nothing : this.#search()}
      <button type="button" class="gatepost-quiet" aria-pressed=${this.asSent ? "true" : "false"} @click=${() => (this.asSent = !this.asSent)}>As sent</button>
    </div>`;
  }

  #search(): TemplateResult {
    const count = this.#found.length;
    const told = count === 0 ? "nothing found" : `${this.#at + 1} of ${count}${count === MOST_FOUND ? " or more" : ""}`;
    return html`<input type="search" aria-label="Find in the body" placeholder="Find" .value=${this.words}
        @input=${(event: Event) => (this.words = (event.target as HTMLInputElement).value)} @keydown=${this.#keyed} />
      ${
        this.words
          ? html`<span class="gatepost-json-told" role="status">${told}</span>
              <button type="button" class="gatepost-quiet" ?disabled=${count < 2} @click=${() => this.#show(this.#at - 1)}>Previous</button>
              <button type="button" class="gatepost-quiet" ?disabled=${count < 2} @click=${() => this.#show(this.#at + 1)}>Next</button>`
          : html`<button type="button" class="gatepost-quiet" @click=${() => this.#unfold(openDepth(this.value))}>Unfold</button>
              <button type="button" class="gatepost-quiet" @click=${() => this.#unfold(1)}>Fold</button>`
      }`;
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      this.#show(this.#at + (event.shiftKey ? -1 : 1));
    } else if (event.key === "Escape" && this.words) {
      // The first press ends the search, not the console.
      event.preventDefault();
      this.words = "";
    }
  }

  /** Bring a place into view, all above it unfolded. */
  reveal(pointer: string): void {
    this.asSent = false;
    this.#serial += 1;
    this.#focus = { pointer, serial: this.#serial };
    this.requestUpdate();
  }

  #show(index: number): void {
    const count = this.#found.length;
    this.#at = count === 0 ? 0 : (index + count) % count;
    const pointer = this.#found[this.#at];
    if (pointer === undefined) this.#focus = undefined;
    else this.reveal(pointer);
  }

  #unfold(depth: number): void {
    this.#serial += 1;
    this.#spread = { depth, serial: this.#serial };
    this.#focus = undefined;
    this.requestUpdate();
  }

  // Each level of the tree draws itself after the one above it.
  async #bringIntoView(): Promise<void> {
    const { serial = 0 } = this.#focus ?? {};
    for (let tries = 0; tries < 100; tries += 1) {
      const found = this.querySelector("[data-found=true]");
      if (found || serial !== this.#focus?.serial) {
        found?.scrollIntoView({ block: "nearest" });
        return;
      }
      await Promise.resolve();
    }
  }
}

define("gatepost-json", JsonViewElement);
