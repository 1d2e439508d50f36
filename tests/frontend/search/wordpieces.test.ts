import assert from "node:assert/strict";
import { test } from "node:test";
import { WordPieces } from "../../../frontend/src/search/wordpieces";

const LISTED = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "token", "##s", "un", "##known", "cafe", "'", "日", "本", "a", "_"];
const pieces = new WordPieces(LISTED.join("\n"));
const read = (text: string, most?: number) => pieces.of(text, most).map(number => LISTED[number]);

test("words are split into the longest pieces that are known", () => {
  assert.deepEqual(read("Tokens unknown"), ["[CLS]", "token", "##s", "un", "##known", "[SEP]"]);
});

test("what has no pieces is unknown as a whole", () => {
  assert.deepEqual(read("tokenx"), ["[CLS]", "[UNK]", "[SEP]"]);
  assert.deepEqual(read("a".repeat(101)), ["[CLS]", "[UNK]", "[SEP]"]);
});

test("accents and case do not count; punctuation and Chinese characters stand alone", () => {
  assert.deepEqual(read("CAFÉ'a_日本"), ["[CLS]", "cafe", "'", "a", "_", "日", "本", "[SEP]"]);
});

test("control characters are left out, and long texts cut", () => {
  assert.deepEqual(read("to\u0000ken\u200b\ta"), ["[CLS]", "token", "a", "[SEP]"]);
  assert.equal(read("a ".repeat(500)).length, 128);
  assert.deepEqual(read(""), ["[CLS]", "[SEP]"]);
});
