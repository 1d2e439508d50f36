import { stem } from "./stem";

/** Letters from which a word may have one wrong, and from which two. */
const ONE_FROM = 4;
const TWO_FROM = 8;
const PLAIN = /^[a-z]+$/;

/** A word that stands in the site, or in the table of words. */
export interface Known {
  readonly word: string;
  readonly stem: string;
  /** How common it is, 0 to 9. */
  readonly common: number;
}

/**
 * The known word that was most likely meant, or undefined. The edit distance is that of optimal string alignment: a
 * letter too many, too few, another, or two swapped. The first or the last letter must be right.
 */
export function nearest(word: string, known: Iterable<Known>): Known | undefined {
  if (word.length < ONE_FROM || !PLAIN.test(word)) return undefined;
  const most = word.length >= TWO_FROM ? 2 : 1;
  const own = stem(word);
  let best: Known | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const distance = Math.min(
      bounded(word, candidate.word, most),
      bounded(own, candidate.stem, Math.min(most, own.length >= ONE_FROM ? most : 0)),
    );
    if (distance > most) continue;
    const cost = distance - candidate.common / 20 + (candidate.word[0] === word[0] ? 0 : 0.3);
    if (cost < bestCost) [best, bestCost] = [candidate, cost];
  }
  return best;
}

function bounded(one: string, other: string, most: number): number {
  if (most === 0 || Math.abs(one.length - other.length) > most || other.length < ONE_FROM - 1) return most + 1;
  if (one[0] !== other[0] && one.at(-1) !== other.at(-1)) return most + 1;
  return distance(one, other, most);
}

/** Optimal string alignment; stops where every way is longer than `most`. */
export function distance(one: string, other: string, most = Number.POSITIVE_INFINITY): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1];
      let cost = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        cost = Math.min(cost, (before[column - 2] as number) + 1);
      }
      current.push(cost);
      if (cost < least) least = cost;
    }
    if (least > most) return most + 1;
    [before, last] = [last, current];
  }
  return last[other.length] as number;
}
