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

test("no pattern of a description can hang the page, whatever the text", () => {
  const patterns = [
    "^((a+)+)+$", "^((a+))+$", "^(a|a)*$", "^(a|aa)+$", "(.*a){20}", "a*a*a*a*a*a*a*$b", `${"a?".repeat(40)}${"a".repeat(40)}b`, "^(a*)\\1b", "a{1,9999}a{1,9999}a{1,9999}a{1,9999}$",
  ];
  const start = Date.now();
  for (const pattern of patterns) {
    for (const length of [40, 900, 150_000]) {
      const text = `${"a".repeat(length)}!`;
      checkOf({ type: "string", pattern }, {})(text);
      checkOf({ patternProperties: { [pattern]: { type: "string" } }, additionalProperties: false }, {})({ [text]: 1 });
      checkOf({ pattern: "a+$" }, {})(text);
    }
  }
  assert.ok(Date.now() - start < 2000, `${Date.now() - start} ms`);
});

test("plain patterns are checked, and properties may be called after keywords", () => {
  assert.equal(Object.keys(faults({ type: "string", pattern: "^sk-[a-z]+$" }, "pk-x")).length, 1);
  const schema = { properties: { required: { type: "string" }, pattern: { type: "string" } } };
  assert.deepEqual(Object.keys(faults(schema, { required: 1, pattern: 2 })).sort(), ["/pattern", "/required"]);
});
