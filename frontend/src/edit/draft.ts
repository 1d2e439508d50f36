/** Text that is not in its file yet, with what its writer began with. */
export interface Draft {
  readonly text: string;
  readonly base: string;
  readonly version: string;
  /** Whether the editor was open when the page was left: it opens again, as after a live reload. */
  readonly open: boolean;
  readonly cursor: number;
}

const keyOf = (name: string): string => `gatepost-edit:${name}`;

/** The draft of a guide in this tab. */
export function draftOf(name: string): Draft | undefined {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(name)) ?? "null");
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
}

/** Keep a draft until the tab is closed; false where the browser refuses. */
export function keepDraft(name: string, draft: Draft): boolean {
  try {
    sessionStorage.setItem(keyOf(name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(name: string): void {
  try {
    sessionStorage.removeItem(keyOf(name));
  } catch {
    // Nothing was kept either.
  }
}

function isDraft(kept: unknown): kept is Draft {
  if (typeof kept !== "object" || kept === null) return false;
  const { text, base, version, open, cursor } = kept as Record<string, unknown>;
  const texts = [text, base, version].every(one => typeof one === "string");
  return texts && typeof open === "boolean" && typeof cursor === "number";
}
