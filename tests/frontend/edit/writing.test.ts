import assert from "node:assert/strict";
import { test } from "node:test";
import type { Edition, Saved, Server } from "../../../frontend/src/edit/server";
import { headingsBefore, together } from "../../../frontend/src/edit/together";
import { Writing } from "../../../frontend/src/edit/writing";

const FIRST = "# A\n\nOne.\n\nTwo.\n\nThree.\n";

/** A file on disk; `save` refuses as the server does. */
function onDisk(text: string): { now: Edition; server: Server } {
  const disk = {
    now: { text, version: "1" },
    server: {
      save: async (_: string, sent: string, version: string): Promise<Saved> => {
        if (version !== disk.now.version) return { ok: false, now: disk.now };
        disk.now = { text: sent, version: `${version}+` };
        return { ok: true, version: disk.now.version };
      },
    } as unknown as Server,
  };
  return disk;
}

function begun(text: string): { disk: ReturnType<typeof onDisk>; writing: Writing } {
  const disk = onDisk(text);
  return { disk, writing: new Writing(disk.server, { name: "a.md", ...disk.now }) };
}

test("a text is saved, and then the same as its file", async () => {
  const { disk, writing } = begun(FIRST);
  assert.equal(writing.standing, "same");
  writing.type(`${FIRST}Four.\n`, 0);
  assert.equal(writing.standing, "unsaved");
  assert.equal(await writing.save(), true);
  assert.equal(writing.standing, "same");
  assert.equal(disk.now.text, `${FIRST}Four.\n`);
});

test("what is typed while it is being saved is not taken for saved", async () => {
  const { disk, writing } = begun(FIRST);
  writing.type("# B\n", 0);
  const saving = writing.save();
  writing.type("# C\n", 0);
  await saving;
  assert.equal(writing.standing, "unsaved");
  assert.equal(disk.now.text, "# B\n");
  await writing.save();
  assert.equal(disk.now.text, "# C\n");
});

test("a change on disk stops the saving, and both texts come together", async () => {
  const { disk, writing } = begun(FIRST);
  writing.type(FIRST.replace("Three.", "Three, mine."), 0);
  disk.now = { text: FIRST.replace("One.", "One, theirs."), version: "2" };
  assert.equal(await writing.save(), false);
  assert.equal(writing.standing, "conflict");
  assert.equal(disk.now.text, FIRST.replace("One.", "One, theirs."));
  writing.goOn();
  assert.equal(await writing.save(), true);
  assert.equal(disk.now.text, "# A\n\nOne, theirs.\n\nTwo.\n\nThree, mine.\n");
});

test("where both wrote, the writer's text stands until the writer decides", async () => {
  const { disk, writing } = begun(FIRST);
  writing.type(FIRST.replace("Two.", "Two, mine."), 0);
  disk.now = { text: FIRST.replace("Two.", "Two, theirs."), version: "2" };
  await writing.save();
  writing.goOn();
  assert.equal(writing.text, FIRST.replace("Two.", "Two, mine."));
  const other = begun(FIRST);
  other.writing.type("# Mine\n", 0);
  other.writing.onDisk({ text: "# Theirs\n", version: "2" });
  other.writing.takeTheirs();
  assert.equal(other.writing.text, "# Theirs\n");
  assert.equal(other.writing.standing, "same");
});

test("a file that changed before anything was typed is simply shown", () => {
  const { writing } = begun(FIRST);
  assert.equal(writing.isOld("2"), true);
  assert.equal(writing.onDisk({ text: "# New\n", version: "2" }), true);
  assert.equal(writing.text, "# New\n");
  assert.equal(writing.standing, "same");
  assert.equal(writing.isOld("2"), false);
});

test("texts come together line by line, or not at all", () => {
  assert.equal(together("a\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\n", "A\nb\nc\nd\ne\n"), "A\nb\nc\nd\nE\n");
  assert.equal(together("a\n", "b\n", "c\n"), undefined);
});

test("the writer is below the last heading that is no comment in a sample", () => {
  const text = "# A\n\n```sh\n# no heading\n```\n\n## B\n\nHere.\n\n## C\n";
  assert.equal(headingsBefore(text, text.indexOf("Here")), 2);
  assert.equal(headingsBefore(text, text.indexOf("no heading")), 1);
  assert.equal(headingsBefore(text, text.length), 3);
});
