// Builds frontend/src into plugins/gatepost/assets: stable names for what a page loads at once,
// content-hashed names for what it loads on first use, and a manifest that names both.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
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
    build.onLoad({ filter: /[\\/]styles[\\/]console[\\/][^\\/]+\.css$/ }, async ({ path: file }) => {
      const { code } = await esbuild.transform(await readFile(file, "utf8"), { loader: "css", minify: true });
      return { contents: code.trim(), loader: "text" };
    });
  },
};

async function build() {
  const lazy = await esbuild.build({
    ...COMMON,
    entryPoints: { console: "src/console.ts" },
    entryNames: "[name]-[hash]",
    chunkNames: "console-[name]-[hash]",
    splitting: true,
    plugins: [styleText],
    write: false,
  });
  const consoleChunk = path.basename(entryOutput(lazy, "src/console.ts"));

  const page = await esbuild.build({
    ...COMMON,
    entryPoints: { gatepost: "src/gatepost.ts" },
    define: { CONSOLE_CHUNK: JSON.stringify(`./${consoleChunk}`) },
    external: ["./console-*.js"],
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
  const files = [...lazy.outputFiles, ...page.outputFiles, ...styles.outputFiles];
  for (const file of files) await writeFile(file.path, file.contents);
  const manifest = {
    sources: await sourceKey(),
    console: consoleChunk,
    files: files.map(file => path.basename(file.path)).sort(),
  };
  await writeFile(path.join(OUT, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
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
