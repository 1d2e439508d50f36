import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { stem } from "../../../frontend/src/search/stem";
import { squashed, surfaces } from "../../../frontend/src/search/words";

const golden = (name: string): unknown => JSON.parse(readFileSync(`../tests/golden/${name}.json`, "utf8"));

test("stems are those that Python finds", () => {
  const wanted = golden("stems") as Record<string, string>;
  for (const [word, stemmed] of Object.entries(wanted)) assert.equal(stem(word), stemmed, word);
});

test("texts fall into the words that Python finds", () => {
  for (const [text, words, whole] of golden("words") as [string, string[], string][]) {
    assert.deepEqual(surfaces(text), words, text);
    assert.equal(squashed(text), whole, text);
  }
});
