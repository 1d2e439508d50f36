import { applyPatch, structuredPatch } from "diff";

/** A text with what two writers did to it; nothing where both were at the same place. */
export function together(base: string, mine: string, theirs: string): string | undefined {
  const done = structuredPatch("", "", base, theirs, undefined, undefined, { context: 1 });
  const both = applyPatch(mine, done, { autoConvertLineEndings: false });
  return both === false ? undefined : both;
}

/** How many headings stand before a place in Markdown: that of the last one is where the writer is. */
export function headingsBefore(text: string, place: number): number {
  const before = text
    .slice(0, place)
    .replace(/^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\1[ \t]*$|$(?![\s\S]))/gm, "");
  return before.match(/^#{1,6}[ \t]/gm)?.length ?? 0;
}
