import { diffLines } from "diff";
import type { Reply } from "./sent";

/** A line of two texts put beside each other; `skipped` stands for so many equal lines. */
export type Line =
  | { readonly kind: "same" | "added" | "removed"; readonly text: string }
  | { readonly kind: "skipped"; readonly count: number };

export interface HeaderChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface Comparison {
  readonly same: boolean;
  readonly headers: readonly HeaderChange[];
  /** Undefined where the texts differ too much to be compared in time. */
  readonly lines: readonly Line[] | undefined;
}

const AROUND = 3;
const LONGEST = 400_000;
const PATIENCE = 1500;
// They differ between any two replies and say nothing.
const ALWAYS_NEW = /^(date|age|expires|etag|content-length)$|request-id|trace|call-id|duration|-ms$|latency/i;

/** How a reply differs from an earlier one. */
export function compared(before: Reply, after: Reply): Comparison {
  const headers = headerChanges(before, after);
  const lines = linesOf(before.text.slice(0, LONGEST), after.text.slice(0, LONGEST));
  const same = before.status === after.status && headers.length === 0 && before.text === after.text;
  return { same, headers, lines };
}

function headerChanges(before: Reply, after: Reply): readonly HeaderChange[] {
  const [old, now] = [before, after].map(
    ({ headers }) => new Map(headers.map(([name, value]) => [name.toLowerCase(), value])),
  );
  const names = [...new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])].filter(name => !ALWAYS_NEW.test(name));
  return names
    .map(name => ({ name, before: old?.get(name) ?? "", after: now?.get(name) ?? "" }))
    .filter(change => change.before !== change.after);
}

function linesOf(before: string, after: string): readonly Line[] | undefined {
  const changes = diffLines(ended(before), ended(after), { timeout: PATIENCE });
  return changes?.flatMap((change, index): readonly Line[] => {
    const lines = change.value.replace(/\n$/, "").split("\n");
    if (change.added || change.removed) return lines.map(text => ({ kind: change.added ? "added" : "removed", text }));
    return folded(lines, index === 0, index === changes.length - 1);
  });
}

function folded(lines: readonly string[], first: boolean, last: boolean): readonly Line[] {
  const head = first ? 0 : AROUND;
  const tail = last ? 0 : AROUND;
  const count = lines.length - head - tail;
  const same = (text: string): Line => ({ kind: "same", text });
  if (count <= 1) return lines.map(same);
  return [...lines.slice(0, head).map(same), { kind: "skipped", count }, ...lines.slice(lines.length - tail).map(same)];
}

function ended(text: string): string {
  return text === "" || text.endsWith("\n") ? text : `${text}\n`;
}
