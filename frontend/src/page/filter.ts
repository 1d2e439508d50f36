import { fresh } from "../shared/dom";

/*
 * `<input data-filter="#list">` hides the items `[data-filter-text]` of the list that lack a typed word, and groups
 * `[data-filter-group]` that are left empty.
 */
export function mountFilters(): void {
  for (const input of fresh<HTMLInputElement>("filter", "input[data-filter]")) {
    input.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    input.addEventListener("input", () => apply(input));
    if (input.value) apply(input);
  }
}

function apply(input: HTMLInputElement): void {
  const root = document.querySelector(input.dataset.filter || "main");
  const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const item of root?.querySelectorAll<HTMLElement>("[data-filter-text]") ?? []) {
    const text = item.dataset.filterText || item.textContent?.toLowerCase() || "";
    item.hidden = !words.every(word => text.includes(word));
  }
  for (const group of root?.querySelectorAll<HTMLElement>("[data-filter-group]") ?? []) {
    group.hidden = !group.querySelector("[data-filter-text]:not([hidden])");
  }
}
