// The search of a built site for the command line: `gatepost search` runs this file by Node.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { Engine } from "./engine";

interface Asked {
  readonly queries: readonly { readonly id: string; readonly text: string }[];
}

const [folder = "", queries = "", out = "", top = "10"] = process.argv.slice(2);
const engine = await Engine.open({ read: async name => readFile(path.join(folder, name)) });
const asked = JSON.parse(await readFile(queries, "utf8")) as Asked;
const answers: Record<string, unknown> = {};
for (const { id, text } of asked.queries) {
  const { results } = await engine.search(text, { limit: Number(top) });
  answers[id] = results.map(({ address, kind, url, score }) => ({ address, kind, url, score }));
}
await writeFile(out, JSON.stringify(answers));
