import assert from "node:assert/strict";
import { test } from "node:test";
import { at, filled, readGiven } from "../../../frontend/src/console/given";

test("what was taken goes into its places, of its own type where it is alone there", () => {
  const known = new Map<string, unknown>([
    ["id", "key_1"],
    ["count", 3],
  ]);
  const value = { path: "/keys/{{id}}", n: "{{ count }}", list: ["{{id}}", true], gone: "{{other}}" };
  assert.deepEqual(filled(value, known), { path: "/keys/key_1", n: 3, list: ["key_1", true], gone: "{{other}}" });
});

test("a pointer finds members and items, and nothing that is inherited", () => {
  const reply = { data: [{ "a/b": { id: 1 } }] };
  assert.equal(at(reply, "/data/0/a~1b/id"), 1);
  assert.equal(at(reply, "/data/1"), undefined);
  assert.equal(at(reply, "/__proto__/constructor"), undefined);
  assert.deepEqual(at(reply, ""), reply);
});

test("an attribute that is damaged gives nothing", () => {
  assert.equal(readGiven("{"), undefined);
  assert.equal(readGiven("[1]"), undefined);
  assert.deepEqual(readGiven('{"body": 1, "take": {"a": "/b"}}'), { parameters: {}, body: 1, take: { a: "/b" } });
});
