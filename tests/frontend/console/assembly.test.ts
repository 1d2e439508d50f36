import assert from "node:assert/strict";
import { test } from "node:test";
import { type Assembly, assembled, assembledReply, EMPTY } from "../../../frontend/src/console/assembly";
import { dollars, perSecond, readings } from "../../../frontend/src/console/readings";

const of = (...events: unknown[]): Assembly =>
  events
    .map(event => (typeof event === "string" ? event : JSON.stringify(event)))
    .map(text => ({ name: "", id: "", text }))
    .reduce(assembled, EMPTY);
const delta = (part: object) => ({ choices: [{ index: 0, delta: part }] });

test("a chat grows by its deltas, and ends with usage and cost", () => {
  const chat = of(
    delta({ role: "assistant", content: "" }),
    delta({ content: "Hello" }),
    delta({ content: ", world" }),
    { choices: [{ delta: {}, finish_reason: "stop" }], model: "fast-1" },
    { choices: [], usage: { prompt_tokens: 3, completion_tokens: 4, total_tokens: 7, cost: 0.00012, prompt_tokens_details: { cached_tokens: 2 } } },
    "[DONE]",
  );
  assert.equal(chat.answer, "Hello, world");
  assert.deepEqual([chat.finish, chat.model, chat.done], ["stop", "fast-1", true]);
  assert.deepEqual(chat.usage, { input: 3, output: 4, total: 7, cached: 2, cost: 0.00012 });
});

test("calls of tools are put together from pieces", () => {
  const call = (index: number, part: object) => delta({ tool_calls: [{ index, function: part }] });
  const chat = of(call(0, { name: "get_weather" }), call(0, { arguments: '{"ci' }), call(1, { name: "b" }), call(0, { arguments: 'ty":1}' }));
  assert.deepEqual(chat.toolCalls, [{ name: "get_weather", arguments: '{"city":1}' }, { name: "b", arguments: "" }]);
});

test("an error inside a stream is kept, and what came before stays", () => {
  const chat = of(delta({ content: "Hel" }), { error: { message: "upstream died" } }, "[DONE]");
  assert.equal(chat.answer, "Hel");
  assert.deepEqual(chat.error, { message: "upstream died" });
});

