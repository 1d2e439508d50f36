import { HIDDEN, statuses } from "../page/hiding";
import { remember, remembered } from "../shared/storage";

const LINES = ".gatepost-operations > [data-status]";

/** Let readers choose operations of which statuses lists and the navigation show. */
export function mountStatuses(): void {
  const hidden = new Set((remembered(HIDDEN) ?? "").split(" ").filter(Boolean));
  for (const { dataset } of document.querySelectorAll<HTMLElement>(LINES)) {
    dataset.status = statuses(dataset.status?.replace(" ended", ""), dataset.ends);
  }
  for (const box of document.querySelectorAll<HTMLInputElement>("[data-gatepost-status]")) {
    mountBox(box, hidden);
  }
  apply(hidden);
  for (const choice of document.querySelectorAll(".gatepost-statuses")) choice.setAttribute("data-ready", "");
}

function mountBox(box: HTMLInputElement, hidden: Set<string>): void {
  const status = box.dataset.gatepostStatus ?? "";
  box.checked = !hidden.has(status);
  // The page does not know when it is read: nothing may have ended, and then there is nothing to choose.
  if (document.querySelector(`${LINES}[data-status~="${status}"]`)) {
    for (const around of [box.closest("label"), box.closest("fieldset")]) around?.removeAttribute("hidden");
  }
  box.addEventListener("change", () => {
    if (box.checked) hidden.delete(status);
    else hidden.add(status);
    remember(HIDDEN, [...hidden].join(" "));
    apply(hidden);
  });
}

function apply(hidden: ReadonlySet<string>): void {
  document.documentElement.dataset.gatepostHides = [...hidden].join(" ");
  const isHidden = (line: HTMLElement): boolean =>
    line.dataset.status?.split(" ").some(one => hidden.has(one)) ?? false;
  let count = 0;
  for (const list of document.querySelectorAll(".gatepost-operations")) {
    const lines = [...list.querySelectorAll<HTMLElement>("[data-status]")];
    const gone = lines.filter(isHidden).length;
    list.parentElement?.toggleAttribute("data-gatepost-empty", gone > 0 && gone === lines.length);
    count += gone;
  }
  for (const told of document.querySelectorAll(".gatepost-statuses > output")) {
    told.textContent = count ? `${count} hidden` : "";
  }
}
