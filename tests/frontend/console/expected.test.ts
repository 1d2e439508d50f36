import assert from "node:assert/strict";
import { test } from "node:test";
import { Exchange } from "../../../frontend/src/console/exchange";
import { closure, mediaTypeFor, verdictOf } from "../../../frontend/src/console/expected";
import { responseFor } from "../../../frontend/src/console/status";
import type { Event } from "../../../frontend/src/console/transport";

const DEFINITIONS = {
  thing: {
    type: "object",
    required: ["id", "secret"],
    properties: {
      id: { type: "string" },
      secret: { type: "string", writeOnly: true },
      parts: { type: "array", items: { $ref: "#/$defs/a~1b" } },
    },
  },
  "a/b": { type: "integer" },
  apart: { type: "null" },
};
const CONTRACT = {
  address: "operation:GET /things",
  responses: [
    { status: "200", mediaTypes: ["application/json"] },
    { status: "201", mediaTypes: ["text/event-stream", "application/jsonl"] },
    { status: "204", mediaTypes: [] },
    { status: "4XX", mediaTypes: ["application/problem+json"] },
  ],
};
const EXPECTED = {
  defs: DEFINITIONS,
  operations: {
    [CONTRACT.address]: {
      "201": {
        items: {
          "application/jsonl": { type: "object", required: ["n"], properties: { n: { type: "integer" } } },
          "text/event-stream": {
            type: "object",
            required: ["data"],
            properties: { event: { const: "tick" }, data: { type: "object", properties: { n: { type: "integer" } } } },
          },
        },
      },
      "200": { headers: ["X-Cost"], content: { "application/json": { $ref: "#/$defs/thing" } } },
    },
  },
};

async function verdict(status: number, contentType: string, body: string, expected: unknown = EXPECTED) {
  const exchange = new Exchange({ method: "GET", url: "https://gw.example/", headers: [], secret: false }, () => {});
  await exchange.run({
    async *send(): AsyncIterable<Event> {
      yield { kind: "head", status, statusText: "", headers: [["content-type", contentType]], filtered: false };
      if (body) yield { kind: "chunk", bytes: new TextEncoder().encode(body) };
      yield { kind: "end" };
    },
  });
  return verdictOf(exchange, CONTRACT, expected);
}

test("a reply that fits is told to, whatever is only written is not missed", async () => {
  const found = await verdict(200, "application/json", '{"id": "a", "parts": [1, 2]}');
  assert.deepEqual([found.kind, found.faults.size, found.headers], ["fits", 0, ["X-Cost"]]);
});

test("differences are told by place", async () => {
  const found = await verdict(200, "application/json; charset=utf-8", '{"id": 5, "parts": [1, "x"]}');
  assert.equal(found.kind, "differs");
  assert.deepEqual([...found.faults.keys()].sort(), ["/id", "/parts/1"]);
  assert.equal(found.words, "2 differences from the contract:");
});

test("a status or media type that the contract does not have is a difference", async () => {
  assert.match((await verdict(301, "text/html", "x")).words, /has 200, 201, 204, 4XX, not 301/);
  assert.match((await verdict(200, "text/html", "<p>")).words, /application\/json, not text\/html/);
  assert.equal((await verdict(404, "application/problem+json", "{}")).kind, "open");
});

test("what cannot be compared is said to be so", async () => {
  assert.match((await verdict(200, "application/json", "{}", {})).words, /those of the contract/);
  assert.match((await verdict(200, "application/json", '{"id": 1}', { cut: true })).words, /too large to load/);
  assert.match((await verdict(204, "", "")).words, /says nothing/);
  const large = JSON.stringify({ id: "x".repeat(300_000) });
  assert.match((await verdict(200, "application/json", large)).words, /too large to check/);
});

test("the closest status and media type are chosen", () => {
  const responses = ["default", "4XX", "404"].map(status => ({ status }));
  assert.deepEqual(["404", "418", "500"].map(status => responseFor(status, responses)?.status), ["404", "4XX", "default"]);
  assert.equal(mediaTypeFor("image/png", ["*/*", "image/*"]), "*/*");
  assert.equal(mediaTypeFor("image/png", ["application/json"]), undefined);
});

test("only what a schema leads to is given to the validator", () => {
  assert.deepEqual(Object.keys(closure({ $ref: "#/$defs/thing" }, DEFINITIONS)), ["thing", "a/b"]);
  const circle = { node: { items: { $ref: "#/$defs/node" } } };
  assert.deepEqual(Object.keys(closure({ $ref: "#/$defs/node" }, circle)), ["node"]);
});

test("events of a stream are compared with the schema of its items", async () => {
  const fits = await verdict(201, "application/jsonl", '{"n": 1}\n{"n": 2}\n');
  assert.deepEqual([fits.kind, fits.words], ["fits", "The events are as the contract has them."]);
  const lines = await verdict(201, "application/jsonl", '{"n": 1}\n{"n": "x"}\nno JSON\n{}\n');
  assert.deepEqual([...lines.faults.keys()], ["/2/n", "/3", "/4"]);
  const events = 'event: tick\ndata: {"n": 1}\n\nevent: tock\ndata: {"n": "x"}\n\ndata: [DONE]\n\n';
  const told = await verdict(201, "text/event-stream", events);
  assert.deepEqual([told.kind, [...told.faults.keys()].sort()], ["differs", ["/2/data/n", "/2/event"]]);
});
