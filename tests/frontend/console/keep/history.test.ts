import assert from "node:assert/strict";
import { test } from "node:test";
import { type Entry, entryOf, History } from "../../../../frontend/src/console/keep/history";
import { DRAFT, SECRETS, sentOf } from "./sending";

class Memory {
  readonly items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
}

const PAGE = "/docs/reference/things/create/";
async function entry(more: Partial<Entry> = {}): Promise<Entry> {
  return { ...entryOf(await sentOf(), PAGE), ...more };
}

test("an entry has what is needed to send again, and no secret", async () => {
  const made = await entry();
  for (const secret of SECRETS) assert.ok(!JSON.stringify(made).includes(secret), secret);
  assert.deepEqual([made.method, made.path, made.status, made.target, made.page], ["POST", "/v1/things/{id}", 201, "Live", PAGE]);
  assert.equal((made.draft.body as { name: string }).name, "thing");
  assert.ok(made.left.includes("api_key"));
});

test("entries come back newest first, from the storage of their site only", async () => {
  const store = new Memory();
  const here = new History(store, "/docs/");
  here.add(await entry({ id: "1" }));
  here.add(await entry({ id: "2" }));
  assert.deepEqual(new History(store, "/docs/").entries.map(({ id }) => id), ["2", "1"]);
  assert.deepEqual(new History(store, "/other/").entries, []);
  here.remove("2");
  assert.deepEqual(here.entries.map(({ id }) => id), ["1"]);
  here.clear();
  assert.equal(store.items.size, 0);
});

test("the number and the size of entries have a limit", async () => {
  const store = new Memory();
  const history = new History(store, "/");
  for (let count = 0; count < History.MOST + 5; count += 1) history.add(await entry({ id: String(count) }));
  assert.equal(history.entries.length, History.MOST);
  assert.equal(history.entries[0]?.id, String(History.MOST + 4));
  const body = "x".repeat(History.LARGEST_BODY - 10);
  for (let count = 0; count < 20; count += 1) history.add(await entry({ id: `large${count}`, draft: { ...DRAFT, body } }));
  assert.ok([...store.items.values()].join("").length <= History.LARGEST);
  assert.ok(history.entries.length >= 8);
});

test("a body that is too large is not kept, and that is told", async () => {
  const sent = await sentOf({ parameters: {}, mediaType: "application/json", body: { text: "x".repeat(History.LARGEST_BODY) } });
  const made = entryOf(sent, PAGE);
  assert.equal(made.draft.body, undefined);
  assert.deepEqual(made.left, ["body"]);
});

test("switched off, it forgets and keeps nothing", async () => {
  const store = new Memory();
  const history = new History(store, "/");
  history.add(await entry());
  history.enable(false);
  history.add(await entry());
  assert.equal(history.enabled, false);
  assert.deepEqual(history.entries, []);
  history.enable(true);
  history.add(await entry());
  assert.equal(history.entries.length, 1);
});

test("a storage that is full, refused or changed by hand breaks nothing", async () => {
  const throwing = { getItem: () => null, removeItem: () => {}, setItem: () => { throw new Error("full"); } };
  new History(throwing, "/").add(await entry());
  new History(undefined, "/").add(await entry());
  assert.equal(new History(undefined, "/").enabled, false);
  const good = await entry();
  for (const [wire, expected] of [["{", 0], ["null", 0], ['[1, null, {"at": 1}]', 0], [JSON.stringify([{ ...good, page: "//evil.example/" }]), 0], [JSON.stringify([{ ...good, page: "javascript:alert(1)" }]), 0], [JSON.stringify([good]), 1]] as const) {
    const store = new Memory();
    store.setItem("gatepost.history:/", wire);
    assert.equal(new History(store, "/").entries.length, expected, wire);
  }
});
