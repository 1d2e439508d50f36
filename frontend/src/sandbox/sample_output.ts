export type Stream = "out" | "err";

const EVERY = 40;
/** Characters that one run may print: a loop that prints for ever must not fill the page. */
export const MOST_OUTPUT = 200_000;
const CUT = "\n… more was printed than is shown here.\n";

/** Gathers what a sample prints, so that the page gets a few messages a second however small the prints are. */
export class SampleOutput {
  #text = "";
  #stream: Stream = "out";
  #left = MOST_OUTPUT;
  #told = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly tell: (stream: Stream, text: string) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  add(stream: Stream, text: string): void {
    if (this.#left <= 0 || text === "") return;
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    this.#text += text.slice(0, this.#left);
    this.#left -= text.length;
    if (this.#left <= 0) this.#text += CUT;
    // No timer comes while Python computes: the clock is looked at as well.
    if (this.now() - this.#told >= EVERY) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), EVERY);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#text) return;
    this.#told = this.now();
    const text = this.#text;
    this.#text = "";
    this.tell(this.#stream, text);
  }
}
