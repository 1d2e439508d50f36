import assert from "node:assert/strict";
import { test } from "node:test";
import { authorize } from "../../../frontend/src/console/auth";
import { readSchemes, withSchemes } from "../../../frontend/src/console/schemes";
import { readContract } from "../../../frontend/src/contract";

const SITE = {
  schemes: [
    { name: "Virtual key", type: "http", httpScheme: "bearer" },
    { name: "x-extra", type: "apiKey", location: "header", parameterName: "x-extra" },
  ],
};

test("a description without schemes gets those of the configuration, and a call without a key", () => {
  const contract = withSchemes(readContract({}), readSchemes(SITE));
  assert.deepEqual(contract.security.map(uses => uses.map(use => use.key)), [["site:Virtual key"], ["site:x-extra"], []]);
  const first = authorize(contract, contract.security[0] ?? [], { "site:Virtual key": { secret: "k" } });
  assert.deepEqual(first.headers, [["Authorization", "Bearer k"]]);
  const second = authorize(contract, contract.security[1] ?? [], { "site:x-extra": { secret: "k" } });
  assert.deepEqual(second.headers, [["x-extra", "k"]]);
});

test("what the description declares stays, behind them", () => {
  const declared = { security: [[{ key: "own" }]], schemes: { own: { name: "own", type: "apiKey" } } };
  const contract = withSchemes(readContract(declared), readSchemes(SITE));
  assert.equal(contract.security.length, 3);
  assert.equal(contract.security.at(-1)?.[0]?.key, "own");
  assert.ok(contract.schemes.own);
});

test("without any, the contract is as it was", () => {
  const contract = readContract({});
  for (const wire of [undefined, {}, { schemes: [null, 5] }]) assert.equal(withSchemes(contract, readSchemes(wire)), contract);
});
