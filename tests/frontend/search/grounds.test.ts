import assert from "node:assert/strict";
import { test } from "node:test";
import { groundsOf, quoted } from "../../../frontend/src/search/grounds";

const words = new Map([
  ["rotat", 3],
  ["key", 1],
]);
const record = { address: "a", title: "Gates", url: "keys/", method: "", path: "", name: "", text: "", parts: [] };

function told(text: string) {
  return { record, kind: "guide", text, more: "" };
}

test("the sentences that say most are quoted, in their order, each once", () => {
  const text = "A key opens the gate. Rotate a key in time. It rains in autumn here. Rotate a key in time.";
  assert.deepEqual(quoted(text, words), ["Rotate a key in time."]);
});

test("what is far in meaning and shares no word is weak", () => {
  assert.equal(groundsOf("q", [told("Bread is baked in an oven.")], words, 0.2).weak, true);
  assert.equal(groundsOf("q", [told("Rotate a key in time.")], words, 0.5).weak, false);
  assert.equal(groundsOf("q", [], words, 0.9).weak, true);
});

test("sites without vectors go by words", () => {
  assert.equal(groundsOf("q", [told("Rotate a key in time.")], words, undefined).weak, false);
  assert.equal(groundsOf("q", [told("Bread is baked in an oven.")], words, undefined).weak, true);
});
