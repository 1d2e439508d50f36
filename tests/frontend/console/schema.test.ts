import assert from "node:assert/strict";
import { test } from "node:test";
import { isNullable, SchemaReader } from "../../../frontend/src/console/schema";

const reader = new SchemaReader({
  User: { type: "object", required: ["id"], properties: { id: { type: "string" } } },
  "a/b": { type: "integer" },
  Loop: { $ref: "#/$defs/Loop" },
  Fold: { allOf: [{ $ref: "#/$defs/Fold" }, { type: "object" }] },
});
const kind = (schema: unknown) => reader.kind(reader.read(schema));

for (const [schema, expected] of [
  [{ type: "object", properties: { a: {} } }, "object"],
  [{ properties: { a: {} } }, "object"],
  [{ type: "object", additionalProperties: { type: "string" } }, "map"],
  [{ type: "object", additionalProperties: false }, "object"],
  [{ type: "array" }, "array"],
  [{ type: ["string", "null"] }, "string"],
  [{ type: ["string", "array"] }, "variants"],
  [{ oneOf: [{ type: "string" }, { type: "integer" }] }, "variants"],
  [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string"],
  [{ enum: ["a"] }, "choice"],
  [{ const: 1 }, "constant"],
  [{ type: "string", format: "binary" }, "file"],
  [{ type: "string", contentMediaType: "image/png" }, "file"],
  [{ type: "string", contentMediaType: "image/png", contentEncoding: "base64" }, "string"],
  [{ type: "integer" }, "number"],
  [true, "any"],
  [{}, "any"],
  [{ properties: 5, required: "no", type: 7 }, "object"],
  [{ $ref: "#/$defs/a~1b" }, "number"],
  [{ $ref: "#/$defs/__proto__" }, "any"],
  [{ $ref: "http://127.0.0.1/schema.json" }, "any"],
  [{ $ref: "#/$defs/Loop" }, "any"],
  [{ $ref: "#/$defs/Fold" }, "object"],
] as const) {
  test(`${JSON.stringify(schema)} is of kind ${expected}`, () => assert.equal(kind(schema), expected));
}

test("allOf is folded: properties and required together", () => {
  const schema = reader.read({
    allOf: [{ $ref: "#/$defs/User" }, { required: ["name"], properties: { name: { type: "string" } } }],
    description: "A member",
  });
  assert.deepEqual(reader.properties(schema).map(([name]) => name), ["id", "name"]);
  assert.deepEqual(schema.required, ["id", "name"]);
  assert.equal(schema.description, "A member");
});

test("anyOf with null is the other one, nullable", () => {
  const schema = reader.read({ anyOf: [{ $ref: "#/$defs/User" }, { type: "null" }] });
  assert.equal(reader.kind(schema), "object");
  assert.ok(isNullable(schema));
});

test("variants are named by title, reference, constant or type", () => {
  const schema = reader.read({
    oneOf: [{ $ref: "#/$defs/User" }, { properties: { role: { const: "tool" } } }, { type: "string" }, {}],
  });
  assert.deepEqual(reader.variants(schema).map(({ label }) => label), ["User", "tool", "string", "Variant 4"]);
});

test("read-only properties are not asked for", () => {
  const schema = reader.read({ properties: { id: { type: "string", readOnly: true }, name: { type: "string" } } });
  assert.deepEqual(reader.properties(schema).map(([name]) => name), ["name"]);
});
