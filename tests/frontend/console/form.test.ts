import assert from "node:assert/strict";
import { test } from "node:test";
import { starter, typedValue, variantOf, withItem, withMember } from "../../../frontend/src/console/form";
import { printJson } from "../../../frontend/src/console/json_text";
import { SchemaReader } from "../../../frontend/src/console/schema";

const reader = new SchemaReader({
  Node: { type: "object", required: ["name", "next"], properties: { name: { type: "string" }, next: { $ref: "#/$defs/Node" } } },
});

function start(schema: unknown): unknown {
  return starter(reader, reader.read(schema));
}

test("a start holds what is required, from defaults, constants, examples and enums", () => {
  const schema = {
    type: "object",
    required: ["model", "kind", "count", "mode", "on"],
    properties: {
      model: { type: "string", examples: ["fast"] },
      kind: { const: "chat" },
      count: { type: "integer", minimum: 3 },
      mode: { enum: ["b", "a"] },
      on: { type: "boolean", default: true },
      left: { type: "string" },
    },
  };
  assert.deepEqual(start(schema), { model: "fast", kind: "chat", count: 3, mode: "b", on: true });
});

test("a schema that requires itself still has a start", () => {
  const made = printJson(start({ $ref: "#/$defs/Node" }));
  assert.ok(made.length < 2000);
  assert.match(made, /"next"/);
});

test("lists start with as many items as they must have, within reason", () => {
  assert.deepEqual(start({ type: "array", minItems: 2, items: { type: "string" } }), ["", ""]);
  assert.equal((start({ type: "array", minItems: 1e9, items: { type: "string" } }) as unknown[]).length, 3);
});

test("members are set in place, left out when undefined, and never change what was given", () => {
  const before = Object.freeze({ a: 1, b: 2 });
  assert.deepEqual(Object.entries(withMember(before, "a", 3)), [["a", 3], ["b", 2]]);
  assert.deepEqual(withMember(before, "a", undefined), { b: 2 });
  assert.deepEqual(withMember(undefined, "c", 1), { c: 1 });
});

test("a member called __proto__ is a member like others", () => {
  const made = withMember({}, "__proto__", { polluted: true });
  assert.deepEqual(Object.keys(made), ["__proto__"]);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test("items are set, appended and taken out", () => {
  assert.deepEqual(withItem(["a", "b"], 1, "c"), ["a", "c"]);
  assert.deepEqual(withItem(["a"], 1, "b"), ["a", "b"]);
  assert.deepEqual(withItem(["a", "b"], 0, undefined), ["b"]);
});

test("what is typed becomes what the schema asks for", () => {
  assert.equal(typedValue({ type: "integer" }, "12"), 12);
  assert.equal(typedValue({ type: "number" }, "1.5e3"), 1500);
  assert.equal(typedValue({ type: "string" }, "12"), "12");
  assert.equal(typedValue({ type: "integer" }, ""), undefined);
  assert.equal(typedValue({ type: "integer" }, "twelve"), "twelve");
});

test("a value finds its variant", () => {
  const schema = reader.read({
    oneOf: [
      { type: "string" },
      { type: "object", required: ["role"], properties: { role: { const: "user" }, content: { type: "string" } } },
      { type: "object", required: ["role"], properties: { role: { const: "tool" }, content: { type: "string" } } },
    ],
  });
  assert.equal(variantOf(reader, schema, "text"), 0);
  assert.equal(variantOf(reader, schema, { role: "tool", content: "x" }), 2);
  assert.equal(variantOf(reader, schema, undefined), 0);
});
