import assert from "node:assert/strict";
import { test } from "node:test";
import { modeOf } from "../../../frontend/src/console/mode";

const TARGET = { name: "A", url: "https://gw.example", variables: [], proxy: null, sandbox: false };
const BASE = new URL("https://gw.example/v1");
const PAGE = new URL("https://docs.example/x/");

test("each target's mode is told with its reason", () => {
  assert.equal(modeOf({ ...TARGET, sandbox: true }, BASE, PAGE).kind, "sandbox");
  assert.equal(modeOf({ ...TARGET, proxy: "/_gatepost/proxy/a" }, BASE, PAGE).kind, "proxy");
  assert.equal(modeOf({ ...TARGET, copyOnly: true }, BASE, PAGE).kind, "copy");
  assert.match(modeOf(TARGET, BASE, PAGE).words, /CORS/);
  assert.match(modeOf(TARGET, new URL("https://docs.example/v1"), PAGE).words, /same origin/);
  assert.match(modeOf(TARGET, new URL("http://gw.example/v1"), PAGE).words, /mixed content/);
  assert.equal(modeOf(TARGET, new URL("http://127.0.0.1:4000/v1"), PAGE).kind, "direct");
  assert.equal(modeOf(TARGET, undefined, PAGE).kind, "direct");
});
