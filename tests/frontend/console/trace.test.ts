import assert from "node:assert/strict";
import { test } from "node:test";
import { readTraces, traceLinks } from "../../../frontend/src/console/trace";

const ANY = { name: "Langfuse", url: "https://trace.example/p/traces/{id}", header: "" };
const link = (headers: readonly (readonly [string, string])[], template = ANY, sent: typeof headers = []) =>
  traceLinks([template], headers, sent).map(({ url }) => url);

test("the id of a trace goes before that of a call or request", () => {
  const headers = [["x-request-id", "r"], ["x-litellm-call-id", "c"], ["X-Portkey-Trace-Id", "t"]] as const;
  assert.deepEqual(link(headers), ["https://trace.example/p/traces/t"]);
  assert.deepEqual(link(headers.slice(0, 2)), ["https://trace.example/p/traces/c"]);
  assert.deepEqual(link(headers, { ...ANY, header: "X-Request-Id" }), ["https://trace.example/p/traces/r"]);
});

test("W3C trace context gives its trace id alone", () => {
  const trace = "0af7651916cd43dd8448eb211c80319c";
  assert.deepEqual(link([["traceparent", `00-${trace}-b7ad6b7169203331-01`]]), [`https://trace.example/p/traces/${trace}`]);
});

test("an id cannot lead elsewhere, and a secret is no id", () => {
  assert.deepEqual(link([["x-trace-id", "../../x?y#z"]]), ["https://trace.example/p/traces/..%2F..%2Fx%3Fy%23z"]);
  assert.deepEqual(link([["x-trace-id", "sk-secret-1"]], ANY, [["authorization", "Bearer sk-secret-1"]]), []);
  assert.deepEqual(link([["x-trace-id", "t".repeat(1000)]]), []);
  assert.deepEqual(link([]), []);
  assert.deepEqual(link([["x-trace-id", "t"]], { ...ANY, url: "javascript:alert({id})" }), []);
});

test("templates without a place for the id are not read", () => {
  assert.deepEqual(readTraces({ trace: [{ url: "https://x/" }, { url: "https://x/{id}" }, 7] }), [
    { name: "Trace", url: "https://x/{id}", header: "" },
  ]);
  assert.deepEqual(readTraces(undefined), []);
});
