import assert from "node:assert/strict";
import { test } from "node:test";
import { typedValue } from "../../../frontend/src/console/form";
import type { Outgoing } from "../../../frontend/src/console/outgoing";
import { ConsoleState } from "../../../frontend/src/console/state";
import type { Target } from "../../../frontend/src/console/target";
import type { Transport } from "../../../frontend/src/console/transport";
import * as checking from "../../../frontend/src/console/validate";
import { Vault } from "../../../frontend/src/console/vault";
import { contractOf, parameter, SCHEMES } from "./contracts";

const PAGE = new URL("https://docs.example/reference/chat/");
const target = (url: string, more: Partial<Target> = {}): Target => ({ name: url, url, variables: [], proxy: null, sandbox: false, ...more });
const SANDBOX = target("http://127.0.0.1:4000", { sandbox: true });
const LIVE = target("https://gw.example");

const CHAT = {
  path: "/v1/chat",
  streamProperty: "stream",
  schemes: SCHEMES,
  security: [[{ key: "bearer", scopes: [] }]],
  bodies: [
    {
      mediaType: "application/json",
      schema: {
        type: "object",
        required: ["model"],
        properties: {
          model: { type: "string" },
          stream: { type: "boolean" },
          stream_options: { type: "object", properties: { include_usage: { type: "boolean" } } },
        },
      },
      examples: [{ name: "one", value: { model: "fast" } }],
    },
  ],
};

function stateOf(wire: Readonly<Record<string, unknown>> = CHAT, targets = [SANDBOX, LIVE]): { state: ConsoleState; sent: Outgoing[]; transport: Transport } {
  const sent: Outgoing[] = [];
  const transport: Transport = {
    async *send(outgoing) {
      sent.push(outgoing);
      yield { kind: "end" } as const;
    },
  };
  const state = new ConsoleState(contractOf(wire), targets, new Vault({ tab: undefined, computer: undefined }, "/"), PAGE);
  state.checkBy(checking);
  return { state, sent, transport };
}

test("against the sandbox the first Send needs nothing of the reader", async () => {
  const { state, sent, transport } = stateOf();
  await state.send(false, transport);
  assert.deepEqual(state.held, []);
  assert.equal(sent[0]?.url, "http://127.0.0.1:4000/v1/chat");
  assert.deepEqual(JSON.parse(String(sent[0]?.body)), { model: "fast", stream: true, stream_options: { include_usage: true } });
  assert.ok(sent[0]?.headers.some(([name, value]) => name === "Authorization" && value === "Bearer sk-sandbox"));
});

test("streaming is switched on and off with its options", () => {
  const { state } = stateOf();
  state.setStream(false);
  assert.deepEqual(state.draft.body, { model: "fast", stream: false });
  assert.equal(state.streamed, false);
});

test("another host gets no key of the first, and going back finds none", () => {
  const { state } = stateOf();
  state.setTarget(1);
  assert.deepEqual(state.credentials, {});
  state.setCredential("bearer", { secret: "canary" });
  state.setTarget(0);
  assert.doesNotMatch(JSON.stringify(state.prepared), /canary/);
  state.setTarget(1);
  assert.deepEqual(state.credentials, {});
});

test("a missing key is held until the reader insists", async () => {
  const { state, sent, transport } = stateOf(CHAT, [LIVE]);
  await state.send(false, transport);
  assert.deepEqual(state.held.map(({ field }) => field), ["auth:bearer"]);
  assert.equal(sent.length, 0);
  await state.send(true, transport);
  assert.equal(sent.length, 1);
});

test("what cannot be sent is not sent, however much one insists", async () => {
  const wire = { parameters: [parameter("path", "id", { required: true })] };
  const { state, sent, transport } = stateOf(wire);
  state.setParameter("path:id", "..");
  await state.send(true, transport);
  assert.equal(sent.length, 0);
  assert.equal(state.held[0]?.fatal, true);
});

test("form and JSON text are in step, and a broken text keeps the last value", () => {
  const { state } = stateOf();
  state.setBody({ model: "slow" });
  assert.equal(state.bodyText, '{\n  "model": "slow"\n}');
  state.setBodyText('{"model": "new"}');
  assert.deepEqual(state.draft.body, { model: "new" });
  state.setBodyText('{"model": ');
  assert.deepEqual(state.draft.body, { model: "new" });
  assert.equal(state.bodyError?.line, 1);
  state.setBodyText("");
  assert.equal(state.draft.body, undefined);
  assert.equal(state.bodyError, undefined);
});

