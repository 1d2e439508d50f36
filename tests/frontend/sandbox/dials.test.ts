import assert from "node:assert/strict";
import { test } from "node:test";
import type { Target } from "../../../frontend/src/console/target";
import { transportTo } from "../../../frontend/src/console/transports";
import { DIALS, type Dial, DialBoard, dials } from "../../../frontend/src/sandbox/dials";

const dial = (name: string) => DIALS.find(one => one.name === name) as Dial;

test("dials become one header, with numbers where they take some", () => {
  const board = new DialBoard();
  assert.equal(board.header, "");
  board.turn(dial("budget"), true);
  board.turn(dial("slow"), true);
  board.turn(dial("drop"), true, 5);
  assert.equal(board.header, "slow=2, drop=5, budget");
  board.turn(dial("slow"), false);
  assert.equal(board.header, "drop=5, budget");
  board.clear();
  assert.equal(board.header, "");
});

test("only a sandbox is asked for faults, and never at its reset", async () => {
  const asked: [string, string | null][] = [];
  const own = globalThis.fetch;
  globalThis.fetch = (url, init) => {
    asked.push([new URL(String(url)).pathname, new Headers(init?.headers).get("x-sandbox-fault")]);
    return Promise.resolve(new Response("x"));
  };
  dials.turn(dial("malformed"), true);
  try {
    for (const [sandbox, path] of [[true, "/v1/x"], [true, "/_sandbox/reset"], [false, "/v1/x"]] as const) {
      const target: Target = { name: "", url: "http://gw.example", variables: [], proxy: null, sandbox };
      const transport = transportTo(target, new URL("http://gw.example"), new URL("http://docs.example"));
      const request = { method: "GET", url: `http://gw.example${path}`, headers: [], secret: false };
      for await (const _ of transport.send(request, new AbortController().signal));
    }
  } finally {
    globalThis.fetch = own;
    dials.clear();
  }
  assert.deepEqual(asked, [["/v1/x", "malformed"], ["/_sandbox/reset", null], ["/v1/x", null]]);
});
