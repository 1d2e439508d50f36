import type { Meaning } from "./meaning";
import { stem } from "./stem";
import { type Known, nearest } from "./typo";
import type { Vocabulary } from "./vocabulary";
import { isStop, STOPS, surfaces } from "./words";

/** A word of the query that was read as another. */
export interface Correction {
  readonly typed: string;
  readonly read: string;
}

/** A term to look for. What only completes a word that says enough by itself has no `meaning`. */
export interface Term {
  readonly stem: string;
  readonly weight: number;
  readonly meaning: boolean;
}

/** What a query asks for. */
export interface Query {
  readonly text: string;
  readonly terms: readonly Term[];
  readonly corrections: readonly Correction[];
}

/** Longer queries are cut: nobody reads on, and every word costs. */
export const LONGEST_QUERY = 2000;
const MOST_WORDS = 160;
const COMPLETION = 0.5;
/** A word that is one already is less likely to go on. */
const LONGER = 0.15;
const SYNONYM = 0.6;

/** How a query is to be read. */
export interface Reading {
  /** The last word may not be whole yet. */
  readonly typing?: boolean;
  /** Words are taken as they are typed. */
  readonly literal?: boolean;
}

/** Read a query: split into words, repaired where they are misspelt, and joined by their synonyms. */
export async function readQuery(
  given: string,
  vocabulary: Vocabulary,
  meaning: Meaning,
  synonyms: Readonly<Record<string, readonly string[]>>,
  reading: Reading = {},
): Promise<Query> {
  const text = given.slice(0, LONGEST_QUERY);
  const typed = [...new Set(surfaces(text))].slice(0, MOST_WORDS);
  const telling = typed.filter(word => !isStop(stem(word)));
  const words = telling.length > 0 ? telling : typed;
  const terms = new Map<string, Term>();
  const corrections: Correction[] = [];
  const add = (term: Term) => {
    if ((terms.get(term.stem)?.weight ?? 0) < term.weight) terms.set(term.stem, term);
  };
  for (const word of words) {
    const isOpen = word === typed.at(-1) && /[\p{L}\p{N}]$/u.test(text);
    for (const term of await expanded(word, isOpen, vocabulary, meaning, reading, corrections)) {
      add(term);
    }
  }
  for (const stemmed of [...terms.keys()])
    for (const other of own(synonyms, stemmed)) {
      add({ stem: other, weight: SYNONYM, meaning: true });
    }
  return { text, terms: [...terms.values()], corrections };
}

async function expanded(
  word: string,
  isOpen: boolean,
  vocabulary: Vocabulary,
  meaning: Meaning,
  reading: Reading,
  corrections: Correction[],
): Promise<readonly Term[]> {
  const own: Term = { stem: stem(word), weight: 1, meaning: true };
  const isKnown = vocabulary.has(own.stem);
  if (isOpen && (reading.typing || !isKnown)) {
    const longer = vocabulary.completions(word).filter(one => one.stem !== own.stem);
    const weight = isKnown ? LONGER : COMPLETION;
    if (longer.length > 0) return [own, ...longer.map(one => ({ stem: one.stem, weight, meaning: !isKnown }))];
  }
  if (isKnown || reading.literal) return [own];
  const meant = await corrected(word, vocabulary, meaning);
  if (!meant) return [own];
  if (isStop(meant.stem)) return [];
  corrections.push({ typed: word, read: meant.word });
  return [{ stem: meant.stem, weight: 1, meaning: true }];
}

async function corrected(word: string, vocabulary: Vocabulary, meaning: Meaning): Promise<Known | undefined> {
  if (await meaning.row(stem(word))) return undefined;
  // A word of the language one letter away is likelier than a word of the site two letters away.
  return (
    nearest(word, vocabulary.known, 1) ??
    nearest(word, STOPS, 1, false) ??
    nearest(word, await meaning.words(), 1, false) ??
    nearest(word, vocabulary.known)
  );
}

function own(table: Readonly<Record<string, readonly string[]>>, key: string): readonly string[] {
  return Object.hasOwn(table, key) ? (table[key] ?? []) : [];
}
