import assert from "node:assert/strict";
import { test } from "node:test";
import { alternativeLabel, authorize, type Credential } from "../../../frontend/src/console/auth";
import { contractOf, SCHEMES } from "./contracts";

const contract = contractOf({ schemes: SCHEMES });
const use = (...keys: string[]) => keys.map(key => ({ key, scopes: [] }));
const by = (key: string, credential: Credential) => authorize(contract, use(key), { [key]: credential });

test("each kind of scheme goes where it belongs", () => {
  assert.deepEqual(by("bearer", { secret: " sk-1 " }).headers, [["Authorization", "Bearer sk-1"]]);
  assert.deepEqual(by("oauth", { secret: "Bearer abc" }).headers, [["Authorization", "Bearer abc"]]);
  assert.deepEqual(by("header", { secret: "k" }).headers, [["x-api-key", "k"]]);
  assert.deepEqual(by("query", { secret: "k" }).query, [["key", "k"]]);
  assert.deepEqual(by("basic", { user: "ada", secret: "pässword" }).headers, [
    ["Authorization", `Basic ${Buffer.from("ada:pässword").toString("base64")}`],
  ]);
});

test("several schemes are sent together", () => {
  const both = authorize(contract, use("bearer", "header"), { bearer: { secret: "a" }, header: { secret: "b" } });
  assert.deepEqual(both.headers, [["Authorization", "Bearer a"], ["x-api-key", "b"]]);
  assert.ok(both.secret);
  assert.equal(alternativeLabel(contract, use("bearer", "header")), "Key and Header key");
});

test("a missing key is told and does not stop", () => {
  const none = authorize(contract, use("bearer"), {});
  assert.deepEqual(none.headers, []);
  assert.equal(none.secret, false);
  assert.deepEqual(none.troubles.map(({ field, fatal }) => [field, fatal]), [["auth:bearer", false]]);
});

test("a key that could break the header is refused, without repeating it", () => {
  const { headers, troubles } = by("bearer", { secret: "sk-1\r\nx-evil: 1" });
  assert.deepEqual(headers, []);
  assert.equal(troubles[0]?.fatal, true);
  assert.doesNotMatch(troubles[0]?.message ?? "", /sk-1/);
});

test("a key in a cookie is a cookie of the request", () => {
  assert.deepEqual(by("cookie", { secret: "x" }).cookies?.map(({ field, value }) => [field, value]), [["auth:cookie", "x"]]);
  assert.ok(by("cookie", { secret: "x" }).secret);
});

test("no key at all is an alternative", () => {
  assert.deepEqual(authorize(contract, [], {}), { headers: [], query: [], troubles: [], secret: false });
  assert.equal(alternativeLabel(contract, []), "No key");
});
