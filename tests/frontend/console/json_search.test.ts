import assert from "node:assert/strict";
import { test } from "node:test";
import { below, entriesOf, Marks, openDepth, search } from "../../../frontend/src/console/json_search";

const VALUE = { id: "gpt", "a/b": [1, { deep: "GPT-4" }], none: null, __proto__x: true };

test("names and scalars are found, in reading order, whatever their case", () => {
  assert.deepEqual(search(VALUE, "gpt"), ["/id", "/a~1b/1/deep"]);
  assert.deepEqual(search(VALUE, "NULL"), ["/none"]);
  assert.deepEqual(search(VALUE, "a/"), ["/a~1b"]);
  assert.deepEqual(search(VALUE, ""), []);
  assert.deepEqual(search("word", "or"), [""]);
});

test("a search ends at so many places, and goes as deep as the value", () => {
  assert.equal(search(Array(5000).fill("x"), "x", 100).length, 100);
  let deep: unknown = "found";
  for (let level = 0; level < 20_000; level += 1) deep = [deep];
  assert.equal(search(deep, "found").length, 1);
});

test("pointers escape what has a meaning in them", () => {
  assert.equal(below("/x", "a/b~c"), "/x/a~1b~0c");
  assert.equal(entriesOf("text"), undefined);
});

test("a small value unfolds wholly, a large one as far as can be drawn", () => {
  assert.equal(openDepth(VALUE), Number.POSITIVE_INFINITY);
  assert.equal(openDepth([Array(5000).fill([1])], 2000), 1);
  assert.equal(openDepth(Array(5000).fill(1)), 1);
});

test("marks count what lies below a place", () => {
  const marks = new Marks(new Map([["", "whole"], ["/a/b", "one"], ["/a/c/0", "two"]]));
  assert.deepEqual(["", "/a", "/a/c", "/a/b"].map(pointer => marks.inside(pointer)), [2, 2, 1, 0]);
  assert.equal(marks.at("/a/b"), "one");
  assert.equal(marks.at("/a"), "");
});
