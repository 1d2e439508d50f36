import { stem } from "./stem";
import type { Known } from "./typo";

const MOST_COMPLETIONS = 8;
/** Each step is a doubling of the passages that a word stands in. */
const FAR_COMMONER = 3;

/** The words of the site, in the order of their stems. */
export class Vocabulary {
  readonly known: readonly Known[];
  readonly #stems: ReadonlySet<string>;

  /** `listed` has a word a line, each followed by a digit that says how common it is. */
  constructor(listed: string) {
    this.known = listed
      .split("\n")
      .filter(Boolean)
      .map(line => {
        const word = line.slice(0, -1);
        return { word, stem: stem(word), common: Number(line.at(-1)) };
      });
    this.#stems = new Set(this.known.map(one => one.stem));
  }

  /** Whether a word says enough as it is: it stands in the site, and does not begin a far commoner one. */
  isPlain(word: string): boolean {
    const own = this.known.find(one => one.word === word);
    if (!own) return false;
    return !this.known.some(one => one.common - own.common >= FAR_COMMONER && one.word.startsWith(word));
  }

  has(stemmed: string): boolean {
    return this.#stems.has(stemmed);
  }

  /** The most common words that begin so. */
  completions(start: string): readonly Known[] {
    if (start.length < 2) return [];
    const found = this.known.filter(one => one.word.startsWith(start) || one.stem.startsWith(start));
    return found.sort((a, b) => b.common - a.common || a.word.length - b.word.length).slice(0, MOST_COMPLETIONS);
  }
}
