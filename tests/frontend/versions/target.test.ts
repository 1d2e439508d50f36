import assert from "node:assert/strict";
import { test } from "node:test";
import { type Told, target } from "../../../frontend/src/versions/target";

const V2 = { label: "v2", title: "v2", status: "current", folder: "" };
const V1 = { label: "v1", title: "v1", status: "deprecated", folder: "v1/" };
const TOLD: Told = {
  versions: [V2, V1],
  trees: ["reference", "mcp"],
  elsewhere: {
    v2: { v1: { "reference/keys/create/": "reference/tokens/make/" } },
    v1: { v2: { "reference/gone/": "/changes/v2/#gone" } },
  },
};

test("the same page of another version, at the same place in it", () => {
  const found = target(TOLD, "reference/chat/create/?q=1#body-n", V1);
  assert.deepEqual(found, { path: "v1/reference/chat/create/#body-n", isHere: false });
  assert.equal(target(TOLD, "v1/reference/chat/create/index.html", V2).path, "reference/chat/create/");
});

test("a page that moved, and one that is gone", () => {
  assert.equal(target(TOLD, "reference/keys/create/", V1).path, "v1/reference/tokens/make/");
  assert.equal(target(TOLD, "v1/reference/gone/#x", V2).path, "changes/v2/#gone");
});

test("guides and pages of change lead to the front of another version, and stay in the current one", () => {
  assert.equal(target(TOLD, "tutorials/first-call/", V1).path, "v1/reference/");
  assert.deepEqual(target(TOLD, "changes/v2/", V2), { path: "changes/v2/", isHere: true });
});

test("where the reader is", () => {
  assert.deepEqual(target(TOLD, "v1/mcp/quarry/#tools", V1), { path: "v1/mcp/quarry/#tools", isHere: true });
});
