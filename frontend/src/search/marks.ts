import type { Part, Record } from "./records";
import { stem } from "./stem";
import { surfaces } from "./words";

/** A stretch of text, and whether it is one of the words that were looked for. */
export type Mark = readonly [text: string, hit: boolean];

/** The words of a result that answer best; `part` is the index of the part they stand in, -1 for the whole. */
export interface Excerpt {
  readonly part: number;
  readonly marks: readonly Mark[];
}

const LONGEST = 180;
const WORD = /[\p{L}\p{N}]+/gu;

/** Choose what to show of a record for the stems that were looked for; `part` settles it where it is not -1. */
export function excerpt(record: Record, stems: ReadonlySet<string>, part: number): Excerpt {
  const named = hits(`${record.title} ${record.name} ${record.path} ${record.text}`, stems);
  let best = part;
  if (part < 0) {
    let most = named.size;
    record.parts.forEach((one, index) => {
      const more = new Set([...named, ...hits(`${one.name} ${one.text}`, stems)]).size;
      if (more > most) [best, most] = [index, more];
    });
  }
  const chosen = record.parts[best];
  return { part: best, marks: marked(chosen ? told(chosen) : record.text, stems) };
}

/** A text with the words marked that were looked for, cut around the first of them. */
export function marked(text: string, stems: ReadonlySet<string>): readonly Mark[] {
  const found: Mark[] = [];
  const shown = around(text, stems);
  let end = 0;
  for (const match of shown.matchAll(WORD)) {
    if (!isHit(match[0], stems)) continue;
    if (match.index > end) found.push([shown.slice(end, match.index), false]);
    found.push([match[0], true]);
    end = match.index + match[0].length;
  }
  if (end < shown.length) found.push([shown.slice(end), false]);
  return found;
}

function told(part: Part): string {
  return part.text ? `${part.name}: ${part.text}` : part.name;
}

function around(text: string, stems: ReadonlySet<string>): string {
  if (text.length <= LONGEST) return text;
  const first = [...text.matchAll(WORD)].find(match => isHit(match[0], stems))?.index ?? 0;
  const start = first < LONGEST - 40 ? 0 : text.lastIndexOf(" ", first - 40) + 1;
  const cut = text.slice(start, start + LONGEST);
  const whole = start + LONGEST < text.length ? `${cut.slice(0, cut.lastIndexOf(" "))}…` : cut;
  return start > 0 ? `…${whole}` : whole;
}

function isHit(word: string, stems: ReadonlySet<string>): boolean {
  return surfaces(word).some(piece => stems.has(stem(piece)));
}

function hits(text: string, stems: ReadonlySet<string>): Set<string> {
  return new Set(
    surfaces(text)
      .map(stem)
      .filter(one => stems.has(one)),
  );
}
