import assert from "node:assert/strict";
import { test } from "node:test";
import { cookiePairs, headerValue, pathSegment, queryParts, type Serialization } from "../../../frontend/src/console/serialize";

const how = (style: string, explode = false, more: Partial<Serialization> = {}): Serialization => ({
  style,
  explode,
  allowReserved: false,
  contentType: "",
  ...more,
});
const query = (value: unknown, serialization: Serialization) => queryParts("color", value, serialization).join("&");

const LIST = ["blue", "black"];
const OBJECT = { R: 100, G: 200 };

// The table "Style Examples" of OpenAPI 3.1.
for (const [style, explode, text, list, object] of [
  ["matrix", false, ";color=blue", ";color=blue,black", ";color=R,100,G,200"],
  ["matrix", true, ";color=blue", ";color=blue;color=black", ";R=100;G=200"],
  ["label", false, ".blue", ".blue,black", ".R,100,G,200"],
  ["label", true, ".blue", ".blue.black", ".R=100.G=200"],
  ["simple", false, "blue", "blue,black", "R,100,G,200"],
  ["simple", true, "blue", "blue,black", "R=100,G=200"],
] as const) {
  test(`path in style ${style}${explode ? ", exploded" : ""}`, () => {
    const written = ["blue", LIST, OBJECT].map(value => pathSegment("color", value, how(style, explode)));
    assert.deepEqual(written, [text, list, object]);
  });
}

for (const [style, explode, list, object] of [
  ["form", false, "color=blue,black", "color=R,100,G,200"],
  ["form", true, "color=blue&color=black", "R=100&G=200"],
  ["spaceDelimited", false, "color=blue%20black", "color=R%20100%20G%20200"],
  ["pipeDelimited", false, "color=blue%7Cblack", "color=R%7C100%7CG%7C200"],
  ["deepObject", true, "color=blue&color=black", "color%5BR%5D=100&color%5BG%5D=200"],
] as const) {
  test(`query in style ${style}${explode ? ", exploded" : ""}`, () => {
    assert.deepEqual([query(LIST, how(style, explode)), query(OBJECT, how(style, explode))], [list, object]);
  });
}

test("a deep object nests", () => {
  const value = { range: { gte: 1 }, tags: ["a", "b"], none: undefined };
  const parts = queryParts("filter", value, how("deepObject", true)).map(decodeURIComponent);
  assert.deepEqual(parts, ["filter[range][gte]=1", "filter[tags]=a", "filter[tags]=b"]);
});

test("a path value stays one segment", () => {
  assert.equal(pathSegment("id", "../../admin", how("simple")), "..%2F..%2Fadmin");
  assert.equal(pathSegment("id", "a?b#c%2e d", how("simple")), "a%3Fb%23c%252e%20d");
  assert.equal(pathSegment("id", "it's (fine)!*", how("simple")), "it%27s%20%28fine%29%21%2A");
});

test("nothing breaks out of a query", () => {
  assert.equal(query("a&b=c#d+e", how("form", true)), "color=a%26b%3Dc%23d%2Be");
  assert.equal(query("a/b?c&d#e", how("form", true, { allowReserved: true })), "color=a/b?c%26d%23e");
});

test("half a character cannot throw", () => {
  assert.equal(query("\ud800x", how("form", true)), "color=%EF%BF%BDx");
});

test("a parameter with a media type is JSON", () => {
  assert.equal(query({ a: 1 }, how("form", true, { contentType: "application/json" })), "color=%7B%22a%22%3A1%7D");
});

test("empty lists and objects have no part; numbers, booleans and null are written as JSON has them", () => {
  assert.equal(query([], how("form", true)), "");
  assert.equal(query({}, how("form")), "");
  assert.deepEqual([1.5, false, null].map(value => query(value, how("form", true))), ["color=1.5", "color=false", "color=null"]);
});

test("headers are not percent-encoded", () => {
  assert.equal(headerValue(["a b", "c"], how("simple")), "a b,c");
  assert.equal(headerValue({ a: 1 }, how("simple", true)), "a=1");
});

test("a parameter whose media type is text is not quoted", () => {
  assert.equal(query("a b", how("form", true, { contentType: "text/plain" })), "color=a%20b");
});

test("cookies: encoded in style form, as they are in style cookie; members are cookies of their own when exploded", () => {
  assert.deepEqual(cookiePairs("c", "a b;", how("form", true)), [["c", "a%20b%3B"]]);
  assert.deepEqual(cookiePairs("c", "a%20b", how("cookie", true)), [["c", "a%20b"]]);
  assert.deepEqual(cookiePairs("c", ["a", "b"], how("form", true)), [["c", "a,b"]]);
  assert.deepEqual(cookiePairs("c", { a: 1, b: 2 }, how("form", true)), [["a", "1"], ["b", "2"]]);
  assert.deepEqual(cookiePairs("c", { a: 1 }, how("form", false)), [["c", "a,1"]]);
});
