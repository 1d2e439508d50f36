import assert from "node:assert/strict";
import { test } from "node:test";
import { SchemaReader } from "../../../frontend/src/console/schema";
import { xmlOf } from "../../../frontend/src/console/xml";

const reader = new SchemaReader({});
const written = (schema: object, value: unknown): string => xmlOf(reader, reader.read(schema), value).split("\n").slice(1).join("\n");
const array = (more: object, items: object = { type: "string" }) => ({ title: "book", properties: { tags: { type: "array", items, ...more } } });

// The examples of OpenAPI 3.1, "XML Object".
for (const [what, schema, value, expected] of [
  ["a name", { title: "x", properties: { name: { type: "string", xml: { name: "label" } } } }, { name: "v" }, "<x><label>v</label></x>"],
  ["an attribute", { title: "Person", properties: { id: { type: "integer", xml: { attribute: true } }, name: { type: "string" } } }, { id: 123, name: "e" }, '<Person id="123"><name>e</name></Person>'],
  ["prefix and namespace", { title: "x", properties: { name: { type: "string", xml: { namespace: "http://a/?b&c", prefix: "s" } } } }, { name: "v" }, '<x><s:name xmlns:s="http://a/?b&amp;c">v</s:name></x>'],
  ["a list", array({}), { tags: ["a", "b"] }, "<book><tags>a</tags><tags>b</tags></book>"],
  ["a list whose items are named", array({}, { type: "string", xml: { name: "tag" } }), { tags: ["a"] }, "<book><tag>a</tag></book>"],
  ["a list whose name does not count", array({ xml: { name: "ignored" } }, { type: "string", xml: { name: "tag" } }), { tags: ["a"] }, "<book><tag>a</tag></book>"],
  ["a wrapped list", array({ xml: { wrapped: true } }), { tags: ["a", "b"] }, "<book><tags><tags>a</tags><tags>b</tags></tags></book>"],
  ["a wrapped list with names", array({ xml: { name: "all", wrapped: true } }, { type: "string", xml: { name: "tag" } }), { tags: ["a"] }, "<book><all><tag>a</tag></all></book>"],
  ["an empty wrapped list", array({ xml: { wrapped: true } }), { tags: [] }, "<book><tags/></book>"],
  ["a root with a name", { title: "x", xml: { name: "Root" }, properties: {} }, {}, "<Root/>"],
  ["text and CDATA of 3.2", { title: "x", properties: { id: { xml: { nodeType: "attribute" } }, body: { xml: { nodeType: "cdata" } } } }, { id: "1", body: "<a>]]>" }, '<x id="1"><![CDATA[<a>]]]]><![CDATA[>]]></x>'],
  ["what is left out, null, booleans and numbers", { title: "x", properties: {} }, { a: undefined, b: null, c: true, d: 1.5 }, "<x><b/><c>true</c><d>1.5</d></x>"],
] as const) {
  test(`XML of ${what}`, () => assert.equal(written(schema, value), expected));
}

test("nothing breaks out of its place", () => {
  const value = { "a><b": '<x y="1">&\u0000\r', "": "v" };
  assert.equal(written({ title: "x y" }, value), "<_x_y><_a__b>&lt;x y=&quot;1&quot;&gt;&amp;\ufffd&#13;</_a__b><_>v</_></_x_y>");
});

test("a value that nests without end is cut", () => {
  let value: unknown = "deep";
  for (let depth = 0; depth < 5000; depth += 1) value = { a: value };
  assert.ok(written({ title: "x" }, value).length < 2000);
});
