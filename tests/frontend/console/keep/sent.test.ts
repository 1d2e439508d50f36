import assert from "node:assert/strict";
import { test } from "node:test";
import { compared } from "../../../../frontend/src/console/keep/compare";
import { archiveOf } from "../../../../frontend/src/console/keep/har";
import { forget, recall, recent } from "../../../../frontend/src/console/keep/recent";
import { redacted, type Reply, replyOf } from "../../../../frontend/src/console/keep/sent";
import { DRAFT, SECRETS, sentOf } from "./sending";

const clean = (text: string) => {
  for (const secret of SECRETS) assert.ok(!text.includes(secret), secret);
};

for (const alternative of [0, 1, 2, 3]) {
  test(`request and reply without keys, alternative ${alternative}`, async () => {
    const sent = await sentOf(DRAFT, undefined, alternative);
    const outgoing = redacted(sent);
    clean(JSON.stringify([outgoing, replyOf(sent)]));
    assert.ok(JSON.stringify(outgoing).includes("REDACTED"));
  });
}

interface Archive {
  readonly log: { readonly version: string; readonly creator: object; readonly entries: readonly Record<string, never>[] };
}

test("the archive has every member that HAR 1.2 requires, and no key", async () => {
  const archive = (await archiveOf([await sentOf(), await sentOf(DRAFT, "x", 1)])) as Archive;
  clean(JSON.stringify(archive));
  assert.equal(archive.log.version, "1.2");
  assert.equal(archive.log.entries.length, 2);
  const [entry] = archive.log.entries as unknown as readonly Record<string, Record<string, unknown>>[];
  assert.deepEqual(Object.keys(entry ?? {}).sort(), ["cache", "request", "response", "startedDateTime", "time", "timings"]);
  const { request, response, timings } = entry as Record<string, Record<string, unknown>>;
  assert.deepEqual(Object.keys(request ?? {}).sort(), ["bodySize", "cookies", "headers", "headersSize", "httpVersion", "method", "postData", "queryString", "url"]);
  assert.deepEqual(Object.keys(response ?? {}).sort(), ["bodySize", "content", "cookies", "headers", "headersSize", "httpVersion", "redirectURL", "status", "statusText"]);
  assert.equal(request?.url, "https://gw.example/base/v1/things/a%20b?q=x%26y");
  assert.deepEqual(request?.queryString, [{ name: "q", value: "x&y" }]);
  assert.equal((response?.content as { text: string }).text, '{"id": "x", "echo": "REDACTED"}');
  assert.equal(entry?.startedDateTime as unknown, "2023-11-14T22:13:20.000Z");
  const { send, wait, receive } = timings as Record<string, number>;
  assert.equal((send ?? 0) + (wait ?? 0) + (receive ?? 0), entry?.time as unknown);
});

const reply = (more: Partial<Reply>): Reply => ({ status: 200, statusText: "OK", headers: [], contentType: "application/json", text: "", raw: "", size: 0, cut: false, ...more });

test("two replies: status, headers that mean something, lines", () => {
  const before = reply({ headers: [["Date", "1"], ["x-cache", "miss"]], text: '{\n  "a": 1,\n  "b": 2\n}' });
  const after = reply({ headers: [["Date", "2"], ["x-cache", "hit"]], text: '{\n  "a": 1,\n  "b": 3\n}' });
  const found = compared(before, after);
  assert.equal(found.same, false);
  assert.deepEqual(found.headers, [{ name: "x-cache", before: "miss", after: "hit" }]);
  assert.deepEqual(found.lines?.map(line => ("text" in line ? `${line.kind} ${line.text}` : line.count)), ["same {", 'same   "a": 1,', 'removed   "b": 2', 'added   "b": 3', "same }"]);
});

test("equal lines far from a difference are counted, not listed", () => {
  const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
  const found = compared(reply({ text: lines.join("\n") }), reply({ text: lines.with(50, "other").join("\n") }));
  assert.deepEqual(found.lines?.map(line => line.kind), ["skipped", "same", "same", "same", "removed", "added", "same", "same", "same", "skipped"]);
});

test("equal replies are the same, though their dates differ", () => {
  assert.equal(compared(reply({ text: "x", headers: [["date", "1"]] }), reply({ text: "x", headers: [["date", "2"]] })).same, true);
});

test("replies of an operation are held in memory, a few of them", async () => {
  forget();
  for (let count = 0; count < 20; count += 1) recall(await sentOf());
  const operation = (await sentOf()).contract.address;
  assert.equal(recent(operation).length, 12);
  assert.deepEqual(recent("operation:GET /other"), []);
  forget();
  assert.deepEqual(recent(operation), []);
});
