import assert from "node:assert/strict";
import { test } from "node:test";
import { Vault } from "../../../frontend/src/console/vault";

class Session {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

test("keys stay in memory, apart by origin, unless the reader wants the session", () => {
  const session = new Session();
  const vault = new Vault(session);
  vault.set("https://a.example", "key", { secret: "canary" });
  assert.equal(session.items.size, 0);
  assert.deepEqual(vault.of("https://b.example"), {});
  vault.keep(true);
  assert.match([...session.items.values()].join(), /canary/);
  assert.deepEqual(new Vault(session).of("https://a.example"), { key: { secret: "canary" } });
  vault.keep(false);
  assert.equal(session.items.size, 0);
});

test("clearing leaves nothing behind", () => {
  const session = new Session();
  const vault = new Vault(session);
  vault.keep(true);
  vault.set("https://a.example", "key", { secret: "one" });
  vault.set("https://b.example", "key", { secret: "two" });
  vault.clear("https://a.example");
  assert.doesNotMatch([...session.items.values()].join(), /one/);
  vault.clear();
  assert.ok(vault.empty);
  assert.equal(session.items.size, 0);
});

test("a session that refuses, or holds rubbish, does no harm", () => {
  const rubbish = new Session();
  rubbish.setItem("gatepost.keys", "{");
  assert.ok(new Vault(rubbish).empty);
  const full = new Session();
  full.setItem = () => {
    throw new Error("quota");
  };
  const vault = new Vault(full);
  vault.set("https://a.example", "key", { secret: "x" });
  vault.keep(true);
  assert.equal(vault.kept, false);
  assert.ok(new Vault(undefined).empty);
});
