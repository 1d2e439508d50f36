import type { Trouble } from "./outgoing";

// Keys as gateways and providers write them, and JSON Web Tokens; long enough that no word is mistaken for one.
const KEY =
  /\b(?:sk|pk|rk|xai|gsk|vck|hf|ghp|gho|glpat|pat)[-_][A-Za-z0-9_-]{12,}|\bAIza[\w-]{20,}|\bAKIA[A-Z0-9]{12,}|\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*|^bearer\s+\S{12,}/i;
const MEANT = /key|token|secret|password|credential|authorization/i;

/** Whether a text looks like a key. */
export function looksLikeKey(text: string): boolean {
  return KEY.test(text);
}

/**
 * Fields that hold what looks like a key and are not named after one: it would be logged, billed or learned from there.
 * `fields` are values by the name of their field; `url` is the base URL.
 */
export function misplaced(fields: Readonly<Record<string, unknown>>, url: string): readonly Trouble[] {
  const found = Object.entries(fields).flatMap(([field, value]) => placesIn(value, field).map(place => [field, place]));
  const told = found.map(([field = "", place = ""]) => ({
    field,
    message: `${place.slice(place.indexOf(":") + 1)} holds what looks like a key. Keys belong under Authentication.`,
    fatal: false,
  }));
  const inUrl = {
    field: "target",
    message: "The base URL holds what looks like a key, and addresses are logged.",
    fatal: false,
  };
  return looksLikeKey(safelyDecoded(url)) ? [...told, inUrl] : told;
}

function placesIn(value: unknown, place: string, depth = 0): readonly string[] {
  if (MEANT.test(place) || depth > 12) return [];
  if (typeof value === "string") return looksLikeKey(value) ? [place] : [];
  if (typeof value !== "object" || value === null || value instanceof Blob) return [];
  return Object.entries(value).flatMap(([name, inner]) => placesIn(inner, `${place}/${name}`, depth + 1));
}

function safelyDecoded(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
}