test("faults of body and parameters are told beside their field", () => {
  const { state } = stateOf({ ...CHAT, parameters: [parameter("query", "limit", { schema: { type: "integer" } })] });
  state.setBody({ model: 5 });
  state.setParameter("query:limit", "many");
  assert.ok(state.faultsOf("body").has("/model"));
  assert.ok(state.faultsOf("query:limit").has(""));
  assert.deepEqual(state.prepared?.troubles.map(({ field, fatal }) => [field, fatal]), [["query:limit", false], ["body#/model", false]]);
});

test("without any target the reader names one; nothing is sent before", async () => {
  const { state, sent, transport } = stateOf(CHAT, []);
  await state.send(true, transport);
  assert.equal(sent.length, 0);
  state.setCustomUrl("https://mine.example/v2");
  state.setCredential("bearer", { secret: "k" });
  await state.send(false, transport);
  assert.equal(sent[0]?.url, "https://mine.example/v2/v1/chat");
});

test("what was held is let go as soon as the reader changes something", async () => {
  const { state, transport } = stateOf(CHAT, [LIVE]);
  await state.send(false, transport);
  assert.equal(state.held.length, 1);
  state.setCredential("bearer", { secret: "k" });
  assert.deepEqual(state.held, []);
});

test("a canary key is in the request to its target and nowhere else of the state", () => {
  const { state } = stateOf(CHAT, [LIVE]);
  state.setCredential("bearer", { secret: "canary" });
  assert.match(JSON.stringify(state.prepared?.outgoing.headers), /canary/);
  assert.doesNotMatch(JSON.stringify([state.draft, state.bodyText, state.target, state.variables, state.prepared?.outgoing.url]), /canary/);
});

test("digits that no number holds go out as they were typed", () => {
  const { state } = stateOf({ path: "/v1/x", method: "GET", parameters: [parameter("query", "id", { schema: { type: "integer" } })] });
  state.setParameter("query:id", typedValue({ type: "integer" }, "12345678901234567890"));
  assert.deepEqual([...state.faultsOf("query:id")], []);
  assert.match(state.prepared?.outgoing.url ?? "", /id=12345678901234567890$/);
});

test("typed JSON goes as it was typed until the form changes it", () => {
  const { state } = stateOf({ ...CHAT, streamProperty: "" });
  state.setBodyText('{ "model": "m", "seed": 12345678901234567890 }');
  assert.equal(state.prepared?.outgoing.body, '{ "model": "m", "seed": 12345678901234567890 }');
  state.setBody({ model: "n" });
  assert.equal(state.prepared?.outgoing.body, '{"model":"n"}');
});

test("why a cookie cannot be sent depends on the target", () => {
  const wire = { path: "/v1/x", method: "GET", parameters: [parameter("cookie", "sid")] };
  const told = (one: Target) => {
    const { state } = stateOf(wire, [one]);
    state.setParameter("cookie:sid", "1");
    return [state.prepared?.troubles[0]?.message ?? "", state.prepared?.outgoing.cookies] as const;
  };
  assert.match(told(LIVE)[0], /own origin, docs\.example, and gw\.example is another/);
  assert.match(told(target("https://gw.example", { proxy: "/proxy/" }))[0], /proxy of this site passes no cookies/);
  assert.deepEqual(told(target("/api")), ["", [["sid", "1"]]]);
});

test("a form of XML begins with the schema, typed XML with the example", () => {
  const schema = { type: "object", required: ["id"], properties: { id: { type: "integer" } } };
  const begun = (more: object) => stateOf({ path: "/", bodies: [{ mediaType: "application/xml", ...more }] }).state.draft.body;
  assert.deepEqual(begun({ schema }), { id: 0 });
  assert.equal(begun({ schema, examples: [{ name: "one", text: "<x/>" }] }), "<x/>");
  assert.equal(begun({}), "");
});

test("checks that come later are waited for, and done without where they never come", async () => {
  const { contract, targets } = stateOf().state;
  const made = () => new ConsoleState(contract, targets.slice(0, -1), new Vault({ tab: undefined, computer: undefined }, "/"), PAGE);
  const late = made();
  late.setBody({ model: 7 });
  assert.equal(late.faultsOf("body").size, 0);
  late.checkBy(Promise.resolve(checking));
  await late.ready;
  assert.equal(late.faultsOf("body").size, 1);
  const without = made();
  without.checkBy(Promise.reject(new Error("offline")));
  await without.ready;
  without.setBody({ model: 7 });
  assert.equal(without.faultsOf("body").size, 0);
});
