import assert from "node:assert/strict";
import { test } from "node:test";
import type { AnswerPart, SampleAsked, SampleTold } from "../../../frontend/src/sandbox/sample_messages";
import { SampleRunner, type SampleWorkerLike, type Watcher } from "../../../frontend/src/sandbox/sample_runner";
import { SITE } from "./workers";

const SAMPLES = { worker: "https://org.example/s.js", archive: "https://org.example/s.bin", size: 3 };
const RUN = { source: "print(1)\n", environment: {} };

class FakeWorker implements SampleWorkerLike {
  onmessage: ((event: MessageEvent<SampleTold>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  readonly asked: SampleAsked[] = [];
  ended = false;

  postMessage(asked: SampleAsked): void {
    this.asked.push(asked);
    if (asked.kind === "start") this.tell({ kind: "ready" });
  }

  tell(told: SampleTold): void {
    this.onmessage?.({ data: told } as MessageEvent<SampleTold>);
  }

  terminate(): void {
    this.ended = true;
  }
}

function watcher(): Watcher & { printed: string; takes: ((part: AnswerPart) => void)[]; signals: AbortSignal[] } {
  return {
    printed: "",
    takes: [],
    signals: [],
    progress() {},
    running() {},
    print(_, text) {
      this.printed += text;
    },
    send(_, take, signal) {
      this.takes.push(take);
      this.signals.push(signal);
    },
  };
}

function runnerWith(seconds = 60) {
  const workers: FakeWorker[] = [];
  const make = () => {
    const made = new FakeWorker();
    workers.push(made);
    return made;
  };
  return { runner: new SampleRunner({ ...SITE, samples: SAMPLES }, make, seconds), workers };
}

const request = { kind: "request", id: 1, method: "GET", url: "https://g.example/", headers: [], body: new Uint8Array() } as const;
const tick = () => new Promise<void>(done => setImmediate(done));

test("one worker runs sample after sample", async () => {
  const { runner, workers } = runnerWith();
  const seen = watcher();
  const first = runner.run(RUN, seen);
  await tick();
  workers[0]?.tell({ kind: "output", stream: "out", text: "1\n" });
  workers[0]?.tell({ kind: "done", trouble: "" });
  assert.deepEqual(await first, { kind: "done" });
  assert.equal(seen.printed, "1\n");
  const second = runner.run(RUN, watcher());
  await tick();
  workers[0]?.tell({ kind: "done", trouble: "ValueError: no" });
  assert.deepEqual(await second, { kind: "raised", trouble: "ValueError: no" });
  assert.equal(workers.length, 1);
  assert.deepEqual(
    workers[0]?.asked.map(one => one.kind),
    ["start", "run", "run"],
  );
});

test("the parts of an answer reach the worker", async () => {
  const { runner, workers } = runnerWith();
  const seen = watcher();
  void runner.run(RUN, seen);
  await tick();
  workers[0]?.tell(request);
  seen.takes[0]?.({ kind: "head", status: 200, headers: [] });
  seen.takes[0]?.({ kind: "end" });
  assert.deepEqual(workers[0]?.asked.slice(2), [
    { kind: "answer", id: 1, part: { kind: "head", status: 200, headers: [] } },
    { kind: "answer", id: 1, part: { kind: "end" } },
  ]);
});

test("to stop ends the worker and its requests; the next run has another", async () => {
  const { runner, workers } = runnerWith();
  const seen = watcher();
  const stopped = runner.run(RUN, seen);
  await tick();
  workers[0]?.tell(request);
  runner.stop();
  assert.deepEqual(await stopped, { kind: "stopped" });
  assert.ok(workers[0]?.ended && seen.signals[0]?.aborted);
  seen.takes[0]?.({ kind: "end" });
  void runner.run(RUN, watcher());
  await tick();
  assert.equal(workers.length, 2);
  runner.stop();
});

test("a run takes the place of the one before", async () => {
  const { runner } = runnerWith();
  const first = runner.run(RUN, watcher());
  const second = runner.run(RUN, watcher());
  assert.deepEqual(await first, { kind: "stopped" });
  runner.stop();
  assert.deepEqual(await second, { kind: "stopped" });
});

test("one that is stopped before its gateway is there never begins", async () => {
  const { runner, workers } = runnerWith();
  let go = () => {};
  const after = new Promise<void>(done => {
    go = done;
  });
  const stopped = runner.run({ ...RUN, after }, watcher());
  runner.stop();
  go();
  await stopped;
  await tick();
  assert.deepEqual(
    workers[0]?.asked.map(one => one.kind),
    ["start"],
  );
});

test("a cancelled request is aborted", async () => {
  const { runner, workers } = runnerWith();
  const seen = watcher();
  void runner.run(RUN, seen);
  await tick();
  workers[0]?.tell(request);
  workers[0]?.tell({ kind: "cancel", id: 1 });
  assert.ok(seen.signals[0]?.aborted);
  runner.stop();
});

test("a sample has its time", async () => {
  const { runner, workers } = runnerWith(0.01);
  const outcome = await runner.run(RUN, watcher());
  assert.equal(outcome.kind, "failed");
  assert.match(outcome.kind === "failed" ? outcome.reason : "", /as long as a sample may/);
  assert.ok(workers[0]?.ended);
});

test("why Python cannot start is said", async () => {
  const { runner, workers } = runnerWith();
  const run = runner.run(RUN, watcher());
  workers[0]?.tell({ kind: "unable", reason: "No WebAssembly." });
  assert.deepEqual(await run, { kind: "failed", reason: "No WebAssembly." });
  const broken = new SampleRunner({ ...SITE, samples: SAMPLES }, () => {
    throw new Error("no workers");
  });
  assert.deepEqual(await broken.run(RUN, watcher()), { kind: "failed", reason: "no workers" });
});
