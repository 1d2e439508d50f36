import assert from "node:assert/strict";
import { test } from "node:test";
import { chunk, END, event, head, json, legacy, modern, refusal, result, Table, UNREACHABLE } from "./scripted";

const done = { content: [{ type: "text", text: "done" }] };

test("a modern server is asked once for its era, and every request says what it is about", async () => {
  const table = new Table(modern(seen => result(seen, done)));
  assert.deepEqual(await table.call("übung", { a: 1 }), done);
  await table.call("t");
  assert.deepEqual(table.methods, ["server/discover", "tools/call", "tools/call"]);
  const { headers, params } = table.seen[1]!;
  assert.equal(headers["mcp-protocol-version"], "2026-07-28");
  assert.equal(headers["mcp-method"], "tools/call");
  assert.equal(headers["mcp-name"], "=?base64?w7xidW5n?=");
  assert.equal(headers["mcp-session-id"], undefined);
  assert.equal(params._meta["io.modelcontextprotocol/protocolVersion"], "2026-07-28");
  assert.deepEqual(params.arguments, { a: 1 });
});

test("a server with handshake is found out, and its session is sent along", async () => {
  const table = new Table(legacy(seen => result(seen, done), "s-1"));
  assert.deepEqual(await table.call(), done);
  assert.deepEqual(table.methods, ["server/discover", "initialize", "notifications/initialized", "tools/call"]);
  assert.equal(table.seen[3]!.headers["mcp-session-id"], "s-1");
  assert.equal(table.seen[3]!.headers["mcp-protocol-version"], "2025-06-18");
  assert.equal(table.client.connection?.server.name, "old");
});

test("without a session that can be read the call is made all the same", async () => {
  const table = new Table(legacy(seen => result(seen, done)));
  assert.deepEqual(await table.call(), done);
  assert.equal(table.seen[3]!.headers["mcp-session-id"], undefined);
});

test("a snapshot that knows only the older era saves the question", async () => {
  const table = new Table(legacy(seen => result(seen, done)), undefined, ["legacy"]);
  await table.call();
  assert.equal(table.methods[0], "initialize");
});

test("a gateway that refuses the newer headers across origins is tried in the older way", async () => {
  const table = new Table(seen => (seen.headers["mcp-method"] ? [UNREACHABLE] : legacy(own => result(own, done))(seen)));
  assert.deepEqual(await table.call(), done);
});

test("a server that is down says so, after both ways were tried", async () => {
  const table = new Table(() => [UNREACHABLE]);
  const fault = await table.fault();
  assert.equal(fault.kind, "http");
  assert.equal(fault.exchange?.failure?.cause, "unreachable");
  assert.deepEqual(table.methods, ["server/discover", "initialize"]);
});

test("a missing key is no reason to guess at another era", async () => {
  const table = new Table(() => json({ detail: "who are you?" }, 401));
  assert.equal((await table.fault()).status, 401);
  assert.deepEqual(table.methods, ["server/discover"]);
});

test("a session that is gone is begun anew once, and once only", async () => {
  let alive = true;
  const table = new Table(legacy(seen => (alive ? result(seen, done) : json({ error: "no such session" }, 404)), "s"));
  await table.call();
  alive = false;
  const before = table.seen.length;
  assert.equal((await table.fault()).status, 404);
  assert.deepEqual(table.methods.slice(before), ["tools/call", "initialize", "notifications/initialized", "tools/call"]);
  alive = true;
  assert.deepEqual(await table.call(), done);
});

test("a server that takes no handshake-free version any more is met in an older one", async () => {
  const supported = { supported: ["2025-11-25"] };
  const table = new Table(seen => (seen.headers["mcp-method"] ? refusal(seen, -32022, 400, supported) : legacy(own => result(own, done))(seen)));
  assert.deepEqual(await table.call(), done);
  assert.equal(table.client.connection?.era, "legacy");
});

test("a server of a future version only is told as such", async () => {
  const table = new Table(seen => refusal(seen, -32022, 400, { supported: ["2031-01-01"] }));
  const fault = await table.fault();
  assert.equal(fault.rpc?.code, -32022);
  assert.deepEqual(table.methods, ["server/discover"]);
});

test("the transport of 2024 is named as the reason", async () => {
  const sse = [head(200, "text/event-stream"), chunk("event: endpoint\ndata: /messages?id=1\n\n")];
  const table = new Table(seen => (seen.method === "GET" ? sse : json({}, 405)));
  const fault = await table.fault();
  assert.equal(fault.kind, "unsupported");
  assert.match(fault.message, /2024-11-05/);
});

