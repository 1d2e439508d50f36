import type { Told, Version } from "./target";

/** A page that a reader of a lost address may have meant; paths are relative to the root of the site. */
export interface Suggestion {
  readonly path: string;
  readonly why: "moved" | "gone" | "version" | "near";
  /** The version that the page is in, where that is what speaks for it. */
  readonly version?: string;
}

const MOST = 5;
const LEAST = 0.35;

/** Find what became of a page, the same page in other versions, and pages with names alike, the surest first. */
export function suggestions(pages: readonly string[], told: Told | undefined, lost: string): Suggestion[] {
  const known = new Set(pages);
  const path = folder(lost);
  const { version, own } = wanted(told, path);
  const found = new Map<string, Suggestion>();
  const add = (one: Suggestion): unknown => found.has(one.path) || found.set(one.path, one);
  for (const one of moved(told, version, own)) add(one);
  for (const one of told?.versions ?? []) {
    if (known.has(one.folder + own)) add({ path: one.folder + own, why: "version", version: one.title });
  }
  // A version or language that the site does not have any more stands before the page.
  const behind = path.slice(path.indexOf("/") + 1);
  if (behind && known.has(behind)) add({ path: behind, why: "near" });
  for (const near of nearest(within(pages, told, version), own)) {
    if (found.size < MOST) add({ path: near, why: "near" });
  }
  return [...found.values()];
}

/** The address as that of a folder: readers come by `page`, `page/index.html`, `page.html` and `page/index.md`. */
function folder(address: string): string {
  const bare = address.replace(/[?#].*$/, "").replace(/(?:^|(?<=\/))index\.(?:html|md)$|\.(?:html|md)$/, "");
  return bare === "" || bare.endsWith("/") ? bare : `${bare}/`;
}

/** The version whose page was asked for, by label or alias, and the address of the page in it. */
function wanted(told: Told | undefined, path: string): { version: Version | undefined; own: string } {
  const first = path.split("/", 1)[0] ?? "";
  const named = told?.versions.find(one => one.label === first || one.aliases?.includes(first));
  return named
    ? { version: named, own: path.slice(first.length + 1) }
    : { version: told?.versions.find(one => !one.folder), own: path };
}

function* moved(told: Told | undefined, version: Version | undefined, own: string): Generator<Suggestion> {
  if (!told || !version) return;
  for (const elsewhere of Object.values(told.elsewhere)) {
    const there = elsewhere[version.label]?.[own];
    if (there?.startsWith("/")) yield { path: there.slice(1), why: "gone" };
    else if (there) yield { path: version.folder + there, why: "moved" };
  }
}

/** Pages of one version, and those that all versions share. */
function within(pages: readonly string[], told: Told | undefined, version: Version | undefined): readonly string[] {
  const others = told?.versions.filter(one => one.folder && one !== version) ?? [];
  return pages.filter(page => !others.some(one => page.startsWith(one.folder)));
}

/** Pages whose names share words or letters with those of an address; words that few pages have count for more. */
function nearest(pages: readonly string[], own: string): string[] {
  const asked = [...words(own)];
  const named = pages.map(page => ({ page, words: words(page) }));
  const rate = (page: Set<string>): number => {
    const most = Math.max(asked.length, page.size);
    return asked.reduce((sum, word) => sum + Math.max(0, ...[...page].map(other => alike(word, other))), 0) / most;
  };
  return named
    .map(one => ({ page: one.page, rate: rate(one.words) }))
    .filter(one => one.rate >= LEAST)
    .sort((one, other) => other.rate - one.rate || (one.page < other.page ? -1 : 1))
    .slice(0, MOST)
    .map(one => one.page);
}

function words(path: string): Set<string> {
  return new Set(path.toLowerCase().match(/[a-z0-9]+/g) ?? []);
}

/** How alike two words are, by the pairs of letters that they share (Dice). */
function alike(one: string, other: string): number {
  if (one === other) return 1;
  const pairs = (word: string): string[] => Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const ours = pairs(one);
  const theirs = new Set(pairs(other));
  const rate = (2 * ours.filter(pair => theirs.has(pair)).length) / (ours.length + theirs.size);
  return rate > 0.5 ? rate * 0.9 : 0;
}
