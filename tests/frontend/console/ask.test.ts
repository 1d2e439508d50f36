import assert from "node:assert/strict";
import { test } from "node:test";
import { cited } from "../../../frontend/src/console/ask";

test("an answer is cut at its citations", () => {
  assert.deepEqual(cited("Set a budget [2], or ask [1].", 2), ["Set a budget ", 2, ", or ask ", 1, "."]);
});

test("numbers without a source, and links, stay text", () => {
  assert.deepEqual(cited("See [7] and [1](https://evil.example).", 2), ["See [7] and [1](https://evil.example)."]);
});