test("a reply may be a stream in which progress comes before the result", async () => {
  const table = new Table(
    modern(seen => [
      head(200, "text/event-stream"),
      chunk(": keep alive\n\nid: 1\ndata:\n\n"),
      event({ method: "notifications/progress", params: { progressToken: seen.params._meta.progressToken, progress: 1, total: 2, message: "half" } }),
      event({ method: "notifications/progress", params: { progressToken: "someone else's", progress: 9 } }),
      event({ id: seen.message.id, result: done }),
      END,
    ]),
  );
  assert.deepEqual(await table.call(), done);
  assert.deepEqual(table.progress, [{ progress: 1, total: 2, message: "half" }]);
});

test("a modern server that needs to ask gets the call again, with the answers and its own state", async () => {
  const ask = { method: "elicitation/create", params: { message: "Sure?", requestedSchema: { type: "object" } } };
  const table = new Table(
    modern(seen => (seen.params.inputResponses ? result(seen, done) : result(seen, { resultType: "input_required", inputRequests: { q: ask }, requestState: "opaque" }))),
    async () => ({ action: "accept", content: { sure: true } }),
  );
  assert.deepEqual(await table.call("t", { a: 1 }), done);
  const again = table.seen[2]!;
  assert.deepEqual(again.params.inputResponses, { q: { action: "accept", content: { sure: true } } });
  assert.equal(again.params.requestState, "opaque");
  assert.deepEqual(again.params.arguments, { a: 1 });
  assert.notEqual(again.message.id, table.seen[1]!.message.id);
});

test("an older server asks in the middle of its stream, and is answered beside it", async () => {
  let answered: (() => void) | undefined;
  const waiting = new Promise<void>(resolve => {
    answered = resolve;
  });
  const table = new Table(
    legacy(seen => {
      if (seen.method === "answer") {
        answered?.();
        return [head(202), END];
      }
      return (async function* () {
        yield head(200, "text/event-stream");
        yield event({ id: "ask-1", method: "elicitation/create", params: { message: "Which?" } });
        yield event({ id: "roots", method: "roots/list" });
        await waiting;
        yield event({ id: seen.message.id, result: done });
        yield END;
      })();
    }, "s"),
    async () => ({ action: "accept", content: { which: "this" } }),
  );
  assert.deepEqual(await table.call(), done);
  const answers = table.seen.filter(seen => seen.method === "answer").map(seen => seen.message);
  assert.deepEqual(answers.find(message => message.id === "ask-1")?.result, { action: "accept", content: { which: "this" } });
  assert.equal((answers.find(message => message.id === "roots")?.error as { code: number }).code, -32601);
  assert.equal(table.questions.length, 1);
});

test("what the console cannot do for a server ends the call with that reason", async () => {
  const table = new Table(modern(seen => result(seen, { resultType: "input_required", inputRequests: { s: { method: "sampling/createMessage" } } })));
  const fault = await table.fault();
  assert.equal(fault.kind, "unsupported");
  assert.match(fault.message, /sampling/);
});

for (const [era, script] of [
  ["modern", modern],
  ["legacy", legacy],
] as const) {
  test(`cancelling ends a ${era} call at once`, async () => {
    const table = new Table(
      script(async function* (seen) {
        yield head(200, "text/event-stream");
        table.client.cancel();
        yield event({ id: seen.message.id, result: done });
      }),
    );
    assert.equal((await table.fault()).kind, "cancelled");
    const told = table.seen.find(seen => seen.method === "notifications/cancelled");
    assert.equal(told !== undefined, era === "legacy");
  });
}

test("lists are read to their last page", async () => {
  const pages: Record<string, unknown> = { "": { tools: [{ name: "a" }], nextCursor: "2" }, "2": { tools: [{ name: "b" }] } };
  const table = new Table(modern(seen => result(seen, pages[seen.params.cursor ?? ""] as Record<string, unknown>)));
  assert.deepEqual(await table.client.list("tools/list", "tools"), [{ name: "a" }, { name: "b" }]);
});

test("a reply that is no answer is told as such", async () => {
  const table = new Table(modern(() => [head(200, "text/html"), chunk("<title>Welcome</title>"), END]));
  const fault = await table.fault();
  assert.equal(fault.kind, "broken");
  assert.match(fault.message, /MCP server/);
});

test("refusals of the protocol keep their code, whatever the HTTP status", async () => {
  for (const status of [200, 400, 404]) {
    const fault = await new Table(modern(seen => refusal(seen, -32602, status))).fault();
    assert.equal(fault.rpc?.code, -32602);
  }
});
