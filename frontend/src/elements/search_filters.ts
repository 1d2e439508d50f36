import type { Filters } from "../search/columns";
import type { Ready } from "../search/worker";
import { element } from "../shared/dom";
import { kindName } from "./search_results";

const CHOICES: readonly string[] = ["operation", "tool", "guide", "schema", "prompt", "resource", "webhook", "term"];
const FEWEST = 2;

/** What narrows a search: kinds as buttons, and behind “More” group, version, and whether old things are shown. */
export class SearchFilters {
  readonly element = element("div", { class: "gatepost-search-filters" });
  readonly #kinds = element("div", { class: "gatepost-search-kinds", role: "group", "aria-label": "Kinds of results" });
  readonly #more = element("div", { class: "gatepost-search-more", hidden: "" });
  #filters: Filters = {};

  constructor(readonly changed: () => void) {
    this.element.append(this.#kinds, this.#more);
  }

  get chosen(): Filters {
    return this.#filters;
  }

  /** Offer what the site has, and choose nothing. */
  offer({ kinds, tags, versions, hasDeprecated }: Ready): void {
    this.#filters = {};
    const chips = this.#chips(CHOICES.filter(kind => kinds.includes(kind)));
    const choices = [
      this.#choice("Group", tags, value => ({ groups: value })),
      this.#choice("Version", versions, value => ({ versions: value })),
    ].filter(one => one !== undefined);
    if (hasDeprecated) choices.push(this.#deprecated());
    this.#more.replaceChildren(...choices);
    this.#kinds.replaceChildren(
      ...(chips.length > FEWEST ? chips : []),
      ...(choices.length > 0 ? [this.#opener()] : []),
    );
  }

  #set(part: Filters): void {
    this.#filters = { ...this.#filters, ...part };
    this.changed();
  }

  #chips(kinds: readonly string[]): HTMLElement[] {
    const chips = ["", ...kinds].map(kind => {
      const chip = element("button", { type: "button", "aria-pressed": String(!kind) }, kind ? kindName(kind) : "All");
      chip.addEventListener("click", () => {
        for (const other of chips) other.setAttribute("aria-pressed", String(other === chip));
        this.#set({ kinds: kind ? [kind] : [] });
      });
      return chip;
    });
    return chips;
  }

  #opener(): HTMLElement {
    const button = element("button", { type: "button", "aria-expanded": "false" }, "More filters");
    button.addEventListener("click", () => {
      this.#more.hidden = !this.#more.hidden;
      button.setAttribute("aria-expanded", String(!this.#more.hidden));
    });
    return button;
  }

  #choice(
    label: string,
    values: readonly string[],
    part: (chosen: readonly string[]) => Filters,
  ): HTMLElement | undefined {
    const named = values.filter(Boolean);
    if (named.length < FEWEST) return undefined;
    const select = element("select", {}, element("option", { value: "" }, "All"));
    select.append(...named.map(value => element("option", { value }, value)));
    select.addEventListener("change", () => this.#set(part(select.value ? [select.value] : [])));
    return element("label", {}, `${label} `, select);
  }

  #deprecated(): HTMLElement {
    const box = element("input", { type: "checkbox", checked: "" });
    box.addEventListener("change", () => this.#set({ deprecated: box.checked }));
    return element("label", {}, box, " Deprecated");
  }
}
