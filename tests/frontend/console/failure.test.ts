import assert from "node:assert/strict";
import { test } from "node:test";
import { explainFailure, explainReply, gatewayError, retryAfterOf } from "../../../frontend/src/console/failure";

const AT = { url: "https://gw.example/v1/x", page: "https://docs.example/", proxied: false, sentKey: true };

for (const [name, body, message, kind, code] of [
  ["OpenAI's shape", { error: { message: "No.", type: "auth", param: null, code: "401" } }, "No.", "auth", "401"],
  ["the word None for nothing", { error: { message: "No.", type: "None", param: "None", code: 429 } }, "No.", "", "429"],
  ["a detail", { detail: "Not authenticated" }, "Not authenticated", "", ""],
  ["a list of details", { detail: [{ loc: ["body", "model"], msg: "Field required" }, { msg: "x" }] }, "model: Field required; x", "", ""],
  ["an error inside a detail", { detail: { error: { message: "Deep" } } }, "Deep", "", ""],
  ["status and message", { status: "failure", message: "Bad config" }, "Bad config", "", ""],
  ["error and message", { error: "rate_limited", message: "Slow down" }, "Slow down", "rate_limited", ""],
  ["an error word", { error: "invalid_token" }, "invalid_token", "", ""],
  ["problem+json", { type: "about:blank", title: "Gone", detail: "It left.", status: 410 }, "It left.", "", ""],
  ["plain text", "Too Many Requests\n", "Too Many Requests", "", ""],
  ["a page", "<!doctype html><title>502 Bad Gateway</title><script>alert(1)</script>", "502 Bad Gateway", "", ""],
] as const) {
  test(`an error as ${name}`, () => assert.deepEqual(gatewayError(body), { message, kind, code }));
}

test("what says nothing is no error text", () => {
  for (const body of [undefined, null, 5, "", {}, []]) assert.equal(gatewayError(body), undefined);
});

test("seconds to wait, in every form seen", () => {
  assert.equal(retryAfterOf([["Retry-After", "60"]]), 60);
  assert.equal(retryAfterOf([["x-retry-in", "800ms"]]), 1);
  assert.equal(retryAfterOf([["retry-after", "Mon, 23 Nov 2026 10:00:30 GMT"]], Date.parse("2026-11-23T10:00:00Z")), 30);
  assert.equal(retryAfterOf([["retry-after", "soon"]]), undefined);
  assert.equal(retryAfterOf([]), undefined);
});

test("statuses are told in words that fit the case", () => {
  assert.match(explainReply(401, [], {}, AT).hints.join(), /belongs to gw\.example/);
  assert.match(explainReply(401, [], {}, { ...AT, sentKey: false }).hints.join(), /Fill in a key/);
  assert.equal(explainReply(429, [["retry-after", "3"]], "", AT).retryAfter, 3);
  assert.equal(explainReply(400, [], { error: { message: "Budget has been exceeded! Current cost: 2", type: "budget_exceeded" } }, AT).title, "The budget is spent");
  assert.match(explainReply(502, [], "", { ...AT, proxied: true }).hints.join(), /behind the proxy/);
  assert.equal(explainReply(418, [], "", AT).title, "The gateway refused the request");
  assert.equal(explainReply(599, [], "", AT).title, "The gateway failed");
  assert.match(explainReply(200, [], { error: { message: "x" } }, AT).title, /inside the stream/);
});

const unreachable = { kind: "failure", cause: "unreachable", message: "Failed to fetch" } as const;

test("no answer: the target is named, with what may be the cause", () => {
  const told = explainFailure(unreachable, AT);
  assert.equal(told.title, "No answer from gw.example");
  assert.match(told.hints.join(), /CORS/);
  assert.match(explainFailure(unreachable, { ...AT, url: "http://gw.example/" }).hints.join(), /https address/);
  assert.match(explainFailure(unreachable, { ...AT, url: "http://127.0.0.1:4000/" }).hints.join(), /your own machine/);
  assert.doesNotMatch(explainFailure(unreachable, { ...AT, page: "https://gw.example/docs/" }).hints.join(), /CORS/);
});

test("a redirect is not followed with a key, and that is said", () => {
  assert.match(explainFailure({ kind: "failure", cause: "redirected", message: "" }, AT).hints.join(), /does not follow with a key/);
});

test("a challenge's scope and the fallbacks that were tried are told", () => {
  const challenge = [["WWW-Authenticate", 'Bearer error="insufficient_scope", scope="keys:write"']] as const;
  assert.match(explainReply(403, challenge, {}, AT).hints.join(), /scope keys:write/);
  assert.match(explainReply(503, [["x-litellm-attempted-fallbacks", "2"]], {}, AT).hints.join(), /tried 2 other/);
  assert.doesNotMatch(explainReply(503, [["x-litellm-attempted-fallbacks", "0"]], {}, AT).hints.join(), /tried/);
});
