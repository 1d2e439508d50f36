import assert from "node:assert/strict";
import { test } from "node:test";
import { FAMILIES, familyOf } from "../../../../frontend/src/console/gateways";

const NEED = {
  origin: "https://you.github.io",
  methods: ["POST"],
  headers: ["authorization", "content-type"],
  exposed: ["x-request-id"],
};

const clues = (url: string, ...headers: [string, string][]) => ({ url: new URL(url), headers });

for (const family of FAMILIES) {
  test(`${family.name}: every recipe names the origin`, () => {
    const recipes = family.cors.recipes(NEED);
    assert.ok(recipes.length > 0);
    for (const { title, lines } of recipes) {
      assert.ok(title && lines.includes(NEED.origin), title);
      assert.doesNotMatch(lines, /undefined|\[object/);
    }
  });

  test(`${family.name}: headers are known once, in lower case`, () => {
    const names = family.headers.map(header => header.name);
    assert.deepEqual(names, [...new Set(names)].map(name => name.toLowerCase()));
  });
}

test("a proxy that lets pages in names methods, and headers both ways", () => {
  for (const id of ["traefik", "nginx", "fastmcp"]) {
    const lines = familyOf(id, clues("http://x/"))?.cors.recipes(NEED)[0]?.lines ?? "";
    for (const part of ["POST", "authorization", "content-type", "x-request-id"]) assert.ok(lines.includes(part), part);
  }
});

test("the family is the configured one, or the one that the clues point at", () => {
  assert.equal(familyOf("portkey", clues("http://127.0.0.1:4000/"))?.id, "portkey");
  assert.equal(familyOf("", clues("http://gw/", ["X-LiteLLM-Call-Id", "1"]))?.id, "litellm");
  assert.equal(familyOf("", clues("http://gw/", ["Server", "nginx/1.22"]))?.id, "nginx");
  assert.equal(familyOf("", clues("http://gw/", ["x-retry-in", "1s"]))?.id, "traefik");
  assert.equal(familyOf("", clues("http://gw/", ["mcp-session-id", "1"]))?.id, "fastmcp");
  assert.equal(familyOf("unheard-of", clues("http://gw/")), undefined);
});
