import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { LANGUAGES } from "../../../../frontend/src/console/keep/code";
import { curl } from "../../../../frontend/src/console/keep/code/curl";
import { java } from "../../../../frontend/src/console/keep/code/java";
import { javascript } from "../../../../frontend/src/console/keep/code/javascript";
import { doubleQuoted, singleQuoted } from "../../../../frontend/src/console/keep/code/literals";
import { pytestOf } from "../../../../frontend/src/console/keep/code/pytest";
import { python } from "../../../../frontend/src/console/keep/code/python";
import { type Written, writtenOf } from "../../../../frontend/src/console/keep/code/written";
import { replyOf } from "../../../../frontend/src/console/keep/sent";
import type { Draft } from "../../../../frontend/src/console/request";
import { contractOf } from "../contracts";
import { BASE, CANARY, DRAFT, SECRETS, sentOf, WIRE } from "./sending";

const HOSTILE = `'; touch pwned # $(id) \`id\` "" \\ \${HOME} </script> é🚪 %0A {x} !!`;
const hostile: Draft = {
  parameters: { "path:id": HOSTILE, "query:q": HOSTILE, "header:x-note": HOSTILE.replace(/[^ -~]/g, "") },
  mediaType: "application/json",
  body: { name: `${HOSTILE}\n\t\u0007`, [HOSTILE]: [true, false, null, 1.5, {}] },
};

function written(draft: Draft, alternative = 0): Written {
  return writtenOf(contractOf(WIRE), draft, BASE, alternative, [CANARY]);
}

for (const language of LANGUAGES) {
  for (const alternative of [0, 1, 2, 3]) {
    test(`${language.title} names variables where keys would stand, alternative ${alternative}`, () => {
      const code = language.write(written(DRAFT, alternative));
      for (const secret of SECRETS) assert.ok(!code.includes(secret), secret);
      assert.match(code, alternative === 2 ? /GATEWAY_USERNAME/ : /GATEWAY_API_KEY/);
      // A key typed into a header of the contract is a variable of its own.
      assert.match(code, /X-Api-Key/);
      assert.match(code, /session=.*GATEWAY_SESSION/);
    });
  }
}

const ENVIRONMENT = { PATH: process.env.PATH, GATEWAY_API_KEY: "k$(id)", GATEWAY_X_API_KEY: "x", GATEWAY_USERNAME: "u", GATEWAY_PASSWORD: "p" };

function ran(command: string, ...given: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, given, { env: ENVIRONMENT, encoding: "utf8" });
  assert.equal(status, 0, stderr);
  return stdout;
}

test("the shell passes curl exactly what was written", () => {
  const code = curl.write(written(hostile));
  const words = ran("bash", "-c", `curl() { printf '%s\\0' "$@"; }\n${code}`).split("\0").slice(0, -1);
  assert.equal(words[0], "https://gw.example/base/v1/things/" + encoded(HOSTILE) + `?q=${encoded(HOSTILE)}`);
  assert.deepEqual(words.filter((_, index) => words[index - 1] === "-H"), [`x-note: ${HOSTILE.replace(/[^ -~]/g, "").trim()}`, "Authorization: Bearer k$(id)", "Content-Type: application/json"]);
  assert.deepEqual(JSON.parse(words.at(-1) ?? ""), hostile.body);
  const query = ran("bash", "-c", `curl() { printf '%s\\0' "$@"; }\n${curl.write(written(hostile, 1))}`).split("\0");
  assert.ok(query[0]?.endsWith("&key=k$(id)"));
});

test("curl sends files, typed parts and plain fields", () => {
  const draft: Draft = { parameters: { "path:id": "1" }, mediaType: "multipart/form-data", body: { file: new File(["x"], 'a";b.txt', { type: "text/plain" }), note: "@etc", meta: { a: '"' } } };
  const words = ran("bash", "-c", `curl() { printf '%s\\0' "$@"; }\n${curl.write(written(draft))}`).split("\0");
  assert.ok(words.includes('file=@"a\\";b.txt";type=text/plain'));
  assert.ok(words.includes("note=@etc") && words.includes("--form-string"));
  assert.ok(words.includes('meta="{\\"a\\":\\"\\\\\\"\\"}";type=application/json'));
});

