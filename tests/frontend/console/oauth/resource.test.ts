import assert from "node:assert/strict";
import { test } from "node:test";
import { clientIdFor, discoverResource, providerFor, readChallenge, wantedScopes } from "../../../../frontend/src/console/oauth/resource";

const AT = new URL("https://mcp.example/weather/mcp");
const METADATA = { resource: "https://mcp.example/weather/mcp", authorization_servers: ["https://as.example/tenant"], scopes_supported: ["read"] };
const SERVER = {
  issuer: "https://as.example/tenant",
  authorization_endpoint: "https://as.example/authorize",
  token_endpoint: "https://as.example/token",
  code_challenge_methods_supported: ["S256"],
};

function web(pages: Readonly<Record<string, unknown>>) {
  const asked: string[] = [];
  const fetch = async (url: string) => {
    asked.push(url);
    return url in pages ? Response.json(pages[url]) : new Response("", { status: 404 });
  };
  return { asked, fetch };
}

test("a challenge is read in the forms that servers write", () => {
  const header = 'Basic realm="x", Bearer error="insufficient_scope", scope="read write", resource_metadata="https://mcp.example/.well-known/oauth-protected-resource"';
  assert.deepEqual(readChallenge(header), {
    error: "insufficient_scope",
    scopes: ["read", "write"],
    metadata: "https://mcp.example/.well-known/oauth-protected-resource",
  });
  assert.deepEqual(readChallenge("bearer"), { error: "", scopes: [], metadata: "" });
  assert.equal(readChallenge('Basic realm="bearer token"'), undefined);
});

test("a resource is asked at its well-known places, the nearer first", async () => {
  const { asked, fetch } = web({ "https://mcp.example/.well-known/oauth-protected-resource": METADATA });
  const found = await discoverResource(AT, undefined, fetch);
  assert.deepEqual(asked, [
    "https://mcp.example/.well-known/oauth-protected-resource/weather/mcp",
    "https://mcp.example/.well-known/oauth-protected-resource",
  ]);
  assert.equal(found.resource, AT.href);
  assert.equal(found.issuers[0]?.href, "https://as.example/tenant");
});

for (const [words, metadata, challenge] of [
  [/not https:\/\/mcp\.example\/weather/, { ...METADATA, resource: "https://evil.example/mcp" }, undefined],
  [/not https:\/\/mcp\.example\/weather/, { ...METADATA, resource: "https://mcp.example/weather/mc" }, undefined],
  [/is not https/, { ...METADATA, authorization_servers: ["javascript:alert(1)"] }, undefined],
  [/names no authorization server/, { ...METADATA, authorization_servers: [] }, undefined],
  [/another host/, METADATA, { error: "", scopes: [], metadata: "https://evil.example/metadata" }],
  [/is not https/, METADATA, { error: "", scopes: [], metadata: "http://mcp.example/metadata" }],
] as const) {
  test(`metadata that misleads is not used: ${words}`, async () => {
    const { asked, fetch } = web({ "https://mcp.example/.well-known/oauth-protected-resource": metadata });
    await assert.rejects(discoverResource(AT, challenge, fetch), words);
    assert.ok(asked.every(url => url.startsWith("https://mcp.example/")));
  });
}

test("the issuer is looked up as RFC 8414 and OpenID Connect have it, and has to name itself", async () => {
  const place = "https://as.example/.well-known/oauth-authorization-server/tenant";
  const resource = { resource: AT.href, issuers: [], scopes: ["read"] };
  const found = await providerFor(resource, new URL("https://as.example/tenant"), web({ [place]: SERVER }).fetch);
  assert.equal(found.resource, AT.href);
  assert.deepEqual(found.flows, ["authorizationCode"]);
  assert.deepEqual(found.scopes, [["read", ""]]);
  const liar = web({ [place]: { ...SERVER, issuer: "https://evil.example" } });
  await assert.rejects(providerFor(resource, new URL("https://as.example/tenant"), liar.fetch), /not usable/);
  const weak = web({ [place]: { ...SERVER, code_challenge_methods_supported: ["plain"] } });
  await assert.rejects(providerFor(resource, new URL("https://as.example/tenant"), weak.fetch), /PKCE/);
});

test("a step up asks for what is granted and what the challenge wants", () => {
  const resource = { resource: AT.href, issuers: [], scopes: ["read"] };
  const challenge = { error: "insufficient_scope", scopes: ["write"], metadata: "" };
  assert.deepEqual(wantedScopes(["read"], challenge, resource), ["read", "write"]);
  assert.deepEqual(wantedScopes([], undefined, resource), ["read"]);
});

test("a client id comes from the site's own document, or by registration, or from the reader", async () => {
  const site = { document: "https://docs.example/client.json", redirectUri: "https://docs.example/callback.html" };
  const provider = (more: object) => ({ server: { ...SERVER, ...more }, discovered: true, flows: [], scopes: [] });
  assert.equal(await clientIdFor(provider({ client_id_metadata_document_supported: true }), site), site.document);
  assert.equal(await clientIdFor(provider({}), site), undefined);
  const fetch = async () => Response.json({ client_id: "made" }, { status: 201 });
  assert.equal(await clientIdFor(provider({ registration_endpoint: "https://as.example/register" }), site, fetch), "made");
});
