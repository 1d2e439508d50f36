import assert from "node:assert/strict";
import { test } from "node:test";
import type { Outgoing } from "../../../frontend/src/console/outgoing";
import type { Event } from "../../../frontend/src/console/transport";
import { SandboxClient } from "../../../frontend/src/sandbox/client";
import { SandboxTransport } from "../../../frontend/src/sandbox/transport";
import { FakeWorker, ready, SITE } from "./workers";

const BASE = new URL("https://org.example/repo/sandbox");
const OUTGOING: Outgoing = {
  method: "POST",
  url: "https://org.example/repo/sandbox/v1/chat?x=%20",
  headers: [["Authorization", "Bearer sk-sandbox"]],
  body: "{}",
  secret: true,
};

function transport(worker: FakeWorker) {
  const client = new SandboxClient(SITE, () => worker, () => () => {});
  return new SandboxTransport(BASE, SITE, client);
}

async function events(made: SandboxTransport, outgoing = OUTGOING, abort = new AbortController()): Promise<Event[]> {
  const seen: Event[] = [];
  for await (const event of made.send(outgoing, abort.signal)) {
    seen.push(event);
    if (event.kind === "chunk" && seen.length > 2) abort.abort();
  }
  return seen;
}

test("a request goes to the worker whole, and its answer comes back piece by piece", async () => {
  const worker = new FakeWorker((asked, self) => {
    ready(asked, self);
    if (asked.kind !== "request") return;
    self.tell({ kind: "head", id: asked.id, status: 201, headers: [["a", "b"]] });
    self.tell({ kind: "chunk", id: asked.id, bytes: new Uint8Array([1]) });
    self.tell({ kind: "end", id: asked.id });
  });
  const seen = await events(transport(worker));
  assert.deepEqual(seen.map(event => event.kind), ["head", "chunk", "end"]);
  const request = worker.asked.find(asked => asked.kind === "request");
  assert.ok(request?.kind === "request");
  assert.equal(request.target, "/v1/chat?x=%20");
  assert.deepEqual(request.headers, [["Authorization", "Bearer sk-sandbox"], ["content-length", "2"]]);
  assert.equal(new TextDecoder().decode(request.body), "{}");
});

test("cancelling stops the stream in the worker too", async () => {
  const worker = new FakeWorker((asked, self) => {
    ready(asked, self);
    if (asked.kind !== "request") return;
    self.tell({ kind: "head", id: asked.id, status: 200, headers: [] });
    for (const byte of [1, 2, 3, 4]) self.tell({ kind: "chunk", id: asked.id, bytes: new Uint8Array([byte]) });
  });
  const seen = await events(transport(worker));
  const last = seen.at(-1);
  assert.equal(last?.kind === "failure" && last.cause, "cancelled");
  assert.equal(seen.filter(event => event.kind === "chunk").length, 2);
  assert.deepEqual(worker.asked.at(-1)?.kind, "cancel");
});

test("what is not below the base of the sandbox is not asked", async () => {
  const worker = new FakeWorker(ready);
  for (const url of ["https://org.example/repo/sandboxes/x", "https://evil.example/"]) {
    const [failure] = await events(transport(worker), { ...OUTGOING, url });
    assert.equal(failure?.kind === "failure" && failure.cause, "refused");
  }
  assert.deepEqual(worker.asked, []);
});

test("why it cannot run is told", async () => {
  const worker = new FakeWorker((_, self) => self.tell({ kind: "unable", reason: "no WebAssembly" }));
  assert.deepEqual(await events(transport(worker)), [{ kind: "failure", cause: "sandbox", message: "no WebAssembly" }]);
});
