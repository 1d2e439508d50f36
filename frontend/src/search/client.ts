import { SITE_ROOT } from "../shared/site";
import { UnfoundCounter } from "./counting";
import type { Answer, Options } from "./engine";
import type { Grounds } from "./grounds";
import type { ModelState } from "./model";
import type { Asked, Ready, Told } from "./worker";

declare const SEARCH_WORKER: string;

/** What the box hears from the search. */
export interface Listener {
  ready(found: Ready): void;
  answered(answer: Answer): void;
  grounded(found: Grounds): void;
  modelled(state: ModelState): void;
  failed(reason: string): void;
}

/** The search as the page has it: one worker, of which only the newest question counts. */
export class Client {
  readonly #worker: Worker;
  readonly #counter = new UnfoundCounter();
  #asked = 0;
  #query = "";

  /** `index` names the file that names the others: each version of the gateway has one. */
  constructor(
    readonly listener: Listener,
    index: string,
  ) {
    this.#worker = new Worker(new URL(SEARCH_WORKER, import.meta.url), { type: "module" });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<Told>) => this.#hear(data));
    this.#worker.addEventListener("error", () => listener.failed("the search script could not be loaded"));
    this.#send({ type: "open", folder: new URL("assets/gatepost/search/", SITE_ROOT).href, index });
  }

  /** End it: another version is searched. */
  stop(): void {
    this.forget();
    this.#worker.terminate();
  }

  ask(query: string, options: Options): void {
    this.#query = query;
    this.#counter.heard("", undefined);
    this.#asked += 1;
    this.#send({ type: "search", id: this.#asked, query, options });
  }

  /** Ask what the docs say to a question, `before` being the one that it follows. */
  question(question: string, before: string): void {
    this.#asked += 1;
    this.#send({ type: "ask", id: this.#asked, question, before });
  }

  /** Load the model that reads whole questions, or let it go. */
  understand(on: boolean): void {
    this.#send({ type: "understand", on });
  }

  /** Let go of the question that is being answered. */
  forget(): void {
    this.#counter.heard("", undefined);
    this.#asked += 1;
  }

  #send(asked: Asked): void {
    this.#worker.postMessage(asked);
  }

  #hear(told: Told): void {
    if (told.type === "ready") {
      this.#counter.counting = told.count;
      this.listener.ready(told);
    } else if (told.type === "model") this.listener.modelled(told);
    else if (told.type === "answer" && told.id === this.#asked) {
      if (told.answer.stage === "meaning") this.#counter.heard(this.#query, told.answer);
      this.listener.answered(told.answer);
    } else if (told.type === "grounds" && told.id === this.#asked) this.listener.grounded(told.grounds);
    else if (told.type === "failed" && (told.id === 0 || told.id === this.#asked)) this.listener.failed(told.reason);
  }
}
