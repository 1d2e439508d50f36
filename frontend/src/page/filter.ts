import { fresh } from "../shared/dom";

/*
 * `<input data-filter="#list">` hides the items `[data-filter-text]` of the list that lack a typed word, and groups
 * `[data-filter-group]` that are left empty. A `<select data-filter="#list">` asks for a word of `data-filter-tags`.
 */
type Control = HTMLInputElement | HTMLSelectElement;
const CONTROLS = "input[data-filter], select[data-filter]";

/** Make the filters of the page work, and show them. */
export function mountFilters(): void {
  for (const control of fresh<Control>("filter", CONTROLS)) {
    control.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    control.addEventListener("input", () => apply(control.dataset.filter));
    if (control.value) apply(control.dataset.filter);
  }
}

function apply(list: string | undefined): void {
  const root = document.querySelector(list || "main");
  const controls = [...document.querySelectorAll<Control>(CONTROLS)].filter(one => one.dataset.filter === list);
  const words = wanted(controls, "INPUT");
  const tags = wanted(controls, "SELECT");
  for (const item of root?.querySelectorAll<HTMLElement>("[data-filter-text]") ?? []) {
    const text = item.dataset.filterText || item.textContent?.toLowerCase() || "";
    const own = item.dataset.filterTags?.split(" ") ?? [];
    item.hidden = !words.every(word => text.includes(word)) || !tags.every(tag => own.includes(tag));
  }
  for (const group of root?.querySelectorAll<HTMLElement>("[data-filter-group]") ?? []) {
    group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
  }
}

function wanted(controls: readonly Control[], name: string): string[] {
  const values = controls.filter(one => one.tagName === name).map(one => one.value.toLowerCase());
  return values.flatMap(value => value.split(/\s+/)).filter(Boolean);
}
