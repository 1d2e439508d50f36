import { fresh } from "../shared/dom";

/*
 * `<input data-filter="#list">` hides the items `[data-filter-text]` of the list that lack a typed word, and groups
 * `[data-filter-group]` that are left empty. A `<select data-filter="#list">` asks for a word of `data-filter-tags`.
 */
type Control = HTMLInputElement | HTMLSelectElement;
const CONTROLS = "input[data-filter], select[data-filter]";
const texts = new WeakMap<HTMLElement, string>();

/** Make the filters of the page work, and show them. */
export function mountFilters(): void {
  for (const control of fresh<Control>("filter", CONTROLS)) {
    control.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    // The first key has to be answered within a frame too, so its texts are read and its code is run before it comes.
    control.addEventListener("focus", () => apply(control.dataset.filter));
    control.addEventListener("input", () => apply(control.dataset.filter));
    if (control.value) apply(control.dataset.filter);
  }
}

function apply(list: string | undefined): void {
  const controls = [...document.querySelectorAll<Control>(CONTROLS)].filter(one => one.dataset.filter === list);
  const words = wanted(controls, "INPUT");
  const tags = wanted(controls, "SELECT");
  const left = new Set<Element>();
  for (const item of itemsOf(list)) {
    const text = textOf(item);
    const own = item.dataset.filterTags?.split(" ") ?? [];
    const stays = words.every(word => text.includes(word)) && tags.every(tag => own.includes(tag));
    if (stays) left.add(item);
    show(item, stays);
  }
  for (const group of within(list, "[data-filter-group]")) {
    show(
      group,
      [...group.querySelectorAll("[data-filter-text]")].some(item => left.has(item)),
    );
  }
}

/** Half the time of `hidden`, which many rules of a theme ask about. */
function show(part: HTMLElement, isShown: boolean): void {
  part.style.display = isShown ? "" : "none";
}

function itemsOf(list: string | undefined): readonly HTMLElement[] {
  return within(list, "[data-filter-text]");
}

function within(list: string | undefined, selector: string): readonly HTMLElement[] {
  return [...(document.querySelector(list || "main")?.querySelectorAll<HTMLElement>(selector) ?? [])];
}

function textOf(item: HTMLElement): string {
  const text = texts.get(item) ?? (item.dataset.filterText || item.textContent?.toLowerCase() || "");
  texts.set(item, text);
  return text;
}

function wanted(controls: readonly Control[], name: string): string[] {
  const values = controls.filter(one => one.tagName === name).map(one => one.value.toLowerCase());
  return values.flatMap(value => value.split(/\s+/)).filter(Boolean);
}
