import assert from "node:assert/strict";
import { test } from "node:test";
import { distance } from "../../../frontend/src/page/sunset";

test("how far away a day is, whatever the hour", () => {
  for (const hour of ["00:00", "12:00", "23:59"]) {
    const now = Date.parse(`2027-05-01T${hour}:00Z`);
    assert.equal(distance("2027-05-31", now), "in 30 days");
    assert.equal(distance("2027-05-02", now), "tomorrow");
    assert.equal(distance("2027-05-01", now), "today");
    assert.equal(distance("2027-04-21", now), "10 days ago");
  }
  assert.equal(distance("soon", 0), "");
});