test("Python sends exactly what was written", () => {
  const stub = "import sys, types, json\nm = types.ModuleType('httpx2')\nclass R:\n    text = ''\n    def raise_for_status(self): pass\ndef request(method, url, **o):\n    print(json.dumps([method, url, o]))\n    return R()\nm.request = request\nsys.modules['httpx2'] = m\n";
  const [method, url, options] = JSON.parse(ran("python3", "-c", stub + python.write(written(hostile))).trim());
  assert.deepEqual([method, url], ["POST", `https://gw.example/base/v1/things/${encoded(HOSTILE)}?q=${encoded(HOSTILE)}`]);
  assert.deepEqual(options.json, hostile.body);
  assert.equal(options.headers.Authorization, "Bearer k$(id)");
});

test("JavaScript sends exactly what was written", () => {
  const stub = "globalThis.fetch = async (url, options) => { console.log(JSON.stringify([url, options])); return { ok: true, text: async () => '' }; };\n";
  const [url, options] = JSON.parse(ran(process.execPath, "--input-type=module", "-e", stub + javascript.write(written(hostile))).split("\n")[0] ?? "");
  assert.equal(url, `https://gw.example/base/v1/things/${encoded(HOSTILE)}?q=${encoded(HOSTILE)}`);
  assert.deepEqual(JSON.parse(options.body), hostile.body);
  assert.equal(options.headers.Authorization, "Bearer k$(id)");
});

test("Java sends exactly what was written", context => {
  if (spawnSync("java", ["-version"]).status !== 0) return context.skip("Java is not installed");
  const folder = mkdtempSync(path.join(tmpdir(), "gatepost-java-"));
  try {
    const code = java
      .write(written(hostile))
      .replace(/var response[^]*?println\(response\.body\(\)\);/, 'System.out.write((request.uri() + "\\0" + request.headers().firstValue("x-note").get() + "\\0").getBytes("UTF-8")); request.bodyPublisher().get().subscribe(new Printer());')
      .concat("class Printer implements java.util.concurrent.Flow.Subscriber<java.nio.ByteBuffer> { public void onSubscribe(java.util.concurrent.Flow.Subscription s) { s.request(Long.MAX_VALUE); } public void onNext(java.nio.ByteBuffer b) { System.out.write(b.array(), 0, b.limit()); } public void onError(Throwable t) {} public void onComplete() { System.out.flush(); } }");
    writeFileSync(path.join(folder, "Sample.java"), code);
    const [url, note, body] = ran("java", "-Dfile.encoding=UTF-8", "-Xshare:auto", "-XX:TieredStopAtLevel=1", path.join(folder, "Sample.java")).split("\0");
    assert.equal(url, `https://gw.example/base/v1/things/${encoded(HOSTILE)}?q=${encoded(HOSTILE)}`);
    assert.equal(note, HOSTILE.replace(/[^ -~]/g, "").trim());
    assert.deepEqual(JSON.parse(body ?? ""), hostile.body);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("strings of the other languages end where they should", () => {
  const text = `${HOSTILE}\n\u0085\u2028\ud800\\`;
  assert.equal(JSON.parse(doubleQuoted(text)), text.replace("\ud800", "\ufffd"));
  assert.doesNotMatch(doubleQuoted(text), /[\n\u0085\u2028\u2029]/);
  const single = singleQuoted(text);
  assert.equal(single.slice(1, -1).replace(/\\([\\'])/g, "$1"), text);
  assert.doesNotMatch(single.slice(1, -1).replace(/\\[\\']/g, ""), /'/);
});

test("a language that has no short way for parts is left out", () => {
  const parts = written({ parameters: { "path:id": "1" }, mediaType: "multipart/form-data", body: { note: "n" } });
  assert.deepEqual(LANGUAGES.filter(language => language.write(parts)).map(({ name }) => name), ["curl", "python", "javascript", "typescript"]);
});

test("a name that an object literal takes for its prototype is sent", () => {
  const body = JSON.parse('{"__proto__": 1}');
  const code = javascript.write(written({ ...hostile, body }));
  assert.ok(code.includes(String.raw`body: "{\n  \"__proto__\": 1\n}"`), code);
});

test("the pytest file is Python, expects what came back and holds no key", async () => {
  const sent = await sentOf();
  const reply = replyOf(sent);
  assert.ok(reply);
  const code = pytestOf(written(DRAFT), 'Create """ a thing\\', reply);
  for (const secret of SECRETS) assert.ok(!code.includes(secret), secret);
  ran("python3", "-c", "import ast, sys; ast.parse(sys.argv[1])", code);
  assert.match(code, /^def test_create_a_thing\(\) -> None:$/m);
  assert.match(code, /assert response\.status_code == 201/);
  assert.match(code, /assert \{"id", "echo"\} <= response\.json\(\)\.keys\(\)/);
  assert.match(code, /BASE \+ "\/v1\/things\/a%20b\?q=x%26y"/);
});

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
