import assert from "node:assert/strict";
import { test } from "node:test";
import { placeCookies } from "../../../frontend/src/console/cookies";

function placed(url: string): { readonly set: readonly string[]; readonly taken: readonly string[] } {
  const written: string[] = [];
  const jar = {
    set cookie(text: string) {
      written.push(text);
    },
    get cookie() {
      return "";
    },
  };
  const takeAway = placeCookies({ method: "GET", url, headers: [], secret: false, cookies: [["sid", "x"]] }, jar);
  const set = [...written];
  takeAway();
  return { set, taken: written.slice(set.length) };
}

test("a cookie is set for the path of its request and taken away after it", () => {
  assert.deepEqual(placed("https://a.example/v1/things?q=1"), {
    set: ["sid=x; Path=/v1/things; SameSite=Strict; Max-Age=60"],
    taken: ["sid=; Path=/v1/things; SameSite=Strict; Max-Age=0"],
  });
});

test("a path cannot add attributes", () => {
  assert.match(placed("https://a.example/v1/x;Domain=evil.example/y").set[0] ?? "", /; Path=\/v1\/; SameSite/);
});
