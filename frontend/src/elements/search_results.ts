import type { Result } from "../search/engine";
import type { Mark } from "../search/marks";
import { element } from "../shared/dom";
import { SITE_ROOT } from "../shared/site";

const KINDS: Readonly<Record<string, string>> = {
  operation: "Operations",
  webhook: "Webhooks",
  tool: "Tools",
  prompt: "Prompts",
  resource: "Resources",
  schema: "Schemas",
  guide: "Guides",
  term: "Glossary",
  group: "Groups",
  server: "MCP servers",
  security: "Authentication",
};

/** What a kind of things is called above them. */
export function kindName(kind: string): string {
  return KINDS[kind] ?? kind;
}

/** Results as groups of options; groups stand in the order of their best. */
export function resultGroups(results: readonly Result[], uid: string): HTMLElement[] {
  const kinds = [...new Set(results.map(result => result.kind))];
  let count = 0;
  return kinds.map(kind => {
    const heading = element("div", { class: "gatepost-search-kind", id: `${uid}-${kind}` }, kindName(kind));
    const group = element("div", { role: "group", "aria-labelledby": heading.id }, heading);
    for (const result of results.filter(one => one.kind === kind)) {
      group.append(option(result, `${uid}-option-${count}`));
      count += 1;
    }
    return group;
  });
}

function option(result: Result, id: string): HTMLAnchorElement {
  const href = new URL(result.url, SITE_ROOT).href;
  const link = element("a", { role: "option", id, href, tabindex: "-1", "aria-selected": "false" });
  if (result.kind === "operation") link.dataset.contract = `${result.url.replace(/#.*$/, "")}contract.json`;
  const title = element("span", { class: "gatepost-search-title" });
  if (result.method) {
    title.append(element("abbr", { class: "gatepost-method", "data-method": result.method }, result.method), " ");
  }
  title.append(element("span", {}, ...marks(result.title)));
  if (result.part) title.append(" ", element("code", {}, result.part.slice(result.part.indexOf("-") + 1)));
  if (result.deprecated) title.append(" ", element("i", {}, "deprecated"));
  link.append(title);
  const place = result.path ? element("code", {}, result.path) : result.group;
  if (place) link.append(element("span", { class: "gatepost-search-place" }, place));
  if (result.excerpt.length > 0) {
    link.append(element("span", { class: "gatepost-search-excerpt" }, ...marks(result.excerpt)));
  }
  return link;
}

/** Text with the words marked that were looked for. */
export function marks(found: readonly Mark[]): (Node | string)[] {
  return found.map(([text, hit]) => (hit ? element("mark", {}, text) : text));
}
