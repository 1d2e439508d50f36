/** Letters from which a word may have one wrong, and from which two. */
const ONE_FROM = 4;
const TWO_FROM = 8;
const LONGEST_ENDING = 3;
/** Beyond every distance that counts. */
const TOO_FAR = 9;
const PLAIN = /^[a-z]+$/;

/** A word that stands in the site, or in the table of words. */
export interface Known {
  readonly word: string;
  readonly stem: string;
  /** How common it is, 0 to 9. */
  readonly common: number;
}

/** What an inflection costs that the site does not have: it may be no word at all. */
const MADE_UP = 0.5;
/** Endings that a stem of the site may have in a query; its own words are one for each stem. */
const ENDINGS = ["", "s", "e", "es", "ed", "ing", "er"];

/**
 * The known word that was most likely meant, or undefined. The edit distance is that of optimal string alignment: a
 * letter too many, too few, another, or two swapped. The first or the last letter must be right, and the first where
 * two letters are wrong; at most `edits` may be. With `inflects` endings are tried that the known words do not have.
 */
export function nearest(word: string, known: Iterable<Known>, edits: 1 | 2 = 2, inflects = true): Known | undefined {
  if (word.length < ONE_FROM || !PLAIN.test(word)) return undefined;
  const most = word.length >= TWO_FROM ? edits : 1;
  let best: Known | undefined;
  let bestCost = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    if (candidate.word.length < ONE_FROM - 1 || !mayBe(word, candidate, most)) continue;
    const whole = bounded(word, candidate.word, most);
    const found = !inflects || whole <= 1 ? whole : Math.min(whole, inflected(word, candidate));
    if (found > most || (found > 1 && candidate.word[0] !== word[0])) continue;
    const cost =
      found - candidate.common / 20 + (candidate.word[0] === word[0] ? 0 : 0.3) + (found < whole ? MADE_UP : 0);
    if (cost < bestCost) [best, bestCost] = [candidate, cost];
  }
  return best;
}

function mayBe(word: string, { stem, word: whole }: Known, most: number): boolean {
  return (
    word.length >= Math.min(stem.length, whole.length) - most && word.length <= whole.length + LONGEST_ENDING + most
  );
}

function inflected(word: string, { stem }: Known): number {
  const may = (form: string) => bounded(word, form, 1) <= 1;
  const isFound = ENDINGS.some(ending => may(stem + ending)) || (stem.endsWith("i") && may(`${stem.slice(0, -1)}y`));
  return isFound ? 1 : TOO_FAR;
}

function bounded(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most || other.length < ONE_FROM - 1) return TOO_FAR;
  if (one[0] !== other[0] && one.at(-1) !== other.at(-1)) return TOO_FAR;
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
    if (least > most) return TOO_FAR;
    [before, last] = [last, current];
  }
  return last[other.length] as number;
}
