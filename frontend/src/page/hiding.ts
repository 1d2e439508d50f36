import { fresh } from "../shared/dom";
import { remember, remembered } from "../shared/storage";

const NAME = "deprecated";

/** One switch for all pages: whether lists and the navigation show what is deprecated. */
export function mountHiding(): void {
  const hidden = remembered(NAME) === "hidden";
  apply(hidden);
  for (const box of fresh<HTMLInputElement>("hiding", "[data-gatepost-hide]")) {
    box.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    box.checked = hidden;
    box.addEventListener("change", () => {
      remember(NAME, box.checked ? "hidden" : "shown");
      apply(box.checked);
    });
  }
}

function apply(hidden: boolean): void {
  document.documentElement.toggleAttribute("data-gatepost-hides", hidden);
}
