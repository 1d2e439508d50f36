import { type Draft, draftOf, dropDraft, keepDraft } from "./draft";
import type { Edition, GuideFile, Server } from "./server";
import { together } from "./together";

/** How a text and its file stand to each other. */
export type Standing = "same" | "unsaved" | "saving" | "conflict";

/**
 * One guide while it is written: what was begun with, what it says now, and what its file says where others changed it.
 * Nothing is ever written over a change that the writer has not seen.
 */
export class Writing {
  readonly name: string;
  text: string;
  cursor = 0;
  /** Whether text from before the page was loaded is back. */
  readonly restored: boolean;
  /** What the file says where it was changed meanwhile. */
  theirs: Edition | undefined;
  #base: Edition;
  #saving = false;
  readonly #server: Server;

  constructor(server: Server, file: GuideFile) {
    this.#server = server;
    this.name = file.name;
    const kept = draftOf(file.name);
    this.restored = kept !== undefined && kept.text !== file.text;
    this.#base = kept && this.restored ? { text: kept.base, version: kept.version } : file;
    this.text = kept && this.restored ? kept.text : file.text;
    this.cursor = kept?.cursor ?? 0;
    this.onDisk(file);
  }

  get standing(): Standing {
    if (this.#saving) return "saving";
    if (this.theirs) return "conflict";
    return this.text === this.#base.text ? "same" : "unsaved";
  }

  /** Note what the file says now; true where that is news to the writer. */
  onDisk(now: Edition): boolean {
    if (now.version === this.#base.version || now.version === this.theirs?.version) return false;
    if (this.text === now.text || this.text === this.#base.text) {
      this.#base = now;
      this.text = now.text;
      this.theirs = undefined;
    } else {
      this.theirs = now;
    }
    return true;
  }

  /** Whether the file has another version than the one begun with. */
  isOld(version: string): boolean {
    return !this.#saving && version !== this.#base.version && version !== this.theirs?.version;
  }

  type(text: string, cursor: number): void {
    this.text = text;
    this.cursor = cursor;
    this.keep(true);
  }

  /** Go on from what the file says, with the changes of both; the writer's alone where they collide. */
  goOn(): void {
    if (!this.theirs) return;
    this.text = together(this.#base.text, this.text, this.theirs.text) ?? this.text;
    this.#base = this.theirs;
    this.theirs = undefined;
    this.keep(true);
  }

  /** Take what the file says in place of the writer's text. */
  takeTheirs(): void {
    if (!this.theirs) return;
    this.#base = this.theirs;
    this.text = this.theirs.text;
    this.theirs = undefined;
    this.keep(true);
  }

  /** Save; true where it was written. Raises RefusedError. */
  async save(): Promise<boolean> {
    if (this.standing !== "unsaved") return false;
    const { text } = this;
    this.#saving = true;
    try {
      const saved = await this.#server.save(this.name, text, this.#base.version);
      if (saved.ok) this.#base = { text, version: saved.version };
      else this.onDisk(saved.now);
      return saved.ok;
    } finally {
      this.#saving = false;
      this.keep(true);
    }
  }

  /** Keep the text in this tab, or forget it where its file has it. */
  keep(open: boolean): void {
    if (!open && this.text === this.#base.text) {
      dropDraft(this.name);
      return;
    }
    const draft: Draft = { ...this.#kept(), open, cursor: this.cursor };
    keepDraft(this.name, draft);
  }

  #kept(): Pick<Draft, "text" | "base" | "version"> {
    return { text: this.text, base: this.#base.text, version: this.#base.version };
  }
}
