/** Word pieces of BERT's uncased vocabularies, as models of sentences read them. */
export class WordPieces {
  readonly #pieces: ReadonlyMap<string, number>;

  /** `listed` has a piece a line; its number is that of the line. */
  constructor(listed: string) {
    this.#pieces = new Map(listed.split("\n").map((piece, number) => [piece.trimEnd(), number]));
  }

  /** The numbers of a text's pieces, between the marks of beginning and end; what is longer is cut. */
  of(text: string, most = 128): readonly number[] {
    const found = wordsOf(text).flatMap(word => this.#split(word));
    return [this.#number("[CLS]"), ...found.slice(0, most - 2), this.#number("[SEP]")];
  }

  #split(word: string): readonly number[] {
    const letters = [...word];
    if (letters.length > LONGEST) return [this.#number("[UNK]")];
    const found: number[] = [];
    for (let start = 0; start < letters.length; ) {
      let end = letters.length;
      let piece: number | undefined;
      for (; end > start && piece === undefined; end -= 1) {
        piece = this.#pieces.get((start > 0 ? "##" : "") + letters.slice(start, end).join(""));
      }
      // A word is known by its pieces altogether or not at all.
      if (piece === undefined) return [this.#number("[UNK]")];
      found.push(piece);
      start = end + 1;
    }
    return found;
  }

  #number(mark: string): number {
    return this.#pieces.get(mark) ?? 0;
  }
}

const LONGEST = 100;
const CONTROL = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\ufffd]/gu;
const MARK = /\p{Mn}/gu;
/** Chinese characters, and punctuation, in which ASCII has all that is no letter or digit: each is a word. */
const ALONE =
  /([\p{P}!-/:-@[-`{-~]|[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff\u{20000}-\u{2a6df}\u{2a700}-\u{2ceaf}\u{2f800}-\u{2fa1f}])/gu;

function wordsOf(text: string): readonly string[] {
  const clean = text.replace(/[\t\n\r]/g, " ").replace(CONTROL, "");
  const plain = clean.normalize("NFD").replace(MARK, "").toLowerCase();
  return plain.replace(ALONE, " $1 ").split(/\s+/).filter(Boolean);
}
