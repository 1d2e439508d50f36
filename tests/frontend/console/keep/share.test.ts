import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { withoutSecrets } from "../../../../frontend/src/console/keep/secrets";
import { fragmentOf, isShared, sharedIn } from "../../../../frontend/src/console/keep/share";
import { contractOf } from "../contracts";
import { CANARY, DRAFT, SECRETS, WIRE } from "./sending";

const contract = contractOf(WIRE);
const operation = contract.address;
const packed = (wire: unknown): string => `#try=${deflateRawSync(typeof wire === "string" ? wire : JSON.stringify(wire)).toString("base64url")}`;
const GOOD = { v: 1, o: operation, p: { "query:q": "1" }, m: "application/json", b: { name: "é🚪" }, l: ["pin"] };

test("a request comes back from its fragment, without secrets", async () => {
  const cleared = withoutSecrets(contract, DRAFT, [CANARY]);
  const fragment = await fragmentOf({ operation, ...cleared });
  assert.match(fragment, /^#try=[\w-]+$/);
  assert.ok(isShared(fragment));
  const shared = await sharedIn(fragment, contract);
  assert.deepEqual(shared, { operation, ...cleared });
  for (const secret of SECRETS) assert.ok(!JSON.stringify(shared).includes(secret), secret);
});

test("what the contract has no place for is dropped", async () => {
  const wire = { ...GOOD, p: { "query:q": "1", "header:authorization": "x", __proto__: 1, "query:evil": 2 }, m: "text/evil", target: "https://evil.example" };
  const shared = await sharedIn(packed(wire), contract);
  assert.deepEqual(shared?.draft, { parameters: { "query:q": "1" }, mediaType: "application/json", body: undefined });
});

for (const [what, hash] of [
  ["nothing", ""],
  ["another anchor", "#parameters"],
  ["no base64", "#try=%%%"],
  ["no deflate", "#try=AAAA"],
  ["no JSON", packed("{")],
  ["no object", packed([1])],
  ["another version", packed({ ...GOOD, v: 2 })],
  ["another operation", packed({ ...GOOD, o: "operation:GET /other" })],
  ["parameters that are no object", packed({ ...GOOD, p: [1] })],
  ["a bomb", packed("0".repeat(50_000_000))],
  ["an endless fragment", `#try=${"A".repeat(40_000)}`],
] as const) {
  test(`a fragment with ${what} fills in nothing`, async () => assert.equal(await sharedIn(hash, contract), undefined));
}

test("a good fragment of other making is read", async () => {
  assert.deepEqual(await sharedIn(packed(GOOD), contract), {
    operation,
    draft: { parameters: { "query:q": "1" }, mediaType: "application/json", body: { name: "é🚪" } },
    left: ["pin"],
  });
});

test("a request too large for a link is told, not cut", async () => {
  const noise = Array.from({ length: 40_000 }, (_, index) => Math.sin(index).toString(36)).join("");
  const draft = { parameters: {}, mediaType: "application/json", body: noise };
  await assert.rejects(fragmentOf({ operation, draft, left: [] }), /too large/);
});
