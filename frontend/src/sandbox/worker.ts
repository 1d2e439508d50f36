import type { Asked, Told } from "./messages";
import { startPython } from "./python";
import { HOME, lastLine, type PythonBytes, type WorkerScope } from "./worker_scope";

/** `gatepost.sandbox.page.PageSandbox`, as Pyodide shows it. */
interface PageSandbox {
  begin(id: number, method: string, target: string, headers: unknown, body: unknown): void;
  cancel(id: number): void;
  alive(): void;
}

const scope = globalThis as unknown as WorkerScope<Asked, Told>;
const OPEN = `
import sys
from pathlib import Path
sys.path.insert(0, "${HOME}")
from gatepost.sandbox.page import PageSandbox, unpacked
PageSandbox(unpacked(Path("${HOME}")), gatepost_post)
`;

let sandbox: PageSandbox | undefined;
let toPython: (value: unknown) => unknown = value => value;

scope.onmessage = ({ data }) => {
  switch (data.kind) {
    case "start":
      void start(data);
      return;
    case "request":
      guarded(() => sandbox?.begin(data.id, data.method, data.target, toPython(data.headers), toPython(data.body)));
      return;
    case "cancel":
      guarded(() => sandbox?.cancel(data.id));
      return;
    case "ping":
      // Python has to say so itself: after a fatal error its calls throw, while this worker lives on.
      guarded(() => {
        sandbox?.alive();
        scope.postMessage({ kind: "pong" });
      });
  }
};

async function start(asked: Extract<Asked, { kind: "start" }>): Promise<void> {
  try {
    const extra = { url: asked.archive, size: asked.size };
    const started = await startPython(asked.python, extra, progress =>
      scope.postMessage({ kind: "progress", progress }),
    );
    scope.postMessage({ kind: "progress", progress: { stage: "gateway" } });
    const { python } = started;
    python.unpackArchive(started.extra, "gztar", { extractDir: HOME });
    python.globals.set("gatepost_post", post);
    toPython = value => python.toPy(value);
    sandbox = python.runPython(OPEN) as PageSandbox;
    scope.postMessage({ kind: "ready" });
  } catch (error) {
    scope.postMessage({ kind: "unable", reason: lastLine(error) });
  }
}

// Called by Python; what it passes lives no longer than the call.
function post(id: number, kind: "head" | "chunk" | "end" | "broken", value: unknown, headers: string): void {
  if (kind === "chunk") {
    const bytes = (value as PythonBytes).toJs();
    scope.postMessage({ kind, id, bytes }, [bytes.buffer]);
  } else if (kind === "head") {
    scope.postMessage({ kind, id, status: Number(value), headers: JSON.parse(headers) as [string, string][] });
  } else if (kind === "end") {
    scope.postMessage({ kind, id });
  } else {
    scope.postMessage({ kind, id, message: String(value) });
  }
}

// What Python cannot catch ends it: memory that is used up, a stack that overflows.
function guarded(call: () => void): void {
  try {
    call();
  } catch (error) {
    scope.postMessage({ kind: "crashed", reason: lastLine(error) });
  }
}
