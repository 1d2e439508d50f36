import { html, nothing, type TemplateResult } from "lit";
import { record } from "../console/schema";
import { define, LightElement } from "./light";

const PAGE = 100;
const OPEN_DEPTH = 2;
const LONGEST = 2000;

/** A JSON value that folds: what is folded is not in the page. */
export class JsonTreeElement extends LightElement {
  static override properties = {
    value: { attribute: false },
    name: {},
    depth: { type: Number },
    most: { state: true },
  };

  declare value: unknown;
  declare name: string;
  declare depth: number;
  declare most: number;
  #open: boolean | undefined;

  constructor() {
    super();
    this.name = "";
    this.depth = 0;
    this.most = PAGE;
  }

  protected override render(): TemplateResult {
    const members = Array.isArray(this.value)
      ? this.value.map((item, index): Member => [String(index), item])
      : undefined;
    const entries = members ?? (record(this.value) ? Object.entries(record(this.value) ?? {}) : undefined);
    if (!entries || entries.length === 0)
      return html`<div class="gatepost-json-line">${this.#key()}${scalar(this.value)}</div>`;
    return this.#branch(entries, members !== undefined);
  }

  #branch(entries: readonly Member[], list: boolean): TemplateResult {
    const open = this.#open ?? (this.depth < OPEN_DEPTH && entries.length <= PAGE);
    const toggle = (event: Event) => {
      if (event.target !== event.currentTarget) return;
      this.#open = (event.currentTarget as HTMLDetailsElement).open;
      this.requestUpdate();
    };
    const more = entries.length - this.most;
    return html`<details class="gatepost-json" ?open=${open} @toggle=${toggle}>
      <summary>${this.#key()}<span class="gatepost-json-count">${list ? "[" : "{"} ${entries.length} ${list ? "]" : "}"}</span></summary>
      ${open ? entries.slice(0, this.most).map(([name, value]) => this.#part(name, value)) : nothing}
      ${
        open && more > 0
          ? html`<button type="button" class="gatepost-quiet" @click=${() => (this.most += PAGE * 5)}>${more} more</button>`
          : nothing
      }
    </details>`;
  }

  #part(name: string, value: unknown): TemplateResult {
    // A line of its own needs no element: most lines of a reply are scalars.
    if (typeof value !== "object" || value === null) {
      return html`<div class="gatepost-json-line">${keyed(name)}${scalar(value)}</div>`;
    }
    return html`<gatepost-json-tree .name=${name} .value=${value} .depth=${this.depth + 1}></gatepost-json-tree>`;
  }

  #key(): TemplateResult | typeof nothing {
    return this.name === "" ? nothing : keyed(this.name);
  }
}

type Member = readonly [string, unknown];

function keyed(name: string): TemplateResult {
  return html`<span class="gatepost-json-key">${name}</span><span class="gatepost-json-colon">: </span>`;
}

function scalar(value: unknown): TemplateResult {
  const kind = value === null ? "null" : typeof value === "object" ? "empty" : typeof value;
  const written = JSON.stringify(value) ?? "undefined";
  const shown = written.length > LONGEST ? `${written.slice(0, LONGEST)}… (${written.length} characters)` : written;
  return html`<span class="gatepost-json-${kind}">${shown}</span>`;
}

define("gatepost-json-tree", JsonTreeElement);
