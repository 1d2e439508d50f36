import assert from "node:assert/strict";
import { test } from "node:test";
import { type Answer, clientOf, SandboxClient } from "../../../frontend/src/sandbox/client";
import { FakeWorker, ready, SITE } from "./workers";

const QUESTION = { method: "GET", target: "/v1/models", headers: [], body: new Uint8Array() } as const;

/** A clock that the test moves: each timer fires when it is told to. */
function clock() {
  const timers = new Set<() => void>();
  return {
    timer: (call: () => void) => {
      const once = () => {
        timers.delete(once);
        call();
      };
      timers.add(once);
      return () => timers.delete(once);
    },
    strike: () => {
      for (const timer of [...timers]) timer();
    },
  };
}

function clientWith(...workers: FakeWorker[]) {
  const time = clock();
  const client = new SandboxClient(SITE, () => workers.shift() as FakeWorker, time.timer as never);
  return { client, strike: time.strike };
}

test("it starts once, tells how far it is, and asks its worker", async () => {
  const worker = new FakeWorker();
  const { client } = clientWith(worker);
  const phases: string[] = [];
  client.subscribe(() => phases.push(client.state.phase === "starting" ? (client.state.progress?.stage ?? "") : client.state.phase));
  const [first, second] = [client.start(), client.start()];
  worker.tell({ kind: "progress", progress: { stage: "download", loaded: 1, total: 2 } });
  worker.tell({ kind: "progress", progress: { stage: "python" } });
  worker.tell({ kind: "ready" });
  await Promise.all([first, second]);
  assert.deepEqual(phases, ["", "download", "python", "ready"]);
  assert.deepEqual(worker.asked.map(one => one.kind), ["start"]);
});

test("answers reach who asked, also side by side", async () => {
  const worker = new FakeWorker(ready);
  const { client } = clientWith(worker);
  await client.start();
  const seen: string[] = [];
  client.ask(QUESTION, answer => seen.push(`1 ${answer.kind}`));
  client.ask(QUESTION, answer => seen.push(`2 ${answer.kind}`));
  worker.tell({ kind: "head", id: 2, status: 200, headers: [] });
  worker.tell({ kind: "head", id: 1, status: 200, headers: [] });
  worker.tell({ kind: "end", id: 2 });
  worker.tell({ kind: "end", id: 1 });
  worker.tell({ kind: "end", id: 1 });
  assert.deepEqual(seen, ["2 head", "1 head", "2 end", "1 end"]);
});

test("a worker that does not react is ended with the reason, and the next start makes another", async () => {
  const [stuck, fresh] = [new FakeWorker(ready), new FakeWorker(ready)];
  const { client, strike } = clientWith(stuck, fresh);
  await client.start();
  const seen: Answer[] = [];
  client.ask(QUESTION, answer => seen.push(answer));
  strike();
  assert.equal(stuck.ended, false, "it has a moment more: the machine may have slept");
  strike();
  assert.equal(stuck.ended, true);
  assert.match(seen[0]?.kind === "stopped" ? seen[0].reason : "", /did not react for 10 seconds/);
  await client.start();
  assert.equal(client.state.phase, "ready");
  assert.deepEqual(fresh.asked.map(one => one.kind), ["start"]);
});

test("one that is slow but alive is left alone", async () => {
  const worker = new FakeWorker((asked, self) => {
    ready(asked, self);
    if (asked.kind === "ping") self.tell({ kind: "pong" });
  });
  const { client, strike } = clientWith(worker);
  await client.start();
  client.ask(QUESTION, () => {});
  for (let turn = 0; turn < 5; turn += 1) strike();
  assert.equal(worker.ended, false);
  assert.ok(worker.asked.filter(one => one.kind === "ping").length > 2);
});

test("a start that fails says why, and may be tried again", async () => {
  const { client } = clientWith(
    new FakeWorker((_, worker) => worker.tell({ kind: "unable", reason: "no WebAssembly here" })),
    new FakeWorker(ready),
  );
  await assert.rejects(client.start(), /no WebAssembly here/);
  await client.start();
  assert.equal(client.state.phase, "ready");
});

test("a crash ends what was under way", async () => {
  const worker = new FakeWorker(ready);
  const { client } = clientWith(worker);
  await client.start();
  const seen: Answer[] = [];
  client.ask(QUESTION, answer => seen.push(answer));
  worker.onerror?.({ message: "memory access out of bounds", preventDefault() {} } as ErrorEvent);
  assert.deepEqual(seen, [{ kind: "stopped", reason: "memory access out of bounds" }]);
});

test("a tab has one of them", () => {
  assert.equal(clientOf(SITE), clientOf({ ...SITE }));
});
