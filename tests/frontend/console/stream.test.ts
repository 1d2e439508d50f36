import assert from "node:assert/strict";
import { test } from "node:test";
import { decoderFor, type StreamEvent } from "../../../frontend/src/console/stream";

const encoder = new TextEncoder();

/** Decode a text that arrives in pieces of `size` bytes. */
function decode(contentType: string, source: string, size = source.length): StreamEvent[] {
  const decoder = decoderFor(contentType);
  assert.ok(decoder);
  const bytes = encoder.encode(source);
  const events: StreamEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) events.push(...decoder.push(bytes.subarray(at, at + size)));
  return [...events, ...decoder.finish()];
}

const texts = (events: readonly StreamEvent[]) => events.map(event => event.text);

for (const [name, source] of [
  ["LF", 'data: {"a":1}\n\ndata: [DONE]\n\n'],
  ["CRLF", 'data: {"a":1}\r\n\r\ndata: [DONE]\r\n\r\n'],
  ["CR", 'data: {"a":1}\r\rdata: [DONE]\r\r'],
  ["comments", ': keep-alive\n\ndata: {"a":1}\n\n: processing\n\ndata: [DONE]\n\n'],
  ["no space after the colon", 'data:{"a":1}\n\ndata:[DONE]\n\n'],
  ["a retry of 0", 'retry: 0\n\ndata: {"a":1}\n\ndata: [DONE]\n\n'],
  ["no blank line at the end", 'data: {"a":1}\n\ndata: [DONE]'],
] as const) {
  test(`server-sent events with ${name}, in pieces of any size`, () => {
    for (const size of [1, 2, 3, 7, 1000]) {
      assert.deepEqual(texts(decode("text/event-stream; charset=utf-8", source, size)), ['{"a":1}', "[DONE]"]);
    }
  });
}

test("several data lines are one event", () => {
  assert.deepEqual(texts(decode("text/event-stream", "data: one\ndata: two\n\n")), ["one\ntwo"]);
});

test("names and ids are kept", () => {
  const [event] = decode("text/event-stream", "event: message\r\nid: 7\r\ndata: x\r\n\r\n");
  assert.deepEqual(event, { name: "message", id: "7", text: "x" });
});

test("characters of several bytes survive being split", () => {
  assert.deepEqual(texts(decode("text/event-stream", "data: grüße 🦀\n\n", 1)), ["grüße 🦀"]);
  assert.deepEqual(texts(decode("application/x-ndjson", '{"a":"🦀"}\n', 1)), ['{"a":"🦀"}']);
});

test("an event that never ends is dropped, and the stream goes on", () => {
  const decoder = decoderFor("text/event-stream");
  assert.ok(decoder);
  decoder.push(encoder.encode("data: "));
  const piece = encoder.encode("x".repeat(1024 * 1024));
  const events: StreamEvent[] = [];
  for (let count = 0; count < 20; count += 1) events.push(...decoder.push(piece));
  events.push(...decoder.push(encoder.encode("\n\ndata: after\n\n")));
  assert.ok(events.some(event => event.text.includes("was dropped")));
  assert.equal(events.at(-1)?.text, "after");
});

test("lines of JSON, with and without a last line break", () => {
  assert.deepEqual(texts(decode("application/x-ndjson", '{"a":1}\n\n{"b":2}', 3)), ['{"a":1}', '{"b":2}']);
  assert.deepEqual(texts(decode("application/json-seq", '\u001e{"a":1}\n\u001e{"b":2}\n')), ['{"a":1}', '{"b":2}']);
});

test("the reply's type decides, not what was asked for", () => {
  assert.equal(decoderFor("application/json"), undefined);
  assert.equal(decoderFor(""), undefined);
  assert.ok(decoderFor("Text/Event-Stream"));
});
