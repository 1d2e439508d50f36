import assert from "node:assert/strict";
import { test } from "node:test";
import { type Place, valuesIn } from "../../../frontend/src/console/said";

function place(name: string, kind: Place["kind"], more: Partial<Place> = {}): Place {
  return { key: name, name, kind, schema: {}, required: false, ...more };
}

const BUDGET = [
  place("subject_kind", "choice", { schema: { enum: ["team", "key", "model"] }, required: true }),
  place("subject_id", "string", { required: true }),
  place("limit_usd", "number", { required: true }),
  place("period", "choice", { schema: { enum: ["day", "week", "month"] } }),
  place("note", "string"),
];

function found(question: string, places: readonly Place[] = BUDGET) {
  return Object.fromEntries(valuesIn(question, places));
}

test("ids, numbers and permitted words find their places", () => {
  assert.deepEqual(found("create a budget of 500 usd a month for team team_7f3"), {
    subject_kind: "team",
    subject_id: "team_7f3",
    limit_usd: 500,
    period: "month",
  });
});

test("values with names go where they are named", () => {
  const places = [place("page", "number"), place("per_page", "number"), place("archived", "boolean")];
  assert.deepEqual(found("list projects page 3 per page 50 archived=true", places), {
    page: 3,
    per_page: 50,
    archived: true,
  });
});

test("quoted text goes to what is said, in quotes or without a name", () => {
  const places = [place("channel_id", "string", { required: true }), place("text", "string", { required: true })];
  assert.deepEqual(found('post "good morning" to C024BE91', places), { channel_id: "C024BE91", text: "good morning" });
});

test("a question without values, and hostile ones, give nothing", () => {
  assert.deepEqual(found("how do I create one?"), {});
  assert.deepEqual(found(`${"(".repeat(5000)}a+)+$`), {});
});
