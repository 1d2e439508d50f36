import { html, nothing, type TemplateResult } from "lit";
import { pytestOf } from "../console/keep/code/pytest";
import { writtenOf } from "../console/keep/code/written";
import { archiveOf } from "../console/keep/har";
import { type Recent, recent } from "../console/keep/recent";
import { withoutSecrets } from "../console/keep/secrets";
import { fragmentOf } from "../console/keep/share";
import type { ConsoleState } from "../console/state";
import "./copy_button";
import { define, LightElement } from "./light";

/** A link that carries the request, and files made of what was sent. */
export class KeepExportElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    step: { type: Number },
    link: { state: true },
    left: { state: true },
    trouble: { state: true },
  };

  declare state: ConsoleState;
  declare step: number;
  declare link: string;
  declare left: readonly string[];
  declare trouble: string;
  #of: unknown;

  constructor() {
    super();
    this.link = "";
    this.left = [];
    this.trouble = "";
  }

  protected override willUpdate(): void {
    if (this.#of === this.state.draft) return;
    this.#of = this.state.draft;
    void this.#make();
  }

  protected override render(): TemplateResult {
    const all = recent(this.state.contract.address);
    return html`<h3>Link</h3>
      <p class="gatepost-hint">Opens this page with the form filled in. It carries the request, no keys, and sends nothing.</p>
      ${this.trouble ? html`<p class="gatepost-fault">${this.trouble}</p>` : this.#copied()}
      <h3>Files</h3>
      ${
        all.length === 0
          ? html`<p class="gatepost-hint">Send the request first: these are made of what was sent and what came back.</p>`
          : this.#files(all)
      }`;
  }

  #copied(): TemplateResult {
    return html`<div class="gatepost-bar">
        <input type="text" readonly aria-label="Link to this request" .value=${this.link}
          @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
        <gatepost-copy-button .text=${this.link} .label=${"Copy link"}></gatepost-copy-button>
      </div>
      ${this.left.length > 0 ? html`<p class="gatepost-hint">Not in it: ${this.left.join(", ")}.</p>` : nothing}`;
  }

  #files(all: readonly Recent[]): TemplateResult {
    return html`<div class="gatepost-bar">
        <button type="button" class="gatepost-button" @click=${() => this.#archive(all)}>HTTP archive (HAR), ${all.length}</button>
        <button type="button" class="gatepost-button" @click=${() => this.#test(all)}>pytest of the last one</button>
      </div>
      <p class="gatepost-hint">Your keys are not in them; what the gateway answered is.</p>`;
  }

  async #make(): Promise<void> {
    const { contract, draft, secrets } = this.state;
    const cleared = withoutSecrets(contract, draft, secrets);
    try {
      const fragment = await fragmentOf({ operation: contract.address, ...cleared });
      this.link = new URL(fragment, location.href).href;
      this.left = cleared.left;
      this.trouble = "";
    } catch (error) {
      this.trouble = error instanceof Error ? error.message : String(error);
    }
  }

  async #archive(all: readonly Recent[]): Promise<void> {
    const archive = await archiveOf(all.map(({ sent }) => sent).reverse());
    save("requests.har", JSON.stringify(archive, null, 2));
  }

  #test([last]: readonly Recent[]): void {
    if (!last) return;
    const { contract, draft, base, alternative, secrets } = last.sent;
    const written = writtenOf(contract, draft, base, alternative, secrets);
    save("test_request.py", pytestOf(written, contract.title || contract.path, last.reply));
  }
}

function save(name: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

define("gatepost-keep-export", KeepExportElement);
