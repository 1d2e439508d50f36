import { remember, remembered } from "../shared/storage";

const NAME = "searches";
const MOST = 6;
const LONGEST = 80;

/** The reader's last searches, newest first; they stay in this browser. */
export function recent(): readonly string[] {
  try {
    const found: unknown = JSON.parse(remembered(NAME) ?? "[]");
    return Array.isArray(found) ? found.filter(one => typeof one === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}

/** Keep a search that led somewhere. */
export function keep(query: string): void {
  const own = query.trim().slice(0, LONGEST);
  if (own) remember(NAME, JSON.stringify([own, ...recent().filter(one => one !== own)].slice(0, MOST)));
}

/** Forget them all. */
export function forget(): void {
  remember(NAME, "[]");
}

/** Put a query into the address, so that it can be shared and comes back with it; an empty one is taken out. */
export function address(query: string): void {
  const url = new URL(location.href);
  if (query) url.searchParams.set("q", query);
  else url.searchParams.delete("q");
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}
