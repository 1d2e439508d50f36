import assert from "node:assert/strict";
import { test } from "node:test";
import { EventLog } from "../../../frontend/src/console/event_log";
import { Exchange } from "../../../frontend/src/console/exchange";
import { Received } from "../../../frontend/src/console/received";
import type { Event, Transport } from "../../../frontend/src/console/transport";

const OUTGOING = { method: "POST", url: "https://gw.example/", headers: [], secret: false };
const encoder = new TextEncoder();
const head = (status: number, contentType: string): Event => ({
  kind: "head",
  status,
  statusText: "",
  headers: [["content-type", contentType]],
  filtered: false,
});
const chunk = (text: string): Event => ({ kind: "chunk", bytes: encoder.encode(text) });
const END: Event = { kind: "end" };

/** A transport that hands out what it is given. */
const playing = (...events: Event[]): Transport => ({
  async *send() {
    yield* events;
  },
});

async function run(...events: Event[]): Promise<{ exchange: Exchange; seen: string[] }> {
  const seen: string[] = [];
  let now = 0;
  const exchange: Exchange = new Exchange(OUTGOING, () => seen.push(`${exchange.phase}:${exchange.assembly.answer}`), () => (now += 10));
  await exchange.run(playing(...events));
  return { exchange, seen };
}

test("a stream is seen as it grows, even where an event is split", async () => {
  const event = (content: string) => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`;
  const { exchange, seen } = await run(head(200, "text/event-stream"), chunk(event("A") + event("B").slice(0, 9)), chunk(event("B").slice(9)), END);
  assert.deepEqual(seen, ["receiving:", "receiving:A", "receiving:AB", "done:AB"]);
  assert.equal(exchange.log.total, 2);
  assert.ok(exchange.firstTokenAt !== undefined && exchange.endAt !== undefined && exchange.firstTokenAt < exchange.endAt);
  assert.ok(exchange.ok);
});

test("JSON in place of the stream that was asked for is read as such", async () => {
  const { exchange } = await run(head(200, "application/json"), chunk('{"choices":[{"message":{"con'), chunk('tent":"Hi"}}]}'), END);
  assert.equal(exchange.streaming, false);
  assert.equal(exchange.assembly.answer, "Hi");
});

test("an error inside a stream is no success", async () => {
  const { exchange } = await run(head(200, "text/event-stream"), chunk('data: {"error":{"message":"x"}}\n\ndata: [DONE]\n\n'), END);
  assert.equal(exchange.ok, false);
});

test("what broke off keeps what had come", async () => {
  const { exchange } = await run(head(200, "text/plain"), chunk("half"), { kind: "failure", cause: "interrupted", message: "reset" });
  assert.equal(exchange.phase, "failed");
  assert.equal(exchange.received.text, "half");
});

test("cancelling takes effect at once, whatever still comes", async () => {
  let signal: AbortSignal | undefined;
  const exchange = new Exchange(OUTGOING, () => {});
  const transport: Transport = {
    async *send(_request, given) {
      signal = given;
      yield head(200, "text/plain");
      exchange.cancel();
      assert.equal(exchange.phase, "cancelled");
      yield chunk("late");
      yield END;
    },
  };
  await exchange.run(transport);
  assert.equal(exchange.phase, "cancelled");
  assert.equal(exchange.received.size, 0);
  assert.ok(signal?.aborted);
});

test("a reply of any size is kept for the download and shown in part", async () => {
  const received = new Received("text/plain");
  const piece = new Uint8Array(3 * 1024 * 1024).fill(97);
  for (let count = 0; count < 10; count += 1) received.add(piece);
  assert.equal(received.size, 30 * 1024 * 1024);
  assert.equal(received.text.length, Received.SHOWN);
  assert.ok(received.cut);
  assert.equal(received.blob.size, received.size);
});

test("bytes that are no text are not decoded; bad UTF-8 and lying types do no harm", () => {
  const binary = new Received("");
  binary.add(new Uint8Array([0x89, 0, 1, 2]));
  assert.equal(binary.isText, false);
  assert.deepEqual([...binary.beginning(2)], [0x89, 0]);
  const bad = new Received("application/json; charset=nonsense");
  bad.add(new Uint8Array([0xff, 0x7b]));
  assert.equal(bad.text, "\ufffd{");
  assert.equal(bad.json, undefined);
  assert.equal(new Received("image/svg+xml").isText, true);
});

test("a stream in name only is shown as it came", async () => {
  const { exchange } = await run(head(200, "text/event-stream"), chunk('{"error":{"message":"no stream"}}'), END);
  assert.equal(exchange.streaming, false);
  assert.equal(exchange.received.text, '{"error":{"message":"no stream"}}');
});

test("text grows without being read anew, characters whole", () => {
  const received = new Received("text/plain");
  const bytes = encoder.encode("grüße 🦀");
  for (const byte of bytes) {
    received.add(new Uint8Array([byte]));
    assert.ok("grüße 🦀".startsWith(received.text));
  }
  assert.equal(received.text, "grüße 🦀");
});

test("however fast events come, the page gets its turn", async () => {
  let turns = 0;
  let running = true;
  const turn = () => {
    turns += 1;
    if (running) setTimeout(turn, 0);
  };
  setTimeout(turn, 0);
  const many = Array.from({ length: 200 }, () => chunk("x"));
  const exchange = new Exchange(OUTGOING, () => {
    const until = performance.now() + 1;
    while (performance.now() < until);
  });
  await exchange.run(playing(head(200, "text/plain"), ...many, END));
  running = false;
  assert.ok(turns >= 4, `${turns} turns`);
});

test("the log keeps the latest events and counts all", () => {
  const log = new EventLog(3, 1000);
  for (let count = 1; count <= 10; count += 1) log.add({ name: "", id: "", text: `${count}` }, count);
  assert.deepEqual([log.length, log.total], [3, 10]);
  assert.deepEqual(log.slice(0, 10).map(({ text, number }) => [text, number]), [["8", 8], ["9", 9], ["10", 10]]);
});
