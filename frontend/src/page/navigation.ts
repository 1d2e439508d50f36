import { element, fresh } from "../shared/dom";
import { statuses } from "./hiding";

/** A line of the tree: a page, a group whose lines are here, or a group whose lines are in a file of its own. */
interface NavigationNode {
  readonly title: string;
  /** Relative to the root of the site. */
  readonly url?: string;
  readonly method?: string;
  readonly deprecated?: boolean;
  /** What became of an operation with its version, unless it is unchanged. */
  readonly status?: "new" | "changed";
  /** The ISO date on which it ends. */
  readonly ends?: string;
  /** Of the pages below. */
  readonly count?: number;
  /** Name of the file with this group's children, beside `index.json`. */
  readonly file?: string;
  readonly children?: readonly NavigationNode[];
}

const FOLDER = "assets/gatepost/navigation/";
const files = new Map<string, Promise<readonly NavigationNode[]>>();
const opened = new Set<string>();

/** Fill the navigation slots of the page: their tree is one file for all pages, so that no page carries it. */
export function mountNavigation(): void {
  for (const slot of fresh("navigation", ".gatepost-navigation[data-base]")) void fill(slot);
}

async function fill(slot: HTMLElement): Promise<void> {
  const root = new URL(slot.dataset.base || "./", location.href);
  const tree = new Tree(root);
  try {
    const lines = await read(root, slot.dataset.tree ?? "index.json");
    const list = await tree.list(lines, "");
    slot.replaceChildren(list);
    tree.showCurrent(slot);
  } catch {
    // The slot's own links to the index pages stay.
    slot.dataset.state = "failed";
  }
}

function read(root: URL, file: string): Promise<readonly NavigationNode[]> {
  const address = new URL(FOLDER + file, root).href;
  const known = files.get(address);
  if (known) return known;
  const loading = fetch(address).then(async reply => {
    if (!reply.ok) throw new Error(`${reply.status}`);
    return ((await reply.json()) as { children: readonly NavigationNode[] }).children;
  });
  files.set(address, loading);
  loading.catch(() => files.delete(address));
  return loading;
}

class Tree {
  readonly #here: string;

  constructor(readonly root: URL) {
    this.#here = pageOf(location.href);
  }

  async list(nodes: readonly NavigationNode[], path: string): Promise<HTMLUListElement> {
    const list = element("ul", { class: "gatepost-navigation-list" });
    list.append(...(await Promise.all(nodes.map(node => this.#item(node, `${path}/${node.title}`)))));
    return list;
  }

  showCurrent(slot: HTMLElement): void {
    const link = slot.querySelector<HTMLElement>("[aria-current]");
    const frame = slot.closest<HTMLElement>(".md-sidebar__scrollwrap");
    if (!link || !frame) return;
    const [inner, outer] = [link.getBoundingClientRect(), frame.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      frame.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  async #item(node: NavigationNode, path: string): Promise<HTMLLIElement> {
    if (!node.file && !node.children) return element("li", {}, this.#link(node));
    const item = element("li", { class: "gatepost-navigation-group" });
    const toggle = element("button", { type: "button", "aria-expanded": "false" });
    const count = node.count ? [" ", element("span", { class: "gatepost-count" }, String(node.count))] : [];
    toggle.append(element("span", {}, node.title, ...count));
    item.append(toggle);
    toggle.addEventListener("click", () => void this.#toggle(item, toggle, node, path));
    if (opened.has(path) || this.#holdsPage(node)) await this.#open(item, toggle, node, path);
    return item;
  }

  async #toggle(item: HTMLElement, toggle: HTMLElement, node: NavigationNode, path: string): Promise<void> {
    const list = item.querySelector<HTMLElement>(":scope > ul");
    if (!list) {
      await this.#open(item, toggle, node, path).catch(() => toggle.setAttribute("data-state", "failed"));
      return;
    }
    list.hidden = !list.hidden;
    toggle.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) opened.delete(path);
    else opened.add(path);
  }

  async #open(item: HTMLElement, toggle: HTMLElement, node: NavigationNode, path: string): Promise<void> {
    const children = node.children ?? (await read(this.root, node.file as string));
    const overview = node.url ? [{ title: "Overview", url: node.url }] : [];
    const list = await this.list([...overview, ...children], path);
    if (item.querySelector(":scope > ul")) return;
    item.append(list);
    opened.add(path);
    toggle.setAttribute("aria-expanded", "true");
  }

  #link(node: NavigationNode): HTMLAnchorElement {
    const url = new URL(node.url ?? "", this.root).href;
    const link = element("a", { href: url }, element("span", {}, node.title));
    if (node.method) {
      link.append(element("abbr", { class: "gatepost-method", "data-method": node.method }, node.method.toUpperCase()));
    }
    if (node.deprecated) link.dataset.deprecated = "";
    if (node.method) {
      link.dataset.status = statuses(`${node.status ?? "unchanged"}${node.deprecated ? " deprecated" : ""}`, node.ends);
    }
    if (pageOf(url) === this.#here) link.setAttribute("aria-current", "page");
    return link;
  }

  #holdsPage(node: NavigationNode): boolean {
    if (node.url && this.#here.startsWith(pageOf(new URL(node.url, this.root).href))) return true;
    return node.children?.some(child => this.#holdsPage(child)) ?? false;
  }
}

/** The page that an address names, however it is written. */
function pageOf(address: string): string {
  const { origin, pathname } = new URL(address);
  return origin + decodeURI(pathname).replace(/index\.html$/, "");
}
