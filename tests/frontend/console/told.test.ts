import assert from "node:assert/strict";
import { test } from "node:test";
import { FAMILIES, familyOf } from "../../../frontend/src/console/gateways";
import { toldBy } from "../../../frontend/src/console/told";

const url = new URL("http://127.0.0.1:4800/v1/chat/completions");
const litellm = familyOf("litellm", { url, headers: [] });

test("what a family's headers tell is read, parts of names included", () => {
  const headers = [
    ["X-LiteLLM-Response-Cost", "0.00012"],
    ["x-ratelimit-remaining-requests", "9"],
    ["x-odd", "1"],
  ] as const;
  const found = toldBy(headers, litellm, [], false);
  assert.deepEqual(
    found.map(item => [item.reading, item.value]),
    [["Cost", "$0.00012"], ["Rate limit", "9"]],
  );
});

test("a documented header that another origin's page cannot read is told to be hidden", () => {
  const found = toldBy([["content-type", "application/json"]], litellm, ["X-Mine"], true);
  const why = Object.fromEntries(found.map(item => [item.header, item.hidden]));
  assert.equal(why["x-litellm-call-id"], "hidden by CORS");
  assert.equal(why["x-mine"], "hidden by CORS");
  assert.match(why["retry-after"] ?? "", /or not sent \(with 429\)/);
  assert.ok(!("x-litellm-cache-key" in why), "it is exposed: where it is not there, it was not sent");
  assert.deepEqual(toldBy([], litellm, ["X-Mine"], false), []);
});

test("moments are written out", () => {
  const found = toldBy([["deprecation", "@1688169599"]], undefined, [], false);
  assert.deepEqual(found.map(item => item.value), ["Fri, 30 Jun 2023 23:59:59 GMT"]);
});

test("a family is recognised by its headers, and names its own in lower case", () => {
  const clues = { url: new URL("https://gw.example/"), headers: [["x-portkey-trace-id", "t"]] as const };
  assert.equal(familyOf("", clues)?.id, "portkey");
  assert.equal(new Set(FAMILIES.map(family => family.id)).size, FAMILIES.length);
  for (const { headers } of FAMILIES) {
    for (const { name } of headers) assert.match(name, /^[a-z0-9_-]+\*?$/);
  }
});
