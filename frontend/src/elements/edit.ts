import { html, nothing, type TemplateResult } from "lit";
import { type Finding, RefusedError, type Server } from "../edit/server";
import { Source } from "../edit/source";
import { headingsBefore } from "../edit/together";
import type { Writing } from "../edit/writing";
import { adopt } from "../shared/styles";
import styles from "../styles/edit/edit.css";
import { define, LightElement } from "./light";

adopt(styles);

/** Milliseconds without a key before the preview follows. */
const PAUSE = 250;
const TOLD = { same: "Saved", unsaved: "Not saved", saving: "Saving …", conflict: "Changed on disk" };

/** A guide's Markdown beside its preview, over the page that it makes. */
export class EditElement extends LightElement {
  static override properties = {
    problems: { state: true },
    failure: { state: true },
    comparing: { state: true },
  };

  server!: Server;
  writing!: Writing;
  declare problems: readonly Finding[];
  declare failure: string;
  declare comparing: boolean;
  #source: Source | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saved = false;
  #asked = 0;

  constructor() {
    super();
    this.problems = [];
    this.failure = "";
    this.comparing = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener("focus", this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("focus", this.#look);
    clearTimeout(this.#timer);
    this.#source?.destroy();
  }

  protected override firstUpdated(): void {
    const dialog = this.querySelector("dialog");
    const host = this.querySelector<HTMLElement>(".gatepost-edit-source");
    if (!dialog || !host) return;
    dialog.showModal();
    // The text is in this tab: a live reload would only take the cursor away from the writer.
    dispatchEvent(new Event("beforeunload"));
    this.#source = new Source(host, {
      text: this.writing.text,
      cursor: this.writing.cursor,
      label: `Markdown of ${this.writing.name}`,
      typed: this.#typed,
      save: this.#save,
    });
    this.#source.focus();
    this.writing.keep(true);
    void this.#preview();
  }

  protected override render(): TemplateResult {
    const { standing, name } = this.writing;
    return html`<dialog class="gatepost-edit" aria-label=${`Edit ${name}`} @close=${this.#close}>
      <header>
        <code>${name}</code>
        <span role="status" data-standing=${standing}>${this.comparing ? "Comparing" : TOLD[standing]}</span>
        <button type="button" data-act="save"
          ?disabled=${standing !== "unsaved"} @click=${this.#save}>Save</button>
        <button type="button" data-act="close" @click=${this.#leave}>Close</button>
      </header>
      ${this.#notices()}
      <div class="gatepost-edit-columns">
        <div class="gatepost-edit-source"></div>
        <section class="gatepost-edit-preview md-typeset" aria-label="Preview" tabindex="0"></section>
      </div>
    </dialog>`;
  }

  #notices(): TemplateResult {
    const { theirs, restored } = this.writing;
    return html`${this.failure ? html`<p class="gatepost-edit-notice" role="alert">${this.failure}</p>` : nothing}
      ${
        theirs
          ? html`<p class="gatepost-edit-notice" role="alert">
              <span>The file was changed on disk meanwhile. Nothing was written over, and your text is all here.</span>
              <button type="button" data-act="compare" @click=${this.#compare}>Compare, then go on</button>
              <button type="button" data-act="take" @click=${this.#take}>Take the file's text</button>
            </p>`
          : nothing
      }
      ${
        this.comparing
          ? html`<p class="gatepost-edit-notice">
              <span>Green is yours, red is in the file alone. Accept keeps a place as it is here, Reject makes it what
              the file says.</span>
              <button type="button" data-act="compared" @click=${this.#compared}>Done</button>
            </p>`
          : nothing
      }
      ${
        restored && this.writing.standing === "unsaved"
          ? html`<p class="gatepost-edit-notice"><span>Text that was not saved is back.</span></p>`
          : nothing
      }
      ${this.problems.map(
        ({ line, message }) => html`<p class="gatepost-edit-notice" data-kind="problem">
          <button type="button" @click=${() => this.#source?.goTo(line)}>Line ${line}</button> <span>${message}</span>
        </p>`,
      )}`;
  }

  readonly #typed = (text: string, cursor: number): void => {
    this.writing.type(text, cursor);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#preview(), PAUSE);
    this.requestUpdate();
  };

  readonly #save = (): void => {
    const saving = this.#told(async () => {
      this.#saved = (await this.writing.save()) || this.#saved;
      this.#source?.show(this.writing.text);
    });
    this.requestUpdate();
    void saving.then(() => this.requestUpdate());
  };

  readonly #look = (): void => void this.#preview();

  readonly #compare = (): void => {
    const theirs = this.writing.theirs?.text;
    this.writing.goOn();
    this.#source?.show(this.writing.text);
    this.#source?.compare(theirs);
    this.comparing = true;
    void this.#preview();
  };

  readonly #compared = (): void => {
    this.#source?.compare(undefined);
    this.comparing = false;
    this.#source?.focus();
  };

  readonly #take = (): void => {
    this.writing.takeTheirs();
    this.#source?.show(this.writing.text);
    void this.#preview();
    this.requestUpdate();
  };

  readonly #leave = (): void => this.querySelector("dialog")?.close();

  readonly #close = (): void => {
    this.writing.keep(false);
    this.remove();
    // The page shows what was there before.
    if (this.#saved) location.reload();
  };

  async #preview(): Promise<void> {
    const asked = ++this.#asked;
    await this.#told(async () => {
      const { html: body, problems, version } = await this.server.preview(this.writing.name, this.writing.text);
      if (asked !== this.#asked) return;
      this.#draw(body);
      this.problems = problems;
      if (!this.writing.isOld(version)) return;
      const now = await this.server.guide(placeOf(location));
      if (now && this.writing.onDisk(now)) this.#source?.show(this.writing.text);
    });
    this.requestUpdate();
  }

  #draw(body: string): void {
    const place = this.querySelector<HTMLElement>(".gatepost-edit-preview");
    if (!place) return;
    const template = document.createElement("template");
    template.innerHTML = body;
    // The page below has these ids; and what a page runs is not run here.
    for (const one of template.content.querySelectorAll("[id]")) one.removeAttribute("id");
    for (const script of template.content.querySelectorAll("script")) script.remove();
    place.replaceChildren(template.content);
    const at = headingsBefore(this.writing.text, this.writing.cursor);
    const heading = place.querySelectorAll<HTMLElement>("h1, h2, h3, h4, h5, h6")[at - 1];
    place.scrollTop = heading ? heading.offsetTop - place.offsetTop : 0;
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.failure = "";
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      this.failure = error.message;
    }
  }
}

/** The URL of a page relative to its site, which `mkdocs serve` has at the folder that the editor is below. */
export function placeOf({ pathname }: Pick<Location, "pathname">): string {
  const start =
    document.querySelector<HTMLMetaElement>('meta[name="gatepost-edit"]')?.getAttribute("data-start") ?? "/";
  const mount = start.slice(0, -"_gatepost/edit/".length);
  return decodeURIComponent(pathname.slice(mount.length));
}

define("gatepost-edit", EditElement);
