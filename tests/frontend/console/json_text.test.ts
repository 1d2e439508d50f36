import assert from "node:assert/strict";
import { test } from "node:test";
import { parseJson, printJson } from "../../../frontend/src/console/json_text";

test("JSON text is read, and an empty one is no value", () => {
  assert.deepEqual(parseJson('{"a": 1}'), { ok: true, value: { a: 1 } });
  assert.deepEqual(parseJson("  "), { ok: true, value: undefined });
});

test("form and text are in step: what is printed reads as the same value", () => {
  const value = { a: [1, { b: null }], c: "é\n" };
  assert.deepEqual(parseJson(printJson(value)), { ok: true, value });
});

for (const [source, line, column, message] of [
  ['{\n  "a": 1,\n  "b": x\n}', 3, 8, /a value/],
  ['{\n  "a": 1', 2, 9, /ends where a comma/],
  ['{"a": 1,}', 1, 9, /a name/],
  ["[1, 2,]", 1, 7, /a value/],
  ["[1 2]", 1, 4, /comma/],
  ["{'a': 1}", 1, 2, /double quotes/],
  ['{"a" 1}', 1, 6, /colon/],
  ["[01]", 1, 2, /value/],
  ['{"a": "b\nc"}', 1, 7, /value/],
  ['{"a": tru}', 1, 7, /value/],
  ["[1]]", 1, 4, /more after/],
  ["[}", 1, 2, /value or \]/],
] as const) {
  test(`the fault of ${JSON.stringify(source)} is placed`, () => {
    const parsed = parseJson(source);
    assert.ok(!parsed.ok);
    assert.deepEqual([parsed.line, parsed.column], [line, column]);
    assert.match(parsed.message, message);
  });
}
