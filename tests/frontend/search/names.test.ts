import assert from "node:assert/strict";
import { test } from "node:test";
import { beginsSo } from "../../../frontend/src/search/names";
import { Vocabulary } from "../../../frontend/src/search/vocabulary";

const record = {
  address: "operation:GET /gists/{gist_id}/star",
  title: "Check a star",
  url: "gists/star/",
  method: "GET",
  path: "/gists/{gist_id}/star",
  name: "gists/is-starred",
  text: "",
  parts: [{ id: "path-gist_id", name: "gist_id", text: "" }],
};

test("a name begins as it was typed, with its marks", () => {
  assert.ok(beginsSo("gists/is-s", record, -1));
  assert.ok(beginsSo("get /gists/{gist_id}/s", record, -1));
  assert.ok(beginsSo("gist_", record, 0));
  assert.equal(beginsSo("gists/iss", record, -1), false);
  assert.equal(beginsSo("gistid", record, 0), false);
  assert.equal(beginsSo("gist_id", undefined, 0), false);
});

test("a rare word that begins a far commoner one is no plain word", () => {
  const words = new Vocabulary("mont0\nmonth5\nuse8\nuser9");
  assert.equal(words.isPlain("mont"), false);
  assert.equal(words.isPlain("use"), true);
  assert.equal(words.isPlain("branch"), false);
});
