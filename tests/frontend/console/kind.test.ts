import assert from "node:assert/strict";
import { test } from "node:test";
import { hexRows } from "../../../frontend/src/console/hex";
import { kindOf, sniffed } from "../../../frontend/src/console/kind";

const bytes = (text: string) => Uint8Array.from(text, character => character.charCodeAt(0));

for (const [contentType, beginning, kind] of [
  ["image/png", "\x89PNG\r\n\x1a\n", "image"],
  ["application/octet-stream", "\x89PNG\r\n\x1a\n", "image"],
  ["text/html", "\x89PNG\r\n\x1a\n", "image"],
  ["image/png", "<script>alert(1)</script>", "binary"],
  ["application/pdf", "<html>", "binary"],
  ["application/pdf", "%PDF-1.7", "pdf"],
  ["image/svg+xml", "<svg/>", "svg"],
  ["text/html; charset=utf-8", "<p>", "html"],
  ["application/problem+json", "{", "json"],
  ["application/xml", "<a/>", "text"],
  ["audio/mpeg", "ID3\x04", "audio"],
  ["audio/wav", "RIFF\0\0\0\0WAVEfmt ", "audio"],
  ["", "words", "text"],
  ["", "a\0b", "binary"],
  ["text/plain", "a\0b", "binary"],
  ["application/zip", "PK\x03\x04", "binary"],
] as const) {
  test(`${contentType || "no type"} that begins with ${JSON.stringify(beginning)} is ${kind}`, () => {
    assert.equal(kindOf(contentType, bytes(beginning)), kind);
  });
}

test("nothing is found in nothing", () => {
  assert.equal(sniffed(new Uint8Array()), "");
  assert.equal(hexRows(new Uint8Array()), "");
});

test("rows of offset, hexadecimal and characters", () => {
  assert.equal(
    hexRows(bytes("0123456789abcdef\x00\xff")),
    "000000  30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66  0123456789abcdef\n" +
      "000010  00 ff                                            ··",
  );
});
