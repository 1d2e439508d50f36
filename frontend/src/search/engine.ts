import { Columns, type Filters } from "./columns";
import { type Grounds, groundsOf, type Told } from "./grounds";
import { excerpt, type Mark, marked } from "./marks";
import { Meaning } from "./meaning";
import { beginsSo, CALLED, looksLikeName, type Named, Names, PART } from "./names";
import { type Correction, type Query, type Reading, readQuery } from "./query";
import { fused, top } from "./rank";
import { Records } from "./records";
import { Files, type Source, text } from "./source";
import { rarity, Terms } from "./terms";
import { Vocabulary } from "./vocabulary";

/** A thing that was found. `part` is the anchor within its page that answers best, empty for the whole. */
export interface Result {
  readonly address: string;
  readonly kind: string;
  readonly title: readonly Mark[];
  readonly url: string;
  readonly part: string;
  readonly method: string;
  readonly path: string;
  readonly group: string;
  readonly version: string;
  readonly deprecated: boolean;
  readonly excerpt: readonly Mark[];
  readonly score: number;
}

/** What a search answers. `missing` names files that could not be read: something may not have been found. */
export interface Answer {
  readonly stage: "words" | "meaning";
  readonly results: readonly Result[];
  readonly corrections: readonly Correction[];
  readonly missing: readonly string[];
  /** No word of the query stands on the site, and nothing is called so: what was found is the nearest in meaning. */
  readonly unfound: boolean;
}

/** What reads a question as a whole: the model that a reader may load, in the space of the word vectors. */
export interface SentenceReader {
  vector(text: string): Promise<Float32Array>;
}

/** How to search. */
export interface Options extends Reading {
  readonly limit?: number;
  readonly filters?: Filters;
}

interface Found {
  readonly passage: number;
  readonly part: number;
  readonly score: number;
}

/** Things by their names: those that stand before all others, and parameters that a plain word may begin. */
interface Called {
  readonly exact: readonly Named[];
  readonly begun: readonly Named[];
}

const LIMIT = 10;
/** Passages that words have found of which the meaning is looked at, however large the site. */
const MOST_LIKELY = 16;
/** Parameters and values that may stand before everything else: many operations share their names. */
const MOST_PARTS = 3;
/** Letters of a word that may be the start of a name. */
const SHORTEST_START = 3;
/** Kinds that say something; the others only list. */
const TELLING: readonly string[] = ["operation", "webhook", "tool", "prompt", "resource", "term", "guide", "schema"];
/** Passages that an answer may rest on. */
const MOST_GROUNDS = 6;
/** Exact names stand above every other score. */
const EXACT = 1000;
/** Things by their names whose records are read to see how the name is written. */
const MOST_WRITTEN = 12;
/** Where a parameter stands whose name begins with a plain word. */
const BEGUN_PLACE = 2;

/** The search of one site: one engine for the page and for the command line. */
export class Engine {
  /** Once it is there, questions are understood by it. */
  sentences: SentenceReader | undefined;
  readonly #terms: Terms;
  readonly #names: Names;
  readonly #records: Records;

  private constructor(
    readonly files: Files,
    readonly vocabulary: Vocabulary,
    readonly columns: Columns,
    readonly meaning: Meaning,
  ) {
    this.#terms = new Terms(files);
    this.#names = new Names(files);
    this.#records = new Records(files);
  }

  /** Read what every search needs; rejects where that is not there. */
  static async open(source: Source): Promise<Engine> {
    const files = await Files.open(source);
    const [vocabulary, columns] = await Promise.all([
      files.own("vocabulary.txt", bytes => new Vocabulary(text(bytes))),
      files.own("passages.bin", bytes => new Columns(bytes, files.head)),
    ]);
    if (!vocabulary || !columns) throw new Error("the search files are not complete");
    return new Engine(files, vocabulary, columns, new Meaning(files));
  }

