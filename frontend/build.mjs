// Builds frontend/src into plugins/gatepost/assets: stable names for what a page loads at once,
// content-hashed names for what it loads on first use, and a manifest that names both.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import esbuild from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const OUT = path.resolve(HERE, "../plugins/gatepost/assets");
const KEPT = ".gitkeep";

const COMMON = {
  absWorkingDir: HERE,
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  sourcemap: false,
  legalComments: "none",
  charset: "utf8",
  outdir: OUT,
  metafile: true,
  logLevel: "warning",
};

// A lazy part brings its style sheet as text and adopts it: one request, and no inline style for a CSP to refuse.
const styleText = {
  name: "style-text",
  setup(build) {
    build.onLoad({ filter: /[\\/]styles[\\/](?:console|edit|search)[\\/][^\\/]+\.css$/ }, async ({ path: file }) => {
      const { code } = await esbuild.transform(await readFile(file, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

// What the console loads later finds all of the console there already. Told so, esbuild keeps the console in one piece
// instead of a file for each set of parts that share something: a tenth less to load.
const lateParts = {
  name: "late-parts",
  setup(build) {
    const early = path.join(HERE, "src/console.ts");
    build.onResolve({ filter: /^\./ }, ({ kind, path: name, resolveDir, namespace }) =>
      kind === "dynamic-import" && namespace === "file"
        ? { path: path.join(resolveDir, `${name}.ts`), namespace: "late" }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: "late" }, ({ path: file }) => ({
      contents: `import ${JSON.stringify(early)}; export * from ${JSON.stringify(file)};`,
      resolveDir: HERE,
    }));
  },
};

// Python for the page: what Pyodide loads, under names that every static server sends with the type of a script.
const PYODIDE = {
  "pyodide.js": "pyodide.mjs",
  "pyodide.asm.js": "pyodide.asm.mjs",
  "pyodide.asm.wasm": "pyodide.asm.wasm",
  "python_stdlib.zip": "python_stdlib.zip",
};
const LICENSE = "src/sandbox/pyodide.LICENSE.txt";
const RUNTIME = "onnxruntime-web/dist/ort-wasm-simd-threaded.wasm";
const RUNTIME_LICENSE = "src/search/onnxruntime.LICENSE.txt";

async function build() {
  const lazy = await esbuild.build({
    ...COMMON,
    entryPoints: { console: "src/console.ts" },
    entryNames: "[name]-[hash]",
    chunkNames: "console-[name]-[hash]",
    splitting: true,
    plugins: [styleText, lateParts],
    write: false,
  });
  const consoleChunk = path.basename(entryOutput(lazy, "src/console.ts"));

  const terms = await esbuild.build({
    ...COMMON,
    entryPoints: { terms: "src/terms.ts" },
    entryNames: "[name]-[hash]",
    write: false,
  });
  const termsChunk = path.basename(entryOutput(terms, "src/terms.ts"));

  // Not a part of the console's chunks: a site may have either without the other.
  const versions = await esbuild.build({
    ...COMMON,
    entryPoints: { versions: "src/versions.ts" },
    entryNames: "[name]-[hash]",
    write: false,
  });
  const versionsChunk = path.basename(entryOutput(versions, "src/versions.ts"));
  // The model that readers may load: not a part of the worker, which never asks for it unless it is turned on.
  const sentences = await esbuild.build({
    ...COMMON,
    entryPoints: { sentences: "src/search/sentences.ts" },
    entryNames: "[name]-[hash]",
    write: false,
  });
  const SENTENCES_CHUNK = JSON.stringify(`./${path.basename(entryOutput(sentences, "src/search/sentences.ts"))}`);
  const searching = await esbuild.build({
    ...COMMON,
    entryPoints: { "search-worker": "src/search/worker.ts" },
    entryNames: "[name]-[hash]",
    define: { SENTENCES_CHUNK },
    external: ["./sentences-*.js"],
    write: false,
  });
  const searchWorker = path.basename(entryOutput(searching, "src/search/worker.ts"));
  const box = await esbuild.build({
    ...COMMON,
    entryPoints: { search: "src/search.ts" },
    entryNames: "[name]-[hash]",
    define: { SEARCH_WORKER: JSON.stringify(`./${searchWorker}`), CONSOLE_CHUNK: JSON.stringify(`./${consoleChunk}`) },
    external: ["./console-*.js"],
    plugins: [styleText],
    write: false,
  });
  const searchChunk = path.basename(entryOutput(box, "src/search.ts"));

  const page = await esbuild.build({
    ...COMMON,
    entryPoints: { gatepost: "src/gatepost.ts", callback: "src/callback.ts", lost: "src/lost.ts" },
    define: {
      CONSOLE_CHUNK: JSON.stringify(`./${consoleChunk}`),
      SEARCH_CHUNK: JSON.stringify(`./${searchChunk}`),
      TERMS_CHUNK: JSON.stringify(`./${termsChunk}`),
      VERSIONS_CHUNK: JSON.stringify(`./${versionsChunk}`),
    },
    external: ["./console-*.js", "./search-*.js", "./terms-*.js", "./versions-*.js"],
    write: false,
  });
  // Only `mkdocs serve` has it. Not among the console's chunks, which sites are made of.
  const edit = await esbuild.build({
    ...COMMON,
    entryPoints: { edit: "src/edit.ts" },
    entryNames: "[name]-[hash]",
    plugins: [styleText],
    write: false,
  });
  // A worker is one module without chunks; the page tells it where Python is.
  const lock = JSON.parse(await readFile(path.join(HERE, "node_modules/pyodide/pyodide-lock.json"), "utf8"));
  const workers = await esbuild.build({
    ...COMMON,
    entryPoints: { "pyodide-sandbox": "src/sandbox/worker.ts", "pyodide-samples": "src/sandbox/sample_worker.ts" },
    entryNames: "[name]-[hash]",
    // The packages that the lock file lists lie on another origin: without them nothing can be asked for there.
    define: { PYODIDE_LOCK: JSON.stringify({ info: lock.info, packages: {} }) },
    write: false,
  });
  // The search of a built site for the command line: the engine of the page, under Node.
  const command = await esbuild.build({
    ...COMMON,
    entryPoints: { "search-node": "src/search/node.ts" },
    outExtension: { ".js": ".mjs" },
    platform: "node",
    define: { SENTENCES_CHUNK },
    external: ["./sentences-*.js"],
    write: false,
  });
  const styles = await esbuild.build({
    ...COMMON,
    entryPoints: ["src/styles/gatepost.css"],
    external: ["*.svg"],
    write: false,
  });

  await mkdir(OUT, { recursive: true });
  for (const name of await readdir(OUT)) {
    if (name !== KEPT) await rm(path.join(OUT, name), { recursive: true });
  }
  const callback = {
    path: path.join(OUT, "callback.html"),
    contents: await readFile(path.join(HERE, "src/callback.html")),
  };
  const chunks = [lazy, terms, versions, box, edit, page, workers, sentences, searching, command, styles];
  const files = [callback, ...chunks.flatMap(chunk => chunk.outputFiles)];
  for (const file of files) await writeFile(file.path, file.contents);
  const pyodide = await copyPyodide();
  const runtime = await packRuntime();
  const manifest = {
    sources: await sourceKey(),
    console: consoleChunk,
    search: searchChunk,
    workers: {
      sandbox: path.basename(entryOutput(workers, "src/sandbox/worker.ts")),
      samples: path.basename(entryOutput(workers, "src/sandbox/sample_worker.ts")),
    },
    pyodide,
    sentences: { script: path.basename(entryOutput(sentences, "src/search/sentences.ts")), files: runtime },
    files: [
      ...files.map(file => path.basename(file.path)),
      ...["LICENSE.txt", ...Object.keys(pyodide.files)].map(name => `pyodide/${name}`),
      ...runtime.map(name => `sentences/${name}`),
    ].sort(),
  };
  await writeFile(path.join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

// The folder that a site serves them from is named by their content, so that they may be kept for ever.
async function copyPyodide() {
  const folder = path.join(OUT, "pyodide");
  await mkdir(folder);
  await copyFile(path.join(HERE, LICENSE), path.join(folder, "LICENSE.txt"));
  const hash = createHash("sha256");
  const sizes = {};
  for (const [name, source] of Object.entries(PYODIDE)) {
    const file = path.join(HERE, "node_modules/pyodide", source);
    hash.update(await readFile(file));
    await copyFile(file, path.join(folder, name));
    sizes[name] = (await stat(file)).size;
  }
  return { folder: `pyodide-${hash.digest("hex").slice(0, 10)}`, files: sizes };
}

// What runs the model, compressed by us: hosts would send it as it is. Not called .gz, which some of them unpack.
async function packRuntime() {
  const folder = path.join(OUT, "sentences");
  await mkdir(folder);
  const runtime = await readFile(path.join(HERE, "node_modules", RUNTIME));
  await writeFile(path.join(folder, "runtime.bin"), gzipSync(runtime, { level: 9 }));
  await copyFile(path.join(HERE, RUNTIME_LICENSE), path.join(folder, "onnxruntime.LICENSE.txt"));
  return ["onnxruntime.LICENSE.txt", "runtime.bin"];
}

function entryOutput(result, source) {
  const [file] = Object.entries(result.metafile.outputs).find(([, output]) => output.entryPoint === source);
  return file;
}

// `source_key` of hatch_build.py computes the same: a build is skipped when nothing here has changed.
export async function sourceKey() {
  const names = (await readdir(path.join(HERE, "src"), { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => path.relative(HERE, path.join(entry.parentPath ?? entry.path, entry.name)));
  const all = [...names, "build.mjs", "package.json", "package-lock.json"].filter(name =>
    existsSync(path.join(HERE, name)),
  );
  const hash = createHash("sha256");
  for (const name of all.map(item => item.split(path.sep).join("/")).sort()) {
    hash.update(`${name}\0`);
    hash.update(await readFile(path.join(HERE, name)));
    hash.update("\0");
  }
  return hash.digest("hex");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await build();
