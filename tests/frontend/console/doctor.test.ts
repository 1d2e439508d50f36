import assert from "node:assert/strict";
import { test } from "node:test";
import { examine, knownBefore, needOf, probesOf } from "../../../frontend/src/console/doctor";
import { FAMILIES } from "../../../frontend/src/console/gateways";
import type { Outgoing } from "../../../frontend/src/console/outgoing";

const PAGE = new URL("https://docs.example/reference/chat/");
const KEY = "sk-canary";
const CALL: Outgoing = {
  method: "POST",
  url: "https://gw.example/v1/chat?api_key=sk-canary",
  headers: [["Authorization", `Bearer ${KEY}`], ["Content-Type", "application/json"], ["X-Trace", KEY]],
  body: KEY,
  secret: true,
};

type Answer = (url: string, init: RequestInit) => boolean;

async function examined(answer: Answer, request = CALL) {
  const asked: string[] = [];
  const fetch = async (url: string, init: RequestInit) => {
    asked.push(`${init.method} ${url} ${JSON.stringify(init.headers ?? {})} ${init.body ?? ""}`);
    if (!answer(url, init)) throw new TypeError("Failed to fetch");
    return new Response();
  };
  const seen: number[] = [];
  const diagnosis = await examine(request, PAGE, outcomes => seen.push(outcomes.length), fetch);
  return { diagnosis, asked, seen };
}

const headerOf = (init: RequestInit) => Object.keys(init.headers ?? {})[0];

for (const [cause, answer, words] of [
  ["down", () => false, /did not answer/],
  ["origin", (_: string, init: RequestInit) => init.mode === "no-cors", /pages of https:\/\/docs\.example/],
  ["preflight", (_: string, init: RequestInit) => !headerOf(init), /refuses the preflight/],
  ["header", (_: string, init: RequestInit) => headerOf(init) !== "x-trace", /header `x-trace`/],
  ["unknown", () => true, /as answers to errors often do/],
] as const) {
  test(`the outcomes of the probes tell: ${cause}`, async () => {
    const { diagnosis } = await examined(answer as Answer);
    assert.equal(diagnosis.cause, cause);
    assert.match(diagnosis.words, words);
  });
}

test("probes carry neither key nor body nor query, go to the host of the call only, and change nothing", async () => {
  const { asked, seen } = await examined(() => true);
  assert.equal(asked.length, probesOf(CALL).length);
  assert.deepEqual(seen, [1, 2, 3, 4, 5]);
  for (const one of asked) {
    assert.match(one, /^GET https:\/\/gw\.example\//);
    assert.doesNotMatch(one, /canary|api_key/);
  }
});

test("no probe is made that would tell nothing more", async () => {
  assert.equal((await examined(() => false)).asked.length, 1);
  assert.equal((await examined((_, init) => init.mode === "no-cors")).asked.length, 2);
});

test("a method that needs to be allowed is told by what is left", async () => {
  const { diagnosis } = await examined(() => true, { ...CALL, method: "DELETE" });
  assert.equal(diagnosis.cause, "method");
  assert.match(diagnosis.words, /DELETE/);
});

test("mixed content is known without a probe, but for this computer", () => {
  assert.equal(knownBefore({ ...CALL, url: "http://gw.example/v1" }, PAGE)?.cause, "mixed");
  assert.equal(knownBefore({ ...CALL, url: "http://127.0.0.1:4000/v1" }, PAGE), undefined);
  assert.equal(knownBefore(CALL, PAGE), undefined);
  assert.equal(knownBefore({ ...CALL, url: "http://gw.example/v1" }, new URL("http://docs.example/")), undefined);
});

test("a private address behind a public page is told so", async () => {
  for (const host of ["localhost:4000", "192.168.1.5", "10.0.0.1", "172.20.0.1", "gw.local"]) {
    assert.equal((await examined(() => false, { ...CALL, url: `https://${host}/v1` })).diagnosis.cause, "private", host);
  }
});

test("every family's recipe allows what the call needs", () => {
  for (const family of FAMILIES) {
    const need = needOf({ ...CALL, method: "PATCH" }, PAGE, family);
    assert.deepEqual(need.methods, ["GET", "POST", "PATCH"]);
    assert.ok(need.headers.includes("x-trace") && need.exposed.every(name => !name.includes("*")));
    assert.ok(family.cors.recipes(need).every(({ lines }) => lines.includes("https://docs.example")));
  }
});
