import assert from "node:assert/strict";
import { test } from "node:test";
import { checkOf } from "../../../frontend/src/console/validate";

const faults = (schema: unknown, value: unknown, definitions = {}) => Object.fromEntries(checkOf(schema, definitions)(value));

test("faults stand at the place they are about", () => {
  const schema = { type: "object", required: ["model"], properties: { model: { type: "string" }, messages: { type: "array", items: { $ref: "#/$defs/M" } } } };
  const definitions = { M: { type: "object", required: ["role"], properties: { role: { enum: ["user"] } } } };
  assert.deepEqual(faults(schema, { model: "x", messages: [{ role: "user" }] }, definitions), {});
  const found = faults(schema, { messages: [{ role: "robot" }] }, definitions);
  assert.deepEqual(Object.keys(found).sort(), ["", "/messages/0/role"]);
  assert.match(found[""] ?? "", /model/);
});

test("a required property that is read-only is not asked for", () => {
  assert.deepEqual(faults({ required: ["id"], properties: { id: { readOnly: true } } }, {}), {});
});

test("a pattern that could hang is not run, and a schema that breaks the validator finds nothing", () => {
  const start = Date.now();
  assert.deepEqual(faults({ type: "string", pattern: "((a+)+)+$" }, `${"a".repeat(40)}!`), {});
  assert.ok(Date.now() - start < 1000);
  assert.deepEqual(faults({ type: "string", pattern: "(" }, "x"), {});
  assert.deepEqual(faults({ $ref: "#/$defs/missing" }, "x"), {});
  assert.deepEqual(faults("nonsense", "x"), {});
});

test("what is given to be checked stays as it was", () => {
  const schema = Object.freeze({ type: "object", properties: Object.freeze({ a: Object.freeze({ type: "string" }) }) });
  checkOf(schema, Object.freeze({}))({ a: 1 });
  assert.deepEqual(schema, { type: "object", properties: { a: { type: "string" } } });
});
