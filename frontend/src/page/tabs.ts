import { element, fresh } from "../shared/dom";
import { remember, remembered } from "../shared/storage";

/*
 * `[data-gatepost-tabs]` holds panels `[data-tab="name"]`, each opened by a heading. Without script
 * they read one below the other, or open one by one where they are `<details>`; here they become ARIA tabs. Sets of one non-empty name, such as "language",
 * follow each other and the reader's last choice.
 */
interface Tab {
  readonly name: string;
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
}

const sets = new WeakMap<Element, Tab[]>();
const TITLE = ":scope > :is(h2, summary)";

/** Turn the tab sets of the page into tabs. */
export function mountTabs(): void {
  for (const set of fresh("tabs", "[data-gatepost-tabs]")) {
    const panels = [...set.querySelectorAll<HTMLElement>(":scope > [data-tab]")];
    if (panels.length > 1) mount(set, panels.map(plainPanel));
  }
}

/** Details would open and close beside their tab, and may not have its role: their content moves into a section. */
function plainPanel(panel: HTMLElement): HTMLElement {
  if (panel.tagName !== "DETAILS") return panel;
  const section = element("section", { "data-tab": panel.dataset.tab }, ...panel.childNodes);
  panel.replaceWith(section);
  return section;
}

/** Show the panel that `element` is, if it is one and hidden. */
export function activatePanel(panel: Element): boolean {
  const set = panel.parentElement;
  const tab = set && sets.get(set)?.find(item => item.panel === panel);
  if (!set || !tab?.panel.hidden) return false;
  show(set, tab.name);
  return true;
}

function mount(set: HTMLElement, panels: readonly HTMLElement[]): void {
  const bar = element("div", { role: "tablist", class: "gatepost-tablist", "aria-label": set.dataset.label });
  const tabs = panels.map((panel, index) => tabOf(panel, `${set.id || uniqueId()}-tab-${index}`));
  sets.set(set, tabs);
  bar.append(...tabs.map(tab => tab.button));
  set.prepend(bar);
  const kind = set.dataset.gatepostTabs ?? "";
  bar.addEventListener("click", event => {
    const tab = tabs.find(item => item.button.contains(event.target as Node));
    if (tab) choose(set, kind, tab.name);
  });
  bar.addEventListener("keydown", event => {
    const next = neighbour(tabs, event);
    if (!next) return;
    event.preventDefault();
    choose(set, kind, next.name);
    next.button.focus();
  });
  const wanted = kind && remembered(kind);
  show(set, tabs.some(tab => tab.name === wanted) ? (wanted as string) : (tabs[0] as Tab).name);
}

function tabOf(panel: HTMLElement, id: string): Tab {
  const name = panel.dataset.tab ?? "";
  const title = panel.querySelector<HTMLElement>(TITLE);
  if (title) title.hidden = true;
  panel.id ||= `${id}-panel`;
  panel.setAttribute("role", "tabpanel");
  panel.setAttribute("aria-labelledby", id);
  const label = title?.textContent?.trim() || name;
  const button = element("button", { type: "button", role: "tab", id, "aria-controls": panel.id }, label);
  return { name, button, panel };
}

function choose(set: HTMLElement, kind: string, name: string): void {
  const before = set.getBoundingClientRect().top;
  if (kind) remember(kind, name);
  const alike = kind ? document.querySelectorAll<HTMLElement>(`[data-gatepost-tabs="${CSS.escape(kind)}"]`) : [set];
  for (const other of alike) {
    if (sets.get(other)?.some(tab => tab.name === name)) show(other, name);
  }
  // Sets above may have changed height: what the reader clicked stays where it is.
  scrollBy({ top: set.getBoundingClientRect().top - before, behavior: "instant" });
}

function show(set: Element, name: string): void {
  for (const tab of sets.get(set) ?? []) {
    const chosen = tab.name === name;
    tab.panel.hidden = !chosen;
    tab.button.setAttribute("aria-selected", String(chosen));
    tab.button.tabIndex = chosen ? 0 : -1;
  }
}

function neighbour(tabs: readonly Tab[], event: KeyboardEvent): Tab | undefined {
  const at = tabs.findIndex(tab => tab.button === event.target);
  const last = tabs.length - 1;
  const keys: Record<string, number> = {
    ArrowLeft: at > 0 ? at - 1 : last,
    ArrowRight: at < last ? at + 1 : 0,
    Home: 0,
    End: last,
  };
  const next = keys[event.key];
  return next === undefined || at < 0 ? undefined : tabs[next];
}

let count = 0;

function uniqueId(): string {
  count += 1;
  return `gatepost-tabs-${count}`;
}
