import assert from "node:assert/strict";
import { test } from "node:test";
import { Vault } from "../../../frontend/src/console/vault";

class Storage {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
  get text(): string {
    return [...this.items.values()].join();
  }
}

const A = "https://a.example";
const B = "https://b.example";
const HOUR = 3_600_000;

function stores() {
  return { tab: new Storage(), computer: new Storage() };
}

test("keys stay in memory, apart by origin, unless the reader wants more", () => {
  const kept = stores();
  const vault = new Vault(kept, "/docs/");
  vault.set(A, "key", { secret: "canary" });
  assert.equal(kept.tab.items.size + kept.computer.items.size, 0);
  assert.deepEqual(vault.of(B), {});
  assert.equal(vault.keepOf(A, "key"), "page");
});

test("each key is kept where it is wanted, and nowhere else", () => {
  const kept = stores();
  const vault = new Vault(kept, "/docs/");
  for (const name of ["page", "tab", "8h", "7d"] as const) {
    vault.set(A, name, { secret: `canary-${name}.` });
    vault.keep(A, name, name);
  }
  assert.deepEqual(kept.tab.text.match(/canary-\w+/g), ["canary-tab"]);
  assert.deepEqual(kept.computer.text.match(/canary-\w+/g), ["canary-8h", "canary-7d"]);
  const reloaded = new Vault(kept, "/docs/");
  assert.deepEqual(Object.keys(reloaded.of(A)).sort(), ["7d", "8h", "tab"]);
  assert.equal(reloaded.keepOf(A, "7d"), "7d");
  vault.keep(A, "tab", "page");
  assert.equal(kept.tab.items.size, 0);
});

test("a remembered key is forgotten when its time is over", () => {
  const kept = stores();
  let now = 0;
  const vault = new Vault(kept, "/docs/", () => now);
  vault.set(A, "key", { secret: "canary" });
  vault.keep(A, "key", "8h");
  now = 8 * HOUR - 1;
  assert.equal(new Vault(kept, "/docs/", () => now).of(A).key?.secret, "canary");
  now = 8 * HOUR;
  assert.deepEqual(vault.of(A), {});
  new Vault(kept, "/docs/", () => now);
  assert.equal(kept.computer.items.size, 0);
});

test("another version of the site does not find the keys, and forgets them", () => {
  const kept = stores();
  const vault = new Vault(kept, "/docs/1.0/");
  vault.set(A, "key", { secret: "canary" });
  vault.keep(A, "key", "7d");
  assert.ok(new Vault(kept, "/docs/2.0/").empty);
  assert.equal(kept.computer.items.size, 0);
});

test("clearing leaves nothing behind", () => {
  const kept = stores();
  const vault = new Vault(kept, "/docs/");
  for (const [origin, keep] of [[A, "tab"], [B, "7d"]] as const) {
    vault.set(origin, "key", { secret: `canary ${origin}` });
    vault.keep(origin, "key", keep);
  }
  assert.deepEqual(vault.origins, [A, B]);
  vault.clear(A);
  assert.equal(kept.tab.text, "");
  vault.clear();
  assert.ok(vault.empty);
  assert.equal(kept.computer.items.size, 0);
});

test("a storage that refuses, is missing or holds rubbish does no harm", () => {
  for (const rubbish of ["{", "[]", '"x"', '{"place":"/docs/","keys":{"a":{"b":null}}}', '{"place":"/docs/","keys":{"a":{"b":{"credential":{"secret":""},"keep":"toString"}}}}']) {
    const kept = stores();
    kept.tab.setItem("gatepost.keys", rubbish);
    assert.ok(new Vault(kept, "/docs/").empty);
  }
  const full = stores();
  full.tab.setItem = () => {
    throw new Error("quota");
  };
  for (const refusing of [full, { tab: undefined, computer: undefined }]) {
    const vault = new Vault(refusing, "/docs/");
    vault.set(A, "key", { secret: "x" });
    vault.keep(A, "key", "tab");
    assert.equal(vault.keepOf(A, "key"), "page");
    assert.equal(vault.of(A).key?.secret, "x");
  }
});