test("responses and messages dialects", () => {
  const responses = of(
    { type: "response.created", response: {} },
    { type: "response.output_text.delta", delta: "Hi" },
    { type: "response.completed", response: { usage: { input_tokens: 1, output_tokens: 2 } } },
  );
  assert.deepEqual([responses.answer, responses.usage?.total, responses.done], ["Hi", 3, true]);
  const messages = of(
    { type: "message_start", message: { usage: { input_tokens: 5 } } },
    { type: "content_block_delta", delta: { type: "text_delta", text: "Yo" } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
  );
  assert.deepEqual([messages.answer, messages.finish], ["Yo", "end_turn"]);
  assert.deepEqual([messages.usage?.input, messages.usage?.output, messages.usage?.total], [5, 2, 7]);
});

test("answers besides the first do not run into it", () => {
  const piece = (index: number, content: string) => ({ choices: [{ index, delta: { content } }] });
  const chat = of(piece(0, "A"), piece(1, "x"), piece(0, "B"), piece(1, "y"), piece(9e9, "far"));
  assert.equal(chat.answer, "AB");
  assert.deepEqual(chat.others, ["xy", "far"]);
});

test("calls of tools in the responses and messages dialects", () => {
  const responses = of(
    { type: "response.output_item.added", item: { type: "function_call", name: "get_weather" } },
    { type: "response.function_call_arguments.delta", delta: '{"ci' },
    { type: "response.function_call_arguments.delta", delta: 'ty":1}' },
    { type: "response.completed", response: { model: "m-1", status: "completed" } },
  );
  assert.deepEqual(responses.toolCalls, [{ name: "get_weather", arguments: '{"city":1}' }]);
  assert.deepEqual([responses.model, responses.finish], ["m-1", "completed"]);
  const messages = of(
    { type: "content_block_start", index: 1, content_block: { type: "tool_use", name: "get_weather", input: {} } },
    { type: "content_block_delta", index: 1, delta: { type: "input_json_delta", partial_json: '{"city":1}' } },
  );
  assert.deepEqual(messages.toolCalls, responses.toolCalls);
});

test("whole replies of the responses and messages dialects, and lines of JSON", () => {
  const called = [{ name: "f", arguments: '{"a":1}' }];
  const responses = assembledReply({
    object: "response",
    status: "incomplete",
    incomplete_details: { reason: "max_output_tokens" },
    output: [
      { type: "reasoning", summary: [{ text: "hm" }] },
      { type: "message", content: [{ type: "output_text", text: "Hi" }] },
      { type: "function_call", name: "f", arguments: '{"a":1}' },
    ],
  });
  assert.deepEqual([responses.answer, responses.reasoning, responses.finish], ["Hi", "hm", "max_output_tokens"]);
  assert.deepEqual(responses.toolCalls, called);
  const content = [{ type: "text", text: "Hi" }, { type: "tool_use", name: "f", input: { a: 1 } }];
  const messages = assembledReply({ type: "message", content, stop_reason: "tool_use" });
  assert.deepEqual([messages.answer, messages.finish], ["Hi", "tool_use"]);
  assert.deepEqual(messages.toolCalls, called);
  const line = (text: string, more: object) => ({ model: "m", message: { content: text }, done: false, ...more });
  const lines = of(line("A", {}), line("B", { done: true, done_reason: "stop", prompt_eval_count: 2, eval_count: 3 }));
  assert.deepEqual([lines.answer, lines.finish, lines.usage?.total, lines.done], ["AB", "stop", 5, true]);
});

test("a failure that a responses stream reports is an error", () => {
  const failed = of({ type: "response.failed", response: { status: "failed", error: { code: "x", message: "no" } } });
  assert.deepEqual(failed.error, { code: "x", message: "no" });
});

test("a whole reply reads like a stream of one", () => {
  const reply = { choices: [{ message: { content: "Whole" }, finish_reason: "stop" }], usage: { total_tokens: 9 } };
  assert.deepEqual([assembledReply(reply).answer, assembledReply(reply).usage?.total], ["Whole", 9]);
  assert.equal(assembledReply({ items: [] }).recognised, false);
  assert.equal(assembledReply([1]).recognised, false);
});

test("what is no JSON, or hostile JSON, changes nothing", () => {
  const odd = of("{", "5", '"x"', { choices: "x", usage: 7 }, { choices: [null] }, '{"__proto__":{"x":1},"choices":[{"delta":{"content":{"a":1}}}]}');
  assert.equal(odd.answer, "");
  assert.equal(odd.usage, undefined);
});

test("readings: the body's cost goes before a header's, the rest comes from headers", () => {
  const timing = { head: 10, firstToken: 100, end: 1100 };
  const chat = of({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 20, total_tokens: 21, cost: 0.5 } });
  const headers = [["x-litellm-response-cost", "0.0"], ["x-postern-cache", "hit"], ["x-postern-request-id", "r1"], ["x-portkey-retry-attempt-count", "2"]] as const;
  const found = Object.fromEntries(readings(headers, chat, timing).map(({ label, value }) => [label, value]));
  assert.deepEqual(found, {
    Cost: "$0.5",
    Tokens: "1 in + 20 out = 21",
    "First token": "100 ms",
    "Tokens a second": "20.0",
    Cache: "hit",
    Retries: "2",
    "Request id": "r1",
  });
});

test("small amounts keep their digits", () => {
  assert.equal(dollars(0.0000123456), "$0.00001235");
  assert.equal(dollars(0), "$0");
});

test("tokens a second count from the first token, or from the request where there is no stream", () => {
  assert.equal(perSecond(10, { head: 1, firstToken: 500, end: 1000 }), 20);
  assert.equal(perSecond(10, { head: 1, firstToken: undefined, end: 1000 }), 10);
  assert.equal(perSecond(10, { head: 1, firstToken: 5, end: undefined }), undefined);
});

test("a cost of nothing in the head of a stream is no cost", () => {
  const headers = [["x-litellm-response-cost", "0.0"]] as const;
  const labels = (firstToken: number | undefined) =>
    readings(headers, EMPTY, { head: 1, firstToken, end: 5 }).map(({ label }) => label);
  assert.deepEqual(labels(3), ["First token"]);
  assert.deepEqual(labels(undefined), ["Cost"]);
});
