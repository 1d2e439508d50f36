import { fresh } from "../shared/dom";
import { remembered } from "../shared/storage";
import { loadVersions } from "./versions";

export const HIDDEN = "hidden-statuses";

/** One choice for all pages: operations of which statuses are shown, in lists and in the navigation. */
export function mountHiding(): void {
  document.documentElement.dataset.gatepostHides = remembered(HIDDEN) ?? "";
  if (fresh("statuses", ".gatepost-statuses")[0]) {
    loadVersions().then(
      chunk => chunk.mountStatuses(),
      () => {},
    );
  }
}

/** The statuses of an operation, with `ended` where its last day is over. */
export function statuses(told = "", ends = "", now = Date.now()): string {
  return Date.parse(ends) + 86_400_000 <= now ? `${told} ended` : told;
}
