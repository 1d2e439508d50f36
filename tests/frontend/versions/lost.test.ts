import assert from "node:assert/strict";
import { test } from "node:test";
import { suggestions } from "../../../frontend/src/versions/lost";
import type { Told } from "../../../frontend/src/versions/target";

const PAGES = [
  "guides/first-call/",
  "reference/",
  "reference/keys/create-key/",
  "reference/keys/list-keys/",
  "reference/budgets/create-budget/",
  "v1/reference/keys/list-keys/",
  "v1/reference/tokens/drop-token/",
];
const TOLD: Told = {
  versions: [
    { label: "v2", title: "Version 2", status: "current", folder: "", aliases: ["latest"] },
    { label: "v1", title: "Version 1", status: "deprecated", folder: "v1/" },
  ],
  trees: ["reference"],
  elsewhere: {
    v1: { v2: { "reference/tokens/make/": "reference/keys/create-key/", "reference/tokens/drop/": "/changes/v2/#gone" } },
  },
};

const found = (lost: string, told: Told | undefined = TOLD) =>
  suggestions(PAGES, told, lost).map(one => `${one.why} ${one.path}`);

test("a page that moved, and one that is gone, come first", () => {
  assert.equal(found("reference/tokens/make/")[0], "moved reference/keys/create-key/");
  assert.equal(found("reference/tokens/make/index.html#body")[0], "moved reference/keys/create-key/");
  assert.equal(found("latest/reference/tokens/make")[0], "moved reference/keys/create-key/");
  assert.equal(found("reference/tokens/drop.html")[0], "gone changes/v2/#gone");
});

test("the same page in another version", () => {
  assert.equal(found("reference/tokens/drop-token/")[0], "version v1/reference/tokens/drop-token/");
  assert.equal(found("v1/reference/keys/create-key/")[0], "version reference/keys/create-key/");
  assert.equal(found("latest/reference/keys/list-keys/")[0], "version reference/keys/list-keys/");
  assert.equal(suggestions(PAGES, TOLD, "v1/reference/keys/create-key/")[0]?.version, "Version 2");
});

test("a folder before the page that the site does not have", () => {
  assert.equal(found("1.7/reference/keys/list-keys/", undefined)[0], "near reference/keys/list-keys/");
});

test("names alike, of the version that was asked for, and none where nothing is alike", () => {
  assert.equal(found("reference/keys/create-keys/")[0], "near reference/keys/create-key/");
  assert.equal(found("reference/key/crete-key/")[0], "near reference/keys/create-key/");
  assert.ok(found("v1/reference/keys/lists-keys/").includes("near v1/reference/keys/list-keys/"));
  assert.ok(!found("reference/keys/lists-keys/").some(one => one.includes("v1/")));
  assert.deepEqual(found("zebra/"), []);
  assert.deepEqual(suggestions([], undefined, "reference/"), []);
});
