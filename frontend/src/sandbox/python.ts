import type { PyodideInterface } from "pyodide";
import type { Progress } from "./messages";

declare const PYODIDE_LOCK: Readonly<Record<string, unknown>>;

/** Where the site keeps Python: a folder that ends in a slash, and the bytes of each file in it. */
export interface PythonFiles {
  readonly folder: string;
  readonly files: Readonly<Record<string, number>>;
}

/** A file that is fetched besides Python while Python is. */
export interface Extra {
  readonly url: string;
  readonly size: number;
}

export interface Started {
  readonly python: PyodideInterface;
  readonly extra: Uint8Array<ArrayBuffer>;
}

/** Memory that code in a page may take, in bytes: more than a sandbox needs, less than hurts a small machine. */
export const MOST_MEMORY = 768 * 1024 * 1024;

interface PyodideModule {
  loadPyodide(options: Readonly<Record<string, unknown>>): Promise<PyodideInterface>;
}

/** Start Python in this worker, and fetch one more file beside it. Rejects with a reason a reader understands. */
export async function startPython(
  files: PythonFiles,
  extra: Extra,
  progress: (progress: Progress) => void,
): Promise<Started> {
  assertWebAssembly();
  limitMemory(MOST_MEMORY);
  const total = extra.size + Object.values(files.files).reduce((sum, size) => sum + size, 0);
  const counted = new Counted(total, progress);
  const url = (name: string) => new URL(name, files.folder).href;
  const size = (name: string) => files.files[name] ?? 0;

  // All at once: Pyodide alone would ask for the large ones only after its scripts have come.
  const large = ["pyodide.asm.wasm", "python_stdlib.zip"].map(name => [url(name), counted.fetch(url(name))] as const);
  const archive = counted.fetch(extra.url);
  const scripts = Promise.all([
    counted.script<PyodideModule>(url("pyodide.js"), size("pyodide.js")),
    counted.script<{ default: unknown }>(url("pyodide.asm.js"), size("pyodide.asm.js")),
  ]);
  for (const pending of [...large.map(([, response]) => response), archive, scripts]) pending.catch(() => {});
  const [{ loadPyodide }, { default: createPyodideModule }] = await scripts;
  const release = answerFetch(new Map(large));
  try {
    const starting = loadPyodide({
      indexURL: files.folder,
      packageBaseUrl: files.folder,
      lockFileContents: PYODIDE_LOCK,
      createPyodideModule,
    });
    // Pyodide only warns of a file that breaks off, and waits for it for ever.
    const python = await Promise.race([starting, counted.failed]);
    return { python, extra: new Uint8Array(await (await archive).arrayBuffer()) };
  } finally {
    release();
  }
}

// The smallest module there is: a policy without 'wasm-unsafe-eval' refuses it.
function assertWebAssembly(): void {
  if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly, which Python needs.");
  try {
    new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
  } catch {
    throw new Error("A policy of this site or browser does not allow WebAssembly, which Python needs.");
  }
}

function limitMemory(most: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (this: WebAssembly.Memory, pages: number): number {
    // Python sees a MemoryError, as on a machine that has no more.
    if (this.buffer.byteLength + pages * 65_536 > most) throw new RangeError("no more memory for this worker");
    return grow.call(this, pages);
  };
}

/** Give Pyodide the responses that are on their way already; what it asks for besides is fetched. */
function answerFetch(known: ReadonlyMap<string, Promise<Response>>): () => void {
  const own = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    return known.get(url) ?? own(input, init);
  };
  return () => {
    globalThis.fetch = own;
  };
}

/** Downloads that are counted together; bytes are those of the unpacked files, as their sizes are. */
class Counted {
  /** Rejects when a download fails. */
  readonly failed: Promise<never>;
  #fail: (reason: Error) => void = () => {};
  #loaded = 0;
  #told = 0;

  constructor(
    private readonly total: number,
    private readonly progress: (progress: Progress) => void,
  ) {
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
    this.progress({ stage: "download", loaded: 0, total });
  }

  async fetch(url: string): Promise<Response> {
    const name = new URL(url).pathname.split("/").at(-1);
    const response = await fetch(url).catch(() => undefined);
    if (!response?.ok || !response.body) {
      const reason = new Error(`${name} did not come${response ? `: ${response.status}` : ""}.`);
      this.#fail(reason);
      throw reason;
    }
    const reader = response.body.getReader();
    const body = new ReadableStream<Uint8Array>({
      pull: async controller => {
        try {
          const { done, value } = await reader.read();
          if (done) return controller.close();
          this.#add(value.length);
          controller.enqueue(value);
        } catch (error) {
          this.#fail(new Error(`${name} broke off on its way.`));
          controller.error(error);
        }
      },
    });
    // Some servers do not know the type of .wasm, and without it browsers do not compile while it comes.
    const type = url.endsWith(".wasm") ? "application/wasm" : "application/zip";
    return new Response(body, { headers: { "content-type": type } });
  }

  async script<Module>(url: string, size: number): Promise<Module> {
    const module = (await import(url)) as Module;
    this.#add(size);
    return module;
  }

  #add(bytes: number): void {
    this.#loaded += bytes;
    const done = this.#loaded >= this.total;
    if (!done && this.#loaded - this.#told < this.total / 200) return;
    this.#told = this.#loaded;
    this.progress({ stage: "download", loaded: Math.min(this.#loaded, this.total), total: this.total });
    if (done) this.progress({ stage: "python" });
  }
}
