// The search of a built site for the command line: `gatepost search` runs this file by Node.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Engine } from "./engine";

declare const SENTENCES_CHUNK: string;

interface Asked {
  readonly queries: readonly { readonly id: string; readonly text: string }[];
  /** Words are taken as they are typed. */
  readonly literal?: boolean;
}

// `costs`, for benchmarks: where to write which files each query read, and how long it took. `model`: the folder of the
// model that readers may load, where it is to be used.
const [folder = "", queries = "", out = "", top = "10", costs = "", model = ""] = process.argv.slice(2);
let read: string[] = [];
const engine = await Engine.open({
  read: async name => {
    read.push(name);
    return readFile(path.join(folder, name));
  },
});
if (costs) await engine.meaning.prepare();
if (model) {
  const { Sentences } = (await import(SENTENCES_CHUNK)) as typeof import("./sentences");
  engine.sentences = await Sentences.open(name => readFile(path.join(model, name)));
}
const asked = JSON.parse(await readFile(queries, "utf8")) as Asked;
const answers: Record<string, unknown> = {};
const spent: Record<string, unknown> = {};
for (const { id, text } of asked.queries) {
  const start = performance.now();
  const { results } = await engine.search(text, { limit: Number(top), literal: asked.literal ?? false });
  spent[id] = { files: read, milliseconds: performance.now() - start };
  read = [];
  answers[id] = results.map(({ address, kind, url, score }) => ({ address, kind, url, score }));
}
await writeFile(out, JSON.stringify(answers));
if (costs) await writeFile(costs, JSON.stringify(spent));
