import assert from "node:assert/strict";
import { test } from "node:test";
import { embeddedIn } from "../../../frontend/src/console/embedded";

const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(100)]).toString("base64");
const WAV = Buffer.concat([Buffer.from("RIFF\0\0\0\0WAVEfmt ", "latin1"), Buffer.alloc(100)]).toString("base64");

test("pictures and sounds are found by their first bytes, wherever they stand", () => {
  const reply = { created: 1, data: [{ b64_json: PNG }], choices: [{ message: { audio: { data: WAV } } }], url: `data:image/png;base64,${PNG}` };
  const found = embeddedIn(reply);
  assert.deepEqual(
    found.map(({ pointer, kind }) => [pointer, kind]),
    [["/url", "image"], ["/data/0/b64_json", "image"], ["/choices/0/message/audio/data", "audio"]],
  );
  assert.equal(found[0]?.received.size, 108);
});

test("words, other bytes, broken base64 and what merely claims to be a picture are left alone", () => {
  const zip = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(100)]).toString("base64");
  const values = ["word ".repeat(100), zip, `${PNG.slice(0, 80)}%%`, `data:image/png;base64,${"A".repeat(100)}`, "x".repeat(100)];
  assert.deepEqual(embeddedIn(values), []);
});

test("a value with no end of members is left in time", () => {
  assert.equal(embeddedIn({ list: Array.from({ length: 100 }, () => PNG) }).length, 8);
  assert.deepEqual(embeddedIn(Array.from({ length: 100_000 }, () => 1)), []);
});
