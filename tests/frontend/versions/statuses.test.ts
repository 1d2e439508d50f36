import assert from "node:assert/strict";
import { test } from "node:test";
import { statuses } from "../../../frontend/src/page/hiding";

const NOON = Date.parse("2027-05-31T12:00:00Z");

test("an operation has ended when its last day is over", () => {
  assert.equal(statuses("new deprecated", undefined, NOON), "new deprecated");
  assert.equal(statuses("deprecated", "2027-05-31", NOON), "deprecated");
  assert.equal(statuses("deprecated", "2027-05-30", NOON), "deprecated ended");
  assert.equal(statuses("", "2020-01-01", NOON).trim(), "ended");
  assert.equal(statuses("", "soon", NOON), "");
});
