// Bundles tests/frontend for Node and runs them with its own test runner. Arguments pick files by substring.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const HERE = path.dirname(fileURLToPath(import.meta.url));
const TESTS = path.resolve(HERE, "../tests/frontend");

const wanted = process.argv.slice(2);
const names = (await readdir(TESTS, { recursive: true }))
  .filter(name => name.endsWith(".test.ts"))
  .filter(name => wanted.length === 0 || wanted.some(part => name.includes(part)))
  .sort();
const out = await mkdtemp(path.join(tmpdir(), "gatepost-tests-"));
let status = 1;
try {
  await esbuild.build({
    entryPoints: names.map(name => path.join(TESTS, name)),
    outbase: TESTS,
    outdir: out,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node18",
    sourcemap: "inline",
    // The tests stand outside this folder: packages are looked up here.
    nodePaths: [path.join(HERE, "node_modules")],
    logLevel: "warning",
  });
  const bundles = names.map(name => path.join(out, name.replace(/\.ts$/, ".mjs")));
  status =
    spawnSync(process.execPath, ["--enable-source-maps", "--test", ...bundles], { stdio: "inherit" }).status ?? 1;
} finally {
  await rm(out, { recursive: true });
}
process.exitCode = status;
