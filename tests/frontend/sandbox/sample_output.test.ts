import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST_OUTPUT, SampleOutput } from "../../../frontend/src/sandbox/sample_output";

function watched() {
  const told: string[] = [];
  let now = 0;
  const output = new SampleOutput(
    (stream, text) => told.push(`${stream} ${text}`),
    () => now,
  );
  return { told, output, pass: (milliseconds: number) => (now += milliseconds) };
}

test("the first word is told at once, the next ones together", () => {
  const { told, output, pass } = watched();
  output.add("out", "a");
  output.add("out", "b");
  output.add("out", "c");
  assert.deepEqual(told, ["out a"]);
  pass(50);
  output.add("out", "d");
  assert.deepEqual(told, ["out a", "out bcd"]);
});

test("what is left is told when it is asked for, and streams stay apart", () => {
  const { told, output } = watched();
  output.add("out", "a");
  output.add("out", "b");
  output.add("err", "c");
  output.flush();
  output.flush();
  assert.deepEqual(told, ["out a", "out b", "err c"]);
});

test("a loop that prints for ever is cut, and says so", () => {
  const { told, output, pass } = watched();
  for (let turn = 0; turn < 3000; turn += 1) {
    output.add("out", "x".repeat(1000));
    pass(1);
  }
  output.flush();
  const all = told.join("");
  assert.ok(all.length < MOST_OUTPUT * 1.1);
  assert.ok(told.length < 20);
  assert.match(told.at(-1) ?? "", /more was printed than is shown/);
});
