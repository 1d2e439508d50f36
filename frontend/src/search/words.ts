import { stem } from "./stem";

/*
 * Text as words to search for, as `gatepost/index/words.py` has it: tests/golden/words.json holds both to the same
 * answers.
 */
const LONGEST = 40;
const MOST_PIECES = 3;
const WORD = /[\p{L}\p{N}]+/gu;
const APOSTROPHE = /(?<=[\p{L}\p{N}_])['\u2019](?=[\p{L}\p{N}_])/gu;
const HUMP = /(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const WITHOUT_SPACES = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]/;

const STOP_WORDS =
  "a about after all also am an and any are as at be been before being between both but by can could did do does " +
  "doing don each for from further had has have having he her here hers him his how i if in into is it its just let " +
  "ll me more most my no nor not of off on once only or other our ours out over own please re s same she should so " +
  "some such t than that the their theirs them then there these they this those through to too under until up ve " +
  "very was we were what when where which while who whom why will with would you your yours";

const stopWords = STOP_WORDS.split(" ");
const STOP_STEMS: ReadonlySet<string> = new Set([...stopWords, ...stopWords.map(stem)]);

/** Words that say nothing, as the repair of misspelt words knows them. */
export const STOPS = stopWords.map(word => ({ word, stem: stem(word), common: 9 }));

/** Whether a stem is that of a word that says nothing. */
export function isStop(stemmed: string): boolean {
  return STOP_STEMS.has(stemmed);
}

/** Text without accents, letters of one kind. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "");
}

/** The words of a text in lower case, names split at their humps and punctuation, in their order. */
export function surfaces(text: string): string[] {
  const found: string[] = [];
  for (const [word] of fold(text).replace(APOSTROPHE, "").matchAll(WORD)) {
    const pieces = word.split(HUMP);
    if (pieces.length > 1 && pieces.length <= MOST_PIECES) pieces.push(word);
    for (const piece of pieces) {
      const small = piece.toLowerCase();
      if (WITHOUT_SPACES.test(small)) found.push(...pairs(small));
      else if ([...small].length <= LONGEST) found.push(small);
    }
  }
  return found;
}

/** A name as it is compared whole: letters and digits in lower case, nothing between them. */
export function squashed(text: string): string {
  return [...fold(text).matchAll(WORD)].join("").toLowerCase();
}

function pairs(text: string): string[] {
  const letters = [...text];
  if (letters.length < 2) return letters;
  return letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
