import assert from "node:assert/strict";
import { test } from "node:test";
import { secretsOf } from "../../../../frontend/src/console/keep/known";
import { isSecretHeader, scrubbed, withoutSecrets } from "../../../../frontend/src/console/keep/secrets";
import { contractOf } from "../contracts";
import { CANARY, DRAFT, SECRETS, WIRE } from "./sending";

test("everything secret is taken out of a draft and named, the rest stays", () => {
  const { draft, left } = withoutSecrets(contractOf(WIRE), DRAFT, [CANARY]);
  const kept = JSON.stringify(draft);
  for (const secret of SECRETS) assert.ok(!kept.includes(secret), secret);
  assert.deepEqual(draft.parameters, { "path:id": "a b", "query:q": "x&y", "header:x-note": "note", "header:Idempotency-Key": "once" });
  assert.deepEqual(draft.body, { name: "thing", max_tokens: 5, login: { user: "me" }, list: [{ user: "you" }], nested: {} });
  assert.deepEqual(left, ["pin", "X-Api-Key", "session", "login.word", "list.0.word", "api_key", "nested.client_secret", "nested.note"]);
});

test("the reader's files stay only where they are wanted", () => {
  const draft = { parameters: {}, mediaType: "multipart/form-data", body: { file: new File(["x"], "x.txt"), note: "n" } };
  assert.deepEqual(withoutSecrets(contractOf(WIRE), draft, []), { draft: { ...draft, body: { note: "n" } }, left: ["file"] });
  assert.ok((withoutSecrets(contractOf(WIRE), draft, [], true).draft.body as { file: File }).file instanceof File);
});

test("a parameter that a scheme carries is a secret, whatever its name", () => {
  const wire = { ...WIRE, schemes: { odd: { name: "Odd", type: "apiKey", location: "query", parameterName: "q" } } };
  assert.ok(!("query:q" in withoutSecrets(contractOf(wire), DRAFT, []).draft.parameters));
});

test("keys are found as they are, in URLs and in JSON; short texts are no keys", () => {
  assert.equal(scrubbed('a=s%2Fk%20&b="s/k "', ["s/k "]), 'a=REDACTED&b="REDACTED"');
  assert.equal(scrubbed("abc", ["a", ""]), "abc");
  assert.equal(scrubbed("keykey2", ["key2", "keykey2"]), "REDACTED");
});

test("what a scheme makes of a key is secret too", () => {
  const known = secretsOf({ headers: [["Authorization", "Basic bWU6c2VjcmV0"]], query: [["key", "k"]], troubles: [], secret: true }, ["secret"]);
  assert.deepEqual(known, ["secret", "Basic bWU6c2VjcmV0", "k", "bWU6c2VjcmV0"]);
});

for (const [name, secret] of [
  ["Authorization", true],
  ["x-litellm-api-key", true],
  ["Ocp-Apim-Subscription-Key", true],
  ["X-Auth-Token", true],
  ["Cookie", true],
  ["Set-Cookie", true],
  ["Idempotency-Key", false],
  ["traceparent", false],
  ["x-cache-mode", false],
] as const) {
  test(`the header ${name} is ${secret ? "" : "not "}secret`, () => assert.equal(isSecretHeader(name), secret));
}

test("a body that nests without end is cut, not followed", () => {
  let body: unknown = "deep";
  for (let depth = 0; depth < 3000; depth += 1) body = { body };
  assert.ok(withoutSecrets(contractOf(WIRE), { parameters: {}, mediaType: "application/json", body }, []).left.length > 0);
});
