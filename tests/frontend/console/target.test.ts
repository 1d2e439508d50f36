import assert from "node:assert/strict";
import { test } from "node:test";
import { baseOf, readSite, type Target, targetsOf, variableDefaults } from "../../../frontend/src/console/target";

const PAGE = "https://docs.example/reference/chat/";
const variable = (name: string, more = {}) => ({ name, default: "", enum: [], description: "", ...more });
const target = (url: string, ...variables: Target["variables"]): Target => ({ name: url, url, variables, proxy: null, sandbox: false });
const base = (of: Target, values = variableDefaults(of)) => {
  const made = baseOf(of, values, PAGE);
  return made.ok ? made.url.href : `refused: ${made.message}`;
};

const ROOT = new URL("https://org.example/repo/");

test("absolute, relative and schemeless servers", () => {
  assert.equal(base(target("https://gw.example/v1?x=1#y")), "https://gw.example/v1");
  assert.equal(base(target("/v1")), "https://docs.example/v1");
  assert.equal(base(target("//gw.example/v1")), "https://gw.example/v1");
});

for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://gw@evil.example/", "https://", "ftp://x/"]) {
  test(`${url} is not called`, () => assert.match(base(target(url)), /^refused/));
}

test("variables are filled, and cannot move the host", () => {
  const region = target("https://{region}.gw.example/{base}", variable("region", { default: "eu", enum: ["eu", "us"] }), variable("base", { default: "v1" }));
  assert.equal(base(region), "https://eu.gw.example/v1");
  assert.equal(base(region, { region: "us", base: "v2" }), "https://us.gw.example/v2");
  for (const value of ["evil.example/", "a@evil.example", "evil.example#", "evil.example?", "x\\y", "x:1", ".."]) {
    assert.match(base(region, { region: value, base: "v1" }), /^refused.*“region”/);
  }
});

test("a variable may be the whole base, which is shown", () => {
  const whole = target("{baseUrl}/v1", variable("baseUrl", { default: "http://localhost:8080" }));
  assert.equal(base(whole), "http://localhost:8080/v1");
  assert.equal(base(whole, { baseUrl: "https://mine.example" }), "https://mine.example/v1");
  assert.match(base(whole, { baseUrl: "javascript:" }), /^refused/);
});

test("a variable without a value is named", () => {
  assert.match(base(target("https://{host}/"), {}), /“host”.*no value/);
});

test("targets of the site come first, servers that repeat them are left out", () => {
  const site = readSite({
    targets: [{ name: "Postern", url: "https://gw.example/v1/", proxy: "/_gatepost/proxy/postern/", sandbox: true }, { name: "broken" }, 5],
    authoring: true,
  }, ROOT);
  const servers = [{ url: "https://gw.example/v1", description: "Live", variables: [] }, { url: "https://eu.example", description: "", variables: [] }];
  assert.deepEqual(targetsOf(site, servers).map(({ name, proxy, sandbox }) => [name, proxy, sandbox]), [
    ["Postern", "/_gatepost/proxy/postern/", true],
    ["https://eu.example", null, false],
  ]);
  assert.equal(site.authoring, true);
  assert.deepEqual(readSite(undefined, ROOT), { targets: [], authoring: false, clientIds: {}, gateway: "" });
});

test("the sandbox in the page stands below the site, whatever path the site has", () => {
  const inPage = {
    worker: "pyodide-sandbox-A.js",
    archive: "sandbox-b.bin",
    size: 5,
    seconds: 10,
    python: { folder: "pyodide-c/", files: { "pyodide.js": 7 } },
  };
  const [found] = readSite({ targets: [{ name: "Sandbox", url: "sandbox", sandbox: true, inPage }] }, ROOT).targets;
  assert.equal(found?.url, "https://org.example/repo/sandbox");
  assert.deepEqual(found?.inPage, {
    worker: "https://org.example/repo/assets/gatepost/pyodide-sandbox-A.js",
    archive: "https://org.example/repo/assets/gatepost/sandbox-b.bin",
    size: 5,
    seconds: 10,
    python: { folder: "https://org.example/repo/assets/gatepost/pyodide-c/", files: { "pyodide.js": 7 } },
  });
});

test("pages of another version have the sandbox of that version, and no other", () => {
  const inPage = { worker: "w.js", archive: "sandbox-b.bin", size: 5, seconds: 10, python: { folder: "p/", files: {} } };
  const versions = { "2025-11": { archive: "sandbox-old.bin", size: 4 } };
  const wire = {
    targets: [
      { name: "Served", url: "http://127.0.0.1:1", sandbox: true },
      { name: "Sandbox", url: "sandbox", sandbox: true, inPage: { ...inPage, versions } },
    ],
  };
  const at = (path: string) => readSite(wire, ROOT, new URL(path, ROOT)).targets;
  const [older, ...others] = at("2025-11/reference/chat/contract.json");
  assert.deepEqual(others, []);
  assert.equal(older?.inPage?.archive, "https://org.example/repo/assets/gatepost/sandbox-old.bin");
  assert.equal(older?.inPage?.size, 4);
  for (const path of ["reference/chat/contract.json", "2024-01/reference/contract.json", ""]) {
    assert.deepEqual(
      at(path).map(target => target.inPage?.archive),
      [undefined, "https://org.example/repo/assets/gatepost/sandbox-b.bin"],
    );
  }
});
