import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { below, entriesOf, type Marks } from "../console/json_search";
import { define, LightElement } from "./light";

const PAGE = 100;
const OPEN_DEPTH = 2;
const LONGEST = 2000;

/** A place to open and bring into view; `serial` tells one wish from the next. */
export interface Focus {
  readonly pointer: string;
  readonly serial: number;
}

/** A wish to have so many levels open. */
export interface Spread {
  readonly depth: number;
  readonly serial: number;
}

/** A JSON value that folds: what is folded is not in the page. */
export class JsonTreeElement extends LightElement {
  static override properties = {
    value: { attribute: false },
    name: {},
    depth: { type: Number },
    pointer: {},
    marks: { attribute: false },
    focused: { attribute: false },
    spread: { attribute: false },
    most: { state: true },
  };

  declare value: unknown;
  declare name: string;
  declare depth: number;
  /** JSON pointer of the value in the whole. */
  declare pointer: string;
  declare marks: Marks | undefined;
  declare focused: Focus | undefined;
  declare spread: Spread | undefined;
  declare most: number;
  #open: boolean | undefined;

  constructor() {
    super();
    this.name = "";
    this.depth = 0;
    this.pointer = "";
    this.most = PAGE;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("spread") && this.spread) this.#open = this.depth < this.spread.depth;
    if (changed.has("focused") && this.focused?.pointer.startsWith(`${this.pointer}/`))
      this.#reach(this.focused.pointer);
  }

  protected override render(): TemplateResult {
    const entries = entriesOf(this.value);
    if (!entries || entries.length === 0) return this.#line(this.name, this.value, this.pointer);
    return this.#branch(entries, Array.isArray(this.value));
  }

  #branch(entries: readonly Member[], list: boolean): TemplateResult {
    const open = this.#open ?? (this.depth < OPEN_DEPTH && entries.length <= PAGE);
    const toggle = (event: Event) => {
      if (event.target !== event.currentTarget) return;
      this.#open = (event.currentTarget as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    const more = entries.length - this.most;
    const inside = open ? 0 : (this.marks?.inside(this.pointer) ?? 0);
    return html`<details class="gatepost-json" ?open=${open} @toggle=${toggle}>
      <summary data-found=${this.#isFocused(this.pointer)}>${keyed(this.name)}<span class="gatepost-json-count">${list ? "[" : "{"} ${entries.length} ${list ? "]" : "}"}</span>${note(this.marks?.at(this.pointer))}${
        inside > 0 ? note(`${inside} ${inside === 1 ? "difference" : "differences"} inside`) : nothing
      }</summary>
      ${open ? entries.slice(0, this.most).map(([name, value]) => this.#part(name, value)) : nothing}
      ${
        open && more > 0
          ? html`<button type="button" class="gatepost-quiet" @click=${() => (this.most += PAGE * 5)}>${more} more</button>`
          : nothing
      }
    </details>`;
  }

  #part(name: string, value: unknown): TemplateResult {
    const pointer = below(this.pointer, name);
    // A line of its own needs no element: most lines of a reply are scalars.
    if (typeof value !== "object" || value === null) return this.#line(name, value, pointer);
    return html`<gatepost-json-tree .name=${name} .value=${value} .depth=${this.depth + 1} .pointer=${pointer}
      .marks=${this.marks} .focused=${this.focused} .spread=${this.spread}></gatepost-json-tree>`;
  }

  #line(name: string, value: unknown, pointer: string): TemplateResult {
    return html`<div class="gatepost-json-line" data-found=${this.#isFocused(pointer)}>${keyed(name)}${scalar(value)}${note(this.marks?.at(pointer))}</div>`;
  }

  #isFocused(pointer: string): boolean {
    return this.focused?.pointer === pointer;
  }

  // Open, with as many members shown as reach the one that is looked for.
  #reach(pointer: string): void {
    this.#open = true;
    const next = pointer.slice(this.pointer.length + 1).split("/")[0] ?? "";
    const index = (entriesOf(this.value) ?? []).findIndex(
      ([name]) => below(this.pointer, name) === `${this.pointer}/${next}`,
    );
    if (index >= this.most) this.most = index + 1;
  }
}

type Member = readonly [string, unknown];

function keyed(name: string): TemplateResult | typeof nothing {
  if (name === "") return nothing;
  return html`<span class="gatepost-json-key">${name}</span><span class="gatepost-json-colon">: </span>`;
}

function note(words: string | undefined): TemplateResult | typeof nothing {
  return words ? html` <span class="gatepost-json-note">${words}</span>` : nothing;
}

function scalar(value: unknown): TemplateResult {
  const kind = value === null ? "null" : typeof value === "object" ? "empty" : typeof value;
  const written = JSON.stringify(value) ?? "undefined";
  const shown = written.length > LONGEST ? `${written.slice(0, LONGEST)}… (${written.length} characters)` : written;
  return html`<span class="gatepost-json-${kind}">${shown}</span>`;
}

define("gatepost-json-tree", JsonTreeElement);
