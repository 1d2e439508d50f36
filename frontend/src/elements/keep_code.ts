import { html, nothing, type TemplateResult } from "lit";
import { LANGUAGES } from "../console/keep/code";
import { writtenOf } from "../console/keep/code/written";
import type { ConsoleState } from "../console/state";
import { remember, remembered } from "../shared/storage";
import "./copy_button";
import { define, LightElement } from "./light";

const NONE = { language: undefined, code: "" };

/** The request in the form as a program, keys being variables of the environment. */
export class KeepCodeElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number }, chosen: { state: true } };

  declare state: ConsoleState;
  declare step: number;
  declare chosen: string;

  constructor() {
    super();
    this.chosen = remembered("console-code") ?? "";
  }

  protected override render(): TemplateResult {
    const { base, contract, draft, alternative, secrets } = this.state;
    if (!base.ok) return html`<p class="gatepost-hint">Choose a target first.</p>`;
    const written = writtenOf(contract, draft, base.url, alternative, secrets);
    const offered = LANGUAGES.map(language => ({ language, code: language.write(written) })).filter(({ code }) => code);
    const { language, code } = offered.find(item => item.language.name === this.chosen) ?? offered[0] ?? NONE;
    return html`<div class="gatepost-bar">
        <select aria-label="Language" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
          ${offered.map(({ language: { name, title } }) => html`<option value=${name} ?selected=${name === language?.name}>${title}</option>`)}
        </select>
        <gatepost-copy-button .text=${code} .label=${"Copy code"}></gatepost-copy-button>
      </div>
      <pre class="gatepost-code" tabindex="0" aria-label="The request as ${language?.title ?? "code"}">${code}</pre>
      ${written.left.length > 0 ? html`<p class="gatepost-hint">Left out, being secret: ${written.left.join(", ")}.</p>` : nothing}`;
  }

  #choose(name: string): void {
    this.chosen = name;
    remember("console-code", name);
  }
}

define("gatepost-keep-code", KeepCodeElement);
