// Ranks the documents of a set by lunr, set up as the theme has it, and by MiniSearch.
//   node search.mjs PACKAGES DOCUMENTS.json QUERIES.json OUT.json lunr|minisearch
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

const [packages, documents, queries, out, peer] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(packages), "package.json"));
const docs = JSON.parse(await readFile(documents, "utf8"));
const asked = JSON.parse(await readFile(queries, "utf8")).queries;
const TOP = 12;

function withLunr() {
  const lunr = require("lunr");
  // Titles and tags weigh what Material's worker gives them.
  const index = lunr(function () {
    this.ref("address");
    this.field("title", { boost: 1e3 });
    this.field("text", { boost: 1 });
    this.field("tags", { boost: 1e6 });
    for (const doc of docs) this.add(doc);
  });
  // Each word goes through the stemmer and the list of stop words, as the theme's worker has them.
  return text =>
    index.query(query => {
      for (const token of lunr.tokenizer(text)) query.term(token.toString(), { usePipeline: true });
    });
}

function withMiniSearch() {
  const found = require("minisearch");
  const MiniSearch = found.default ?? found;
  const index = new MiniSearch({ idField: "address", fields: ["title", "text", "tags"] });
  index.addAll(docs);
  return text => index.search(text, { boost: { title: 2 } }).map(one => ({ ref: one.id }));
}

const search = peer === "lunr" ? withLunr() : withMiniSearch();
const answers = {};
for (const { id, text } of asked) {
  answers[id] = search(text)
    .slice(0, TOP)
    .map(({ ref }) => ({ address: ref }));
}
await writeFile(out, JSON.stringify(answers));