  /** Search; `early` gets what words alone have found, before the meaning is looked at. */
  async search(query: string, options: Options = {}, early?: (answer: Answer) => void): Promise<Answer> {
    const read = await readQuery(query, this.vocabulary, this.meaning, this.files.head.synonyms, options);
    const [scores, rarities] = await this.#lexical(read);
    const called = await this.#exact(query, read);
    const answered = async (stage: Answer["stage"], fusedScores: Float32Array): Promise<Answer> => {
      const found = this.#ordered(fusedScores, called, options);
      return {
        stage,
        results: await this.#shown(found, read),
        corrections: read.corrections,
        missing: [...this.files.missing],
        unfound:
          called.exact.length + called.begun.length + this.files.missing.size === 0 && !scores.some(score => score > 0),
      };
    };
    const words = this.#boosted(fused(scores, undefined), scores);
    if (!this.meaning.exists) return answered("meaning", words);
    if (early) early(await answered("words", words));
    const near = await this.#near(read, scores, rarities, this.sentences);
    return answered("meaning", near ? this.#together(scores, near) : words);
  }

  /** Find what the docs say to a question, `before` being the one that it follows. */
  async ask(question: string, before = ""): Promise<Grounds> {
    const read = await readQuery(question, this.vocabulary, this.meaning, this.files.head.synonyms);
    const [scores, rarities] = await this.#lexical(read);
    const near = await this.#near(read, scores, rarities);
    const known = near ? this.#together(scores, near) : this.#boosted(fused(scores, undefined), scores);
    const isTold = (passage: number) => TELLING.includes(this.columns.kind(passage));
    const best = top(known, MOST_GROUNDS, isTold).filter(one => known[one] !== Number.NEGATIVE_INFINITY);
    const told = await Promise.all(best.map(passage => this.#told(passage)));
    const words = new Map(read.terms.map((term, index) => [term.stem, term.weight * (rarities[index] ?? 0)]));
    const nearest = this.meaning.exists ? Math.max(0, ...best.map(one => near?.[one] ?? 0)) : undefined;
    const grounds = groundsOf(question, told, words, nearest);
    if (grounds.weak && before) return { ...(await this.ask(`${before} ${question}`)), question };
    return { ...grounds, corrections: read.corrections, missing: [...this.files.missing] };
  }

  async #told(passage: number): Promise<Told | undefined> {
    const [record, text] = await Promise.all([this.#records.of(passage), this.#records.told(passage)]);
    return (
      record && { record, kind: this.columns.kind(passage), text: text?.[0] ?? record.text, more: text?.[1] ?? "" }
    );
  }

  /** How near each passage is to what a query means; undefined where none of its words is known. */
  async #near(
    read: Query,
    scores: Float32Array,
    rarities: readonly number[],
    sentences?: SentenceReader,
  ): Promise<Float32Array | undefined> {
    const weighted = read.terms.map((term, index) => ({
      stem: term.stem,
      weight: term.meaning ? term.weight * Math.sqrt(rarities[index] ?? 0) : 0,
    }));
    const question = await (sentences ? sentences.vector(asRead(read)) : this.meaning.question(weighted));
    const likely = top(scores, MOST_LIKELY, passage => (scores[passage] as number) > 0);
    return question && this.meaning.near(question, likely);
  }

  /** BM25 scores of all passages, and how rare each term is. */
  async #lexical(query: Query): Promise<[Float32Array, readonly number[]]> {
    const count = this.files.head.passages;
    const scores = new Float32Array(count);
    const found = await Promise.all(query.terms.map(term => this.#terms.of(term.stem)));
    const rarities = found.map(postings => rarity(postings?.passages.length ?? 0, count));
    found.forEach((postings, index) => {
      const weight = ((query.terms[index]?.weight ?? 0) * (rarities[index] as number)) / 255;
      postings?.passages.forEach((passage, at) => {
        scores[passage] = (scores[passage] as number) + weight * (postings.impacts[at] as number);
      });
    });
    return [scores, rarities];
  }

  /** Things by their names; those whose names only begin so count where the query is no plain word. */
  async #exact(query: string, read: Query): Promise<Called> {
    const found = await this.#names.find(read.text, passage => this.columns.kind(passage));
    const isName = this.#isStart(query) || looksLikeName(query) || read.terms.length === 0;
    if (isName) return { exact: await this.#writtenSo(query, found), begun: [] };
    const isWord = !/\s/.test(query.trim()) && query.trim().length >= SHORTEST_START;
    return { exact: found.filter(one => one.rest === 0), begun: isWord ? found.filter(one => this.#isBegun(one)) : [] };
  }

  /** Names were compared by letters and digits; of the first, those that begin just as typed come before the others. */
  async #writtenSo(query: string, found: readonly Named[]): Promise<readonly Named[]> {
    const first = found.slice(0, MOST_WRITTEN);
    if (!first.some(one => one.rest > 0)) return found;
    const records = await Promise.all(first.map(one => this.#records.of(one.passage)));
    const isSo = first.map((one, index) => one.rest === 0 || beginsSo(query, records[index], one.part));
    return [
      ...first.filter((_, index) => isSo[index]),
      ...first.filter((_, index) => !isSo[index]),
      ...found.slice(MOST_WRITTEN),
    ];
  }

  #isBegun({ sort, rest, passage }: Named): boolean {
    return sort === PART && rest > 0 && CALLED.includes(this.columns.kind(passage));
  }

  #isStart(query: string): boolean {
    const whole = query.trim().toLowerCase();
    return !/\s/.test(whole) && whole.length >= SHORTEST_START && !this.vocabulary.isPlain(whole);
  }

  #together(words: Float32Array, near: Float32Array): Float32Array {
    return this.#boosted(fused(words, near, this.files.head.vectors?.words));
  }

  #boosted(scores: Float32Array, words?: Float32Array): Float32Array {
    return scores.map((score, passage) => {
      if (words && words[passage] === 0) return Number.NEGATIVE_INFINITY;
      const boost = this.columns.boost(passage);
      return boost === 1 ? score : score + Math.log2(Math.max(boost, 0.01));
    });
  }

  #ordered(scores: Float32Array, { exact, begun }: Called, options: Options): readonly Found[] {
    const limit = options.limit ?? LIMIT;
    const passes = (passage: number) => this.columns.passes(passage, options.filters ?? {});
    const found = new Map<number, Found>();
    let parts = 0;
    for (const one of exact) {
      if (found.size >= limit || found.has(one.passage) || !passes(one.passage)) continue;
      if (one.sort >= PART) {
        parts += 1;
        if (parts > MOST_PARTS) continue;
      }
      const score = EXACT - found.size;
      found.set(one.passage, { passage: one.passage, part: one.part, score });
    }
    for (const passage of top(scores, limit + found.size, passes)) {
      const score = scores[passage] as number;
      if (found.size === BEGUN_PLACE) {
        const one = begun.find(part => !found.has(part.passage) && passes(part.passage));
        if (one) found.set(one.passage, { passage: one.passage, part: one.part, score });
      }
      if (found.size >= limit || score === Number.NEGATIVE_INFINITY) break;
      if (!found.has(passage)) found.set(passage, { passage, part: -1, score });
    }
    return [...found.values()];
  }

  async #shown(found: readonly Found[], query: Query): Promise<readonly Result[]> {
    const stems = new Set(query.terms.map(term => term.stem));
    const results = await Promise.all(found.map(one => this.#result(one, stems)));
    return results.filter(result => result !== undefined);
  }

  async #result(one: Found, stems: ReadonlySet<string>): Promise<Result | undefined> {
    const record = await this.#records.of(one.passage);
    if (!record) return undefined;
    const told = excerpt(record, stems, one.part);
    const part = record.parts[told.part]?.id ?? "";
    // The address names a part only where the part itself was asked for.
    const address = one.part >= 0 && part ? `${record.address}#${part}` : record.address;
    return {
      address,
      kind: this.columns.kind(one.passage),
      title: marked(record.title, stems),
      url: part ? `${record.url}#${encodeURIComponent(part)}` : record.url,
      part: one.part >= 0 ? part : "",
      method: record.method,
      path: record.path,
      group: this.columns.group(one.passage),
      version: this.columns.version(one.passage),
      deprecated: this.columns.deprecated(one.passage),
      excerpt: told.marks,
      score: Math.round(one.score * 1e4) / 1e4,
    };
  }
}

/** A query with its words as they were read. */
function asRead({ text, corrections }: Query): string {
  const read = new Map(corrections.map(one => [one.typed, one.read]));
  return text.replace(/[\p{L}\p{N}]+/gu, word => read.get(word.toLowerCase()) ?? word);
}
