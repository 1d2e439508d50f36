import assert from "node:assert/strict";
import { test } from "node:test";
import { cursorAt } from "../../../frontend/src/console/json_places";
import { parseJson } from "../../../frontend/src/console/json_text";
import { SchemaReader } from "../../../frontend/src/console/schema";
import { suggestionsAt } from "../../../frontend/src/console/suggest";

const DEFINITIONS = {
  Message: {
    oneOf: [
      { type: "object", required: ["role", "content"], properties: { role: { const: "user" }, content: { type: "string" }, name: { type: "string" } } },
      { type: "object", required: ["role"], properties: { role: { const: "tool" }, tool_call_id: { type: "string", description: "Which call." } } },
    ],
  },
  Chat: {
    type: "object",
    required: ["model"],
    properties: {
      id: { type: "string", readOnly: true },
      key: { type: "string", writeOnly: true },
      model: { enum: ["fast", "slow"], type: "string" },
      stream: { type: "boolean", default: false },
      stop: { type: ["string", "null"] },
      messages: { type: "array", items: { $ref: "#/$defs/Message" } },
      labels: { type: "object", additionalProperties: { enum: ["x", "y"] } },
      self: { $ref: "#/$defs/Chat" },
    },
  },
};
const reader = new SchemaReader(DEFINITIONS);

/** What is suggested at `|`; what is in the text otherwise counts as its value. */
function suggested(marked: string, value?: unknown) {
  const source = marked.replace("|", "");
  const cursor = cursorAt(source, marked.indexOf("|"));
  assert.ok(cursor);
  const parsed = parseJson(source);
  return suggestionsAt(reader, reader.read({ $ref: "#/$defs/Chat" }), value ?? (parsed.ok ? parsed.value : undefined), cursor);
}
const labels = (marked: string, value?: unknown) => suggested(marked, value).map(({ label }) => label);

test("names that are not there yet; what only the gateway writes is left out", () => {
  assert.deepEqual(labels('{"model": "fast", |}'), ["key", "stream", "stop", "messages", "labels", "self"]);
});

test("a name brings the beginning of its value, unless one is there", () => {
  const inserts = Object.fromEntries(suggested("{|}").map(({ label, insert, back }) => [label, [insert, back]]));
  assert.deepEqual(inserts.messages, ['"messages": []', 1]);
  assert.deepEqual(inserts.self, ['"self": {}', 1]);
  assert.deepEqual(inserts.key, ['"key": ""', 1]);
  assert.deepEqual(inserts.stream, ['"stream": ', 0]);
  assert.equal(suggested('{"mo|": 1}').find(({ label }) => label === "model")?.insert, '"model"');
});

test("values of enums, booleans, nullable and maps", () => {
  assert.deepEqual(labels('{"model": |}').sort(), ['"fast"', '"slow"']);
  assert.deepEqual(labels('{"stream": |}').sort(), ["false", "true"]);
  assert.deepEqual(labels('{"stop": |}'), ["null"]);
  assert.deepEqual(labels('{"labels": {"a": |}}').sort(), ['"x"', '"y"']);
  assert.deepEqual(labels('{"self": {"self": {"model": |}}}').sort(), ['"fast"', '"slow"']);
});

test("of variants the one that the value is", () => {
  assert.deepEqual(labels('{"messages": [{"role": "tool", |}]}', { messages: [{ role: "tool" }] }), ["tool_call_id"]);
  assert.deepEqual(labels('{"messages": [{|}]}').sort(), ["content", "name", "role", "tool_call_id"]);
  assert.deepEqual(labels('{"messages": [{"role": "too|"}]}', { messages: [{ role: "user" }] }).sort(), ['"tool"', '"user"']);
});

test("nothing where the schema says nothing", () => {
  assert.deepEqual(labels('{"unknown": {|}}'), []);
  assert.deepEqual(labels('{"model": {"a": |}}'), []);
});
