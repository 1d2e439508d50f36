import { type Mark, marked } from "./marks";
import type { Correction } from "./query";
import type { Record } from "./records";
import { stem } from "./stem";
import { surfaces } from "./words";

/** A passage with its whole text; `more` has its parts, a line each. */
export interface Told {
  readonly record: Record;
  readonly kind: string;
  readonly text: string;
  readonly more: string;
}

/** A passage that an answer rests on: what it says to the question, and all that it says. */
export interface Ground {
  readonly kind: string;
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly url: string;
  readonly quotes: readonly (readonly Mark[])[];
  readonly text: string;
}

/** What the docs say to a question; where that is too little, `weak` says so and the grounds are only the nearest. */
export interface Grounds {
  readonly question: string;
  readonly weak: boolean;
  readonly grounds: readonly Ground[];
  readonly corrections: readonly Correction[];
  readonly missing: readonly string[];
  /** Share of the question's words that the best passage has, and how near it is in meaning: what `weak` is made of. */
  readonly confidence: readonly [covered: number, near: number];
}

/** Below these, an answer would be a guess: docs/decisions/0025-ask.md has what they were measured on. */
const LEAST_NEAR = 0.3;
const LEAST = 0.6;
/** The same for sites without vectors. */
const LEAST_COVERED = 0.25;
const LONGEST = 320;
const MOST_QUOTES = 2;
const FEWEST_WORDS = 4;
/** What a cell of a table or a label counts beside a sentence. */
const FRAGMENT = 0.6;
const SENTENCE = /(?<=[.!?])\s+(?=[\p{Lu}\p{N}"“‘`(])|\n+/u;

/** Choose what to quote of passages, best first; `words` are what the question's stems weigh. */
export function groundsOf(
  question: string,
  told: readonly (Told | undefined)[],
  words: ReadonlyMap<string, number>,
  near: number | undefined,
): Grounds {
  const known = told.filter(one => one !== undefined);
  const covered = Math.max(0, ...known.slice(0, 3).map(one => share(whole(one), words)));
  const weak = known.length === 0 || isWeak(covered, near);
  const grounds = known.map(one => ground(one, words));
  return { question, weak, grounds, corrections: [], missing: [], confidence: [covered, near ?? 0] };
}

function isWeak(covered: number, near: number | undefined): boolean {
  return near === undefined ? covered < LEAST_COVERED : near < LEAST_NEAR || near + covered < LEAST;
}

function ground({ record, kind, text, more }: Told, words: ReadonlyMap<string, number>): Ground {
  const { title, method, path, url } = record;
  const stems = new Set(words.keys());
  const quotes = quoted(text, words).map(sentence => marked(sentence, stems));
  return { kind, title, method, path, url, quotes, text: more ? `${text}\n${more}` : text };
}

/** The sentences that say most to the question, in their order. */
export function quoted(text: string, words: ReadonlyMap<string, number>): readonly string[] {
  const sentences = [...new Set(text.split(SENTENCE))].filter(one => one.trim().split(/\s+/).length >= FEWEST_WORDS);
  const scored = sentences.map((sentence, place) => {
    const length = sentence.split(/\s+/).length;
    const whole = /[.!?:]["”')]?$/.test(sentence) ? 1 : FRAGMENT;
    return { sentence, place, score: (whole * share(sentence, words)) / (1 + length / 60) + (place === 0 ? 0.05 : 0) };
  });
  const best = scored.sort((a, b) => b.score - a.score || a.place - b.place).slice(0, MOST_QUOTES);
  const least = (best[0]?.score ?? 0) / 2;
  return best
    .filter((one, index) => index === 0 || one.score > least)
    .sort((a, b) => a.place - b.place)
    .map(({ sentence }) => (sentence.length > LONGEST ? `${sentence.slice(0, LONGEST)}…` : sentence));
}

/** The share of the question's weight whose words stand in a text. */
function share(text: string, words: ReadonlyMap<string, number>): number {
  const here = new Set(surfaces(text).map(stem));
  let [found, all] = [0, 0];
  for (const [word, weight] of words) {
    all += weight;
    if (here.has(word)) found += weight;
  }
  return all > 0 ? found / all : 0;
}

function whole({ record, text, more }: Told): string {
  return `${record.title} ${record.name} ${record.path} ${text} ${more}`;
}
