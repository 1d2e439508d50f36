import { type Answer, Engine, type Options } from "./engine";
import type { Grounds } from "./grounds";
import { Model, type ModelState } from "./model";
import type { Head } from "./source";

/*
 * The worker of the search. It is asked one thing at a time and answers only the newest question; answers carry the
 * number of theirs.
 *
 *   to the worker    { type: "open", folder, index }            the folder of the files, an absolute URL, and the file in
 *                                                              it that names the others; comes first
 *                    { type: "search", id, query, options }
 *                    { type: "understand", on }                 load the model that reads whole questions, or let it go
 *                    { type: "ask", id, question, before }      what the docs say to a question
 *   from the worker  { type: "ready", kinds, groups, versions } what can be filtered by
 *                    { type: "answer", id, answer }             twice: what words find, then with their meaning
 *                    { type: "grounds", id, grounds }
 *                    { type: "model", state, share }            what became of the model
 *                    { type: "failed", id, reason }             `id` 0: the search could not be opened; ask again to retry
 */
export type Asked =
  | { readonly type: "open"; readonly folder: string; readonly index: string }
  | { readonly type: "search"; readonly id: number; readonly query: string; readonly options: Options }
  | { readonly type: "understand"; readonly on: boolean }
  | { readonly type: "ask"; readonly id: number; readonly question: string; readonly before: string };

export interface Ready {
  readonly type: "ready";
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly versions: readonly string[];
  readonly ask: Head["ask"];
  readonly hasDeprecated: boolean;
  /** Bytes of the model that may be loaded. */
  readonly model: number | undefined;
  readonly count: Head["count"];
}

export type Told =
  | Ready
  | { readonly type: "answer"; readonly id: number; readonly answer: Answer }
  | { readonly type: "grounds"; readonly id: number; readonly grounds: Grounds }
  | ({ readonly type: "model" } & ModelState)
  | { readonly type: "failed"; readonly id: number; readonly reason: string };

let folder = "";
let index = "index.json";
let engine: Promise<Engine> | undefined;
let newest = 0;
let model: Model | undefined;

function tell(told: Told): void {
  postMessage(told);
}

function open(): Promise<Engine> {
  engine ??= Engine.open({ read }).then(opened => {
    const { kinds, tags, versions, ask, model, count } = opened.files.head;
    tell({
      type: "ready",
      kinds,
      tags,
      versions,
      ask,
      hasDeprecated: opened.columns.hasDeprecated,
      model: model?.bytes,
      count,
    });
    return opened;
  });
  return engine;
}

async function read(name: string): Promise<Uint8Array> {
  // Folders are named by their contents; only the list of them has to be asked for anew.
  const reply = await (name === "index.json"
    ? fetch(new URL(encodeURIComponent(index), folder), { cache: "no-cache" })
    : fetch(new URL(name, folder)));
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
}

function failed(id: number, error: unknown): void {
  engine = undefined;
  tell({ type: "failed", id, reason: error instanceof Error ? error.message : String(error) });
}

async function search(id: number, query: string, options: Options): Promise<void> {
  newest = id;
  const answer = (found: Answer) => {
    if (newest === id) tell({ type: "answer", id, answer: found });
  };
  try {
    const opened = await open();
    if (newest === id) answer(await opened.search(query, options, answer));
  } catch (error) {
    failed(id, error);
  }
}

async function ask(id: number, question: string, before: string): Promise<void> {
  newest = id;
  try {
    const grounds = await (await open()).ask(question, before);
    if (newest === id) tell({ type: "grounds", id, grounds });
  } catch (error) {
    failed(id, error);
  }
}

async function understand(on: boolean): Promise<void> {
  const opened = await open();
  const offered = opened.files.head.model;
  opened.sentences = undefined;
  model?.stop();
  if (!on || !offered) return;
  model = new Model(new URL(offered.folder, folder), offered.bytes, state => tell({ type: "model", ...state }));
  opened.sentences = await model.load();
}

addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  if (data.type === "search") {
    void search(data.id, data.query, data.options);
  } else if (data.type === "understand") {
    void understand(data.on);
  } else if (data.type === "ask") {
    void ask(data.id, data.question, data.before);
  } else {
    ({ folder, index } = data);
    open().then(
      opened => opened.meaning.prepare(),
      error => failed(0, error),
    );
  }
});
