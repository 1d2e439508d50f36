import { html, type TemplateResult } from "lit";
import { define, LightElement } from "./light";

const SHOWN_FOR = 2000;

/** Copies a text, and says whether that went well. */
export class CopyButtonElement extends LightElement {
  static override properties = { text: { attribute: false }, label: {}, told: { state: true } };

  declare text: string;
  declare label: string;
  declare told: string;

  constructor() {
    super();
    this.told = "";
  }

  protected override render(): TemplateResult {
    return html`<button type="button" class="gatepost-button" @click=${() => this.#copy()}>${this.label}</button>
      <span class="gatepost-part-note" role="status">${this.told}</span>`;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.text);
      this.told = "Copied";
    } catch {
      this.told = "Copying is not allowed here: select the text.";
    }
    setTimeout(() => (this.told = ""), SHOWN_FOR);
  }
}

define("gatepost-copy-button", CopyButtonElement);
