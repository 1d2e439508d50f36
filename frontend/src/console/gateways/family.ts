/** What a gateway of one kind is known for. One file a family; headers and recipes have no other source. */
export interface Family {
  /** As `preset` in mkdocs.yml has it. */
  readonly id: string;
  readonly name: string;
  /** Whether what is known of a call points at this family. */
  recognise(clues: Clues): boolean;
  readonly cors: CorsPolicy;
  /** What answers are documented to carry, the most telling first. */
  readonly headers: readonly KnownHeader[];
}

/** What is known of a gateway without asking it. */
export interface Clues {
  readonly url: URL;
  /** Headers of an answer, where there was one; names as received. */
  readonly headers: readonly (readonly [string, string])[];
}

/** How a family answers pages of another origin, and what lets them in. */
export interface CorsPolicy {
  /** As it is installed: all origins, only those that it is told of, or none. */
  readonly unset: "any" | "listed" | "none";
  /** One sentence for the reader. */
  readonly note: string;
  /** Names of headers that pages can read as it is installed; undefined where the configuration lists them. */
  readonly exposes?: readonly string[];
  /** The lines to add, the best way first. */
  recipes(need: CorsNeed): readonly Recipe[];
}

/** What a page needs to be allowed. */
export interface CorsNeed {
  /** Origin of the page. */
  readonly origin: string;
  readonly methods: readonly string[];
  /** Names of request headers, lower case. */
  readonly headers: readonly string[];
  /** Names of response headers worth reading, lower case. */
  readonly exposed: readonly string[];
}

/** Lines of configuration, ready to be copied. */
export interface Recipe {
  /** Where they go. */
  readonly title: string;
  readonly lines: string;
}

/** A header of answers. */
export interface KnownHeader {
  /** Lower case; a `*` at the end stands for any rest. */
  readonly name: string;
  /** What it tells, such as `Cost`: one word for the same thing in all families. */
  readonly reading: string;
  /** When it is there, in words; left out where it is on every answer. */
  readonly when?: string;
}

/** Whether an answer has a header whose name starts so. */
export function hasHeader({ headers }: Clues, start: string): boolean {
  return headers.some(([name]) => name.toLowerCase().startsWith(start));
}
