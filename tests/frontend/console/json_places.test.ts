import assert from "node:assert/strict";
import { test } from "node:test";
import { cursorAt, placesOf } from "../../../frontend/src/console/json_places";

/** The cursor at `|` of a text. */
function at(marked: string) {
  const cursor = cursorAt(marked.replace("|", ""), marked.indexOf("|"));
  return cursor && { kind: cursor.kind, path: cursor.path.join("/"), taken: [...cursor.taken], text: marked.replace("|", "").slice(cursor.from, cursor.to), colon: cursor.colon };
}

for (const [marked, kind, path, taken, text] of [
  ["|", "value", "", [], ""],
  ["{|}", "name", "", [], ""],
  ['{"mo|"}', "name", "", [], '"mo"'],
  ["{mo|", "name", "", [], "mo"],
  ['{"a": 1, |, "c": 2}', "name", "", ["a", "c"], ""],
  ['{"a": 1, "b|": 3, "c": 2}', "name", "", ["a", "c"], '"b"'],
  ['{"a": |}', "value", "a", [], ""],
  ['{"a": tr|}', "value", "a", [], "tr"],
  ['{"a": "x|"}', "value", "a", [], '"x"'],
  ['{"a": {"b": [1, {"c": |', "value", "a/b/1/c", [], ""],
  ['{"a": {"b": [1, {|}]}}', "name", "a/b/1", [], ""],
  ["[|]", "value", "0", [], ""],
  ["[1, |]", "value", "1", [], ""],
  ['{"a/b": {|}}', "name", "a/b", [], ""],
] as const) {
  test(`the cursor in ${marked}`, () => {
    const cursor = at(marked);
    assert.deepEqual(cursor && [cursor.kind, cursor.path, cursor.taken, cursor.text], [kind, path, taken, text]);
  });
}

for (const marked of ['{"a"|: 1}', '{"a": "x"|}', '{"a": 1 |}', "{}|", "[1]|", '{"a" |: 1}']) {
  test(`nothing can be written in ${marked}`, () => assert.equal(at(marked), undefined));
}

test("whether a colon follows", () => {
  assert.equal(at('{"a|": 1}')?.colon, true);
  assert.equal(at('{"a|"}')?.colon, false);
});

test("places of values by pointer; an object is found by its name", () => {
  const source = '{"a/b": [10, {"c": "x"}], "d": true}';
  const places = [...placesOf(source)].map(([pointer, { from, to }]) => [pointer, source.slice(from, to)]);
  assert.deepEqual(places, [["", "{"], ["/a~1b", '"a/b"'], ["/a~1b/0", "10"], ["/a~1b/1", "{"], ["/a~1b/1/c", '"x"'], ["/d", "true"]]);
});

test("places of a text with mistakes, and of one that never ends", () => {
  assert.deepEqual([...placesOf('{"a": [1, , "b": ]]]}}').keys()], ["", "/a", "/a/0", "/a/2"]);
  assert.equal(placesOf("[".repeat(5000)).size, 5000);
  assert.ok(placesOf('{"__proto__": 1}').has("/__proto__"));
});
