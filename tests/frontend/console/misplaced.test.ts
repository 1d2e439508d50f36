import assert from "node:assert/strict";
import { test } from "node:test";
import { looksLikeKey, misplaced } from "../../../frontend/src/console/misplaced";

const URL_ = "https://gw.example/v1";
const KEY = "sk-abcdefghij1234567890";

test("what looks like a key, and what does not", () => {
  for (const key of [KEY, "sk-or-v1-0123456789abcdef", "ghp_0123456789abcdefghij", "AKIA0123456789ABCDEF", "eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", `Bearer ${KEY}`]) {
    assert.ok(looksLikeKey(key), key);
  }
  for (const text of ["sk-sandbox", "ask-me-anything-about-this", "task-force", "gpt-4o-mini", "bearer of news", "pk", "risk-averse-investors", ""]) {
    assert.ok(!looksLikeKey(text), text);
  }
});

test("a key in a parameter, the body or the base URL is told, not where it is meant", () => {
  const fields = { "query:q": KEY, "header:X-Api-Key": KEY, body: { messages: [{ content: `my key ${KEY}` }], api_key: KEY } };
  const told = misplaced(fields, URL_);
  assert.deepEqual(told.map(({ field }) => field), ["query:q", "body"]);
  assert.match(told[1]?.message ?? "", /body\/messages\/0\/content holds what looks like a key/);
  assert.ok(told.every(({ fatal, message }) => !fatal && !message.includes(KEY)));
  assert.equal(misplaced({}, `${URL_}/${KEY}`)[0]?.field, "target");
  assert.deepEqual(misplaced({ "query:q": "words", body: undefined }, URL_), []);
});
