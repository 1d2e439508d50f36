import { element, fresh } from "../shared/dom";
import { remember, remembered } from "../shared/storage";

declare const VERSIONS_CHUNK: string;

/** What the chunk gives the page: a list of versions below a button, and choices of statuses. */
interface VersionsModule {
  openVersions(host: HTMLElement, button: HTMLButtonElement): Promise<void>;
  mountStatuses(): void;
}

/** Load the chunk of versions. */
export const loadVersions = (): Promise<VersionsModule> => import(VERSIONS_CHUNK);

/** Make the link to the list of versions a button that opens it here; without the chunk it leads there still. */
export function mountVersions(): void {
  for (const host of fresh("versions", ".gatepost-version")) {
    const link = host.querySelector("a");
    if (!link) continue;
    const button = element("button", { type: "button", class: link.className, "aria-expanded": "false" });
    const label = link.textContent ?? "";
    button.append(element("span", { class: "gatepost-unseen" }, "Version "), label);
    button.addEventListener("pointerenter", () => void loadVersions().catch(() => {}), { once: true });
    button.addEventListener("click", () => {
      loadVersions()
        .then(chunk => chunk.openVersions(host, button))
        .catch(() => location.assign(link.href));
    });
    link.replaceWith(button);
  }
  mountCompare();
}

/** One switch for all pages: whether changes show what was before. */
function mountCompare(): void {
  for (const box of fresh<HTMLInputElement>("compare", "[data-gatepost-compare]")) {
    box.closest<HTMLElement>("[hidden]")?.removeAttribute("hidden");
    box.checked = remembered("compare") === "on";
    box.addEventListener("change", () => {
      remember("compare", box.checked ? "on" : "off");
      compare(box.checked);
    });
    if (box.checked) compare(true);
  }
}

function compare(shown: boolean): void {
  for (const one of document.querySelectorAll<HTMLElement>(".gatepost-compared")) one.hidden = !shown;
}
