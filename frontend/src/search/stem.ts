/*
 * Porter2 without its list of exceptions, as `gatepost/index/stem.py` has it: tests/golden/stems.json holds both to
 * the same answers.
 */
const PLAIN = /^[a-z]{3,}$/;
const FIXED_REGION = /^(?:gener|commun|arsen|emerg|inter|later|organ|univers)/;
const VOWEL = /[aeiouy]/;
const PAST = /(?:ed|ing)(?:ly)?$/;
const DOUBLE = /(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/;
const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
const PLURAL = /[aeiouy].*[^us]s$/;

/** Endings, longest first: `ending>instead`, after a comma letters of which one must stand before the ending. */
const STEP_2 = endings(
  "ational>ate tional>tion ization>ize fulness>ful ousness>ous iveness>ive biliti>ble lessli>less ation>ate " +
    "entli>ent ousli>ous fulli>ful aliti>al alism>al iviti>ive enci>ence anci>ance abli>able izer>ize ator>ate " +
    "alli>al bli>ble ogi>og,l li>,cdeghkmnrt",
);
const STEP_3 = endings("ational>ate tional>tion alize>al icate>ic iciti>ic ical>ic ness> ful>");
const STEP_4 = endings(
  "ement> ance> ence> able> ible> ment> ant> ent> ism> ate> iti> ous> ive> ize> ion>,st al> er> ic>",
);

type Ending = readonly [ending: string, instead: string, before: string];

function endings(table: string): readonly Ending[] {
  return table.split(" ").map(row => {
    const [ending = "", rest = ""] = row.split(">");
    const [instead = "", before = ""] = rest.split(",");
    return [ending, instead, before];
  });
}

/** The stem of a word in lower case; what is not three or more of `a` to `z` stays as it is. */
export function stem(given: string): string {
  if (!PLAIN.test(given)) return given;
  let word = given.replace(/(^|[aeiouy])y/g, "$1Y");
  const fixed = FIXED_REGION.exec(word);
  const first = fixed ? fixed[0].length : region(word, 0);
  const second = region(word, first);
  word = past(plural(word), first);
  if (word.length > 2 && /[yY]$/.test(word) && !/[aeiouy].$/.test(word)) word = `${word.slice(0, -1)}i`;
  word = ended(word, STEP_2, first);
  word = ended(word, STEP_3, first);
  if (word.endsWith("ative") && word.length - 5 >= second) word = word.slice(0, -5);
  word = ended(word, STEP_4, second);
  return final(word, first, second).toLowerCase();
}

function region(word: string, start: number): number {
  const found = /[aeiouy][^aeiouy]/.exec(word.slice(start));
  return found ? start + found.index + 2 : word.length;
}

function plural(word: string): string {
  if (word.endsWith("sses")) return word.slice(0, -2);
  if (/ie[ds]$/.test(word)) return word.slice(0, word.length > 4 ? -2 : -1);
  return PLURAL.test(word) && VOWEL.test(word.slice(0, -2)) ? word.slice(0, -1) : word;
}

function past(word: string, first: number): string {
  const strong = /eed(?:ly)?$/.exec(word);
  if (strong) return strong.index >= first ? word.slice(0, strong.index + 2) : word;
  const found = PAST.exec(word);
  if (!found || !VOWEL.test(word.slice(0, found.index))) return word;
  const rest = word.slice(0, found.index);
  if (/(?:at|bl|iz)$/.test(rest)) return `${rest}e`;
  if (DOUBLE.test(rest) && rest.length > 3) return rest.slice(0, -1);
  return rest.length <= first && SHORT.test(rest) ? `${rest}e` : rest;
}

function ended(word: string, table: readonly Ending[], from: number): string {
  for (const [ending, instead, before] of table) {
    if (!word.endsWith(ending)) continue;
    const start = word.length - ending.length;
    if (start < from || (before && !before.includes(word[start - 1] ?? " "))) return word;
    return word.slice(0, start) + instead;
  }
  return word;
}

function final(word: string, first: number, second: number): string {
  const last = word.length - 1;
  if (word.endsWith("e")) {
    if (last >= second || (last >= first && !SHORT.test(word.slice(0, -1)))) return word.slice(0, -1);
  } else if (word.endsWith("ll") && last >= second) {
    return word.slice(0, -1);
  }
  return word;
}
