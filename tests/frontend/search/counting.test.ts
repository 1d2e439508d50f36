import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { UnfoundCounter } from "../../../frontend/src/search/counting";
import type { Answer } from "../../../frontend/src/search/engine";

const answer = (unfound: boolean): Answer => ({ stage: "meaning", results: [], corrections: [], missing: [], unfound });

function counted(words: boolean, does: (counter: UnfoundCounter) => void, on = true): readonly string[] {
  const sent: string[] = [];
  mock.timers.enable({ apis: ["setTimeout"] });
  try {
    const counter = new UnfoundCounter((address, report) => sent.push(`${address} ${report}`));
    if (on) counter.counting = { address: "https://count.example/", words };
    does(counter);
    mock.timers.tick(3000);
  } finally {
    mock.timers.reset();
  }
  return sent;
}

test("a search that finds nothing is reported without its words", () => {
  assert.deepEqual(
    counted(false, counter => counter.heard("frobnicate", answer(true))),
    ['https://count.example/ {"unfound":1}'],
  );
});

test("its words are told only where the owner asks for them", () => {
  assert.deepEqual(
    counted(true, counter => counter.heard(" frobnicate ", answer(true))),
    ['https://count.example/ {"unfound":1,"query":"frobnicate"}'],
  );
});

test("what is typed on, found, or counted before does not count", () => {
  const sent = counted(true, counter => {
    counter.heard("frob", answer(true));
    mock.timers.tick(2999);
    counter.heard("frobnicate", answer(true));
    mock.timers.tick(3000);
    counter.heard("frobnicate", answer(true));
    mock.timers.tick(3000);
    counter.heard("budget", answer(false));
  });
  assert.deepEqual(sent, ['https://count.example/ {"unfound":1,"query":"frobnicate"}']);
});

test("nothing is counted unless it was turned on", () => {
  assert.deepEqual(
    counted(true, counter => counter.heard("frobnicate", answer(true)), false),
    [],
  );
});
