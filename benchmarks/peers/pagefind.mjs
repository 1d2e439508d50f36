// Indexes the documents of a set by Pagefind, each as a page with its title above its text, as themes write them.
//   node pagefind.mjs PACKAGES DOCUMENTS.json OUT
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [packages, documents, out] = process.argv.slice(2);
const script = path.resolve(packages, "node_modules/pagefind/lib/index.js");
const { close, createIndex } = await import(pathToFileURL(script).href);
const escaped = text => text.replace(/[&<>]/g, mark => `&#${mark.charCodeAt(0)};`);

const { index } = await createIndex();
for (const { address, title, text, tags } of JSON.parse(await readFile(documents, "utf8"))) {
  const body = `<h1>${escaped(title)}</h1><p>${escaped(text)}</p><p>${escaped(tags)}</p>`;
  const content = `<html lang="en"><head><title>${escaped(title)}</title></head><body>${body}</body></html>`;
  const { errors } = await index.addHTMLFile({ url: `/${encodeURIComponent(address)}`, content });
  if (errors.length) throw new Error(errors.join("; "));
}
await index.writeFiles({ outputPath: out });
await close();
