import { element } from "./shared/dom";
import { SITE_ROOT } from "./shared/site";
import { type Suggestion, suggestions } from "./versions/lost";
import type { Told } from "./versions/target";

const WHY = {
  moved: "It has moved to",
  gone: "What became of it:",
  version: "The same page in",
  near: "A page with a name like it:",
} as const;

/** On the page of lost addresses: say where the page that was asked for may be. */
async function help(host: HTMLElement): Promise<void> {
  const lost = location.href.startsWith(SITE_ROOT.href) ? location.href.slice(SITE_ROOT.href.length) : "";
  const [pages, told] = await Promise.all([listed(), "versions" in host.dataset ? versions() : undefined]);
  const found = suggestions(pages, told, decoded(lost));
  if (!found.length) return;
  const list = element("ul", {}, ...found.map(entry));
  host.append(element("h2", { id: "did-you-look-for" }, "Did you look for this?"), list);
}

function entry(found: Suggestion): HTMLElement {
  const [page = "", hash = ""] = found.path.split("#", 2);
  const url = new URL(page, SITE_ROOT);
  url.hash = hash;
  const link = element("a", { href: url.href }, found.version ?? `/${page}`);
  return element("li", {}, `${WHY[found.why]} `, link);
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

/** Every page of the site by the sitemap, relative to its root: the first one there is the root itself. */
async function listed(): Promise<string[]> {
  try {
    const reply = await fetch(new URL("sitemap.xml", SITE_ROOT));
    const map = new DOMParser().parseFromString(reply.ok ? await reply.text() : "", "text/xml");
    const pages = [...map.querySelectorAll("loc")].map(place => place.textContent?.trim() ?? "");
    const root = pages.reduce((least, page) => (page.length < least.length ? page : least), pages[0] ?? "");
    return pages.filter(page => page.startsWith(root) && page !== root).map(page => page.slice(root.length));
  } catch {
    return [];
  }
}

async function versions(): Promise<Told | undefined> {
  try {
    const reply = await fetch(new URL("assets/gatepost/versions.json", SITE_ROOT));
    return reply.ok ? ((await reply.json()) as Told) : undefined;
  } catch {
    return undefined;
  }
}

for (const host of document.querySelectorAll<HTMLElement>(".gatepost-lost")) void help(host);
