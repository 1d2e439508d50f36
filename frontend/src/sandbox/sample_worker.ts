import type { PyodideInterface } from "pyodide";
import { startPython } from "./python";
import type { AnswerPart, SampleAsked, SampleTold } from "./sample_messages";
import { SampleOutput, type Stream } from "./sample_output";
import { HOME, lastLine, messageOf, type PythonBytes, type WorkerScope } from "./worker_scope";

/** `gatepost.run.runner.Runner`, as Pyodide shows it. */
interface Runner {
  take(id: number, kind: string, value?: unknown, more?: string): void;
}

const scope = globalThis as unknown as WorkerScope<SampleAsked, SampleTold>;
const OPEN = `
import sys
from pyodide.ffi import can_run_sync, run_sync
sys.path.insert(0, "${HOME}")
from gatepost.run.runner import Runner
gatepost_runner = Runner(gatepost_post, run_sync if can_run_sync() else None)
gatepost_runner
`;
// Run as a task: only what the event loop calls can wait for a promise.
const RUN = "await gatepost_runner.run(gatepost_source, gatepost_environment)";
/** Ways out of a worker that a page's policy does not close; the sample's requests go to the page instead. */
const WAYS_OUT = ["fetch", "XMLHttpRequest", "WebSocket", "WebTransport", "EventSource", "indexedDB", "caches"];

const output = new SampleOutput((stream, text) => scope.postMessage({ kind: "output", stream, text }));
let python: PyodideInterface | undefined;
let runner: Runner | undefined;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case "start":
      void start(data);
      return;
    case "run":
      void run(data);
      return;
    case "answer":
      take(data.id, data.part);
  }
};

async function start(asked: Extract<SampleAsked, { kind: "start" }>): Promise<void> {
  try {
    const extra = { url: asked.archive, size: asked.size };
    const started = await startPython(asked.python, extra, progress =>
      scope.postMessage({ kind: "progress", progress }),
    );
    python = started.python;
    python.unpackArchive(started.extra, "gztar", { extractDir: HOME });
    python.globals.set("gatepost_post", post);
    runner = (await python.runPythonAsync(OPEN)) as Runner;
    for (const name of WAYS_OUT) Object.defineProperty(globalThis, name, { value: undefined });
    scope.postMessage({ kind: "ready" });
  } catch (error) {
    scope.postMessage({ kind: "unable", reason: lastLine(error) });
  }
}

async function run(asked: Extract<SampleAsked, { kind: "run" }>): Promise<void> {
  let trouble: string;
  try {
    python?.globals.set("gatepost_source", asked.source);
    python?.globals.set("gatepost_environment", python.toPy(asked.environment));
    trouble = String(await python?.runPythonAsync(RUN));
  } catch (error) {
    // What Python cannot catch ends it: the page starts another.
    trouble = messageOf(error);
  }
  output.flush();
  scope.postMessage({ kind: "done", trouble });
}

function take(id: number, part: AnswerPart): void {
  if (part.kind === "head") runner?.take(id, "head", part.status, JSON.stringify(part.headers));
  else if (part.kind === "chunk") runner?.take(id, "chunk", python?.toPy(part.bytes));
  else if (part.kind === "end") runner?.take(id, "end");
  else runner?.take(id, "failure", part.cause, part.message);
}

// Called by Python; what it passes lives no longer than the call.
function post(kind: Stream | "request" | "cancel", ...values: readonly unknown[]): void {
  if (kind === "out" || kind === "err") {
    output.add(kind, String(values[0]));
    return;
  }
  const id = Number(values[0]);
  if (kind === "cancel") {
    scope.postMessage({ kind, id });
    return;
  }
  output.flush();
  const [, method, url, headers, content] = values;
  const body = (content as PythonBytes).toJs();
  const pairs = JSON.parse(String(headers)) as [string, string][];
  scope.postMessage({ kind, id, method: String(method), url: String(url), headers: pairs, body }, [body.buffer]);
}
