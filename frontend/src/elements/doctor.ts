import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { type Diagnosis, examine, knownBefore, needOf, probesOf } from "../console/doctor";
import { FAMILIES, type Family, familyOf, type Recipe } from "../console/gateways";
import type { Outgoing } from "../console/outgoing";
import { define, LightElement } from "./light";

/** Finds out why a call got no answer, as far as a page can, and prints the lines that let it in. */
export class DoctorElement extends LightElement {
  static override properties = {
    request: { attribute: false },
    gateway: {},
    outcomes: { state: true },
    running: { state: true },
    diagnosis: { state: true },
    family: { state: true },
  };

  declare request: Outgoing;
  /** The family as configured; empty where it is not. */
  declare gateway: string;
  declare outcomes: readonly boolean[];
  declare running: boolean;
  declare diagnosis: Diagnosis | undefined;
  declare family: Family | undefined;
  readonly #page = new URL(location.href);

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("request")) return;
    this.outcomes = [];
    this.running = false;
    this.diagnosis = knownBefore(this.request, this.#page);
    this.family = familyOf(this.gateway, { url: new URL(this.request.url), headers: [] });
  }

  protected override render(): TemplateResult {
    return html`<section class="gatepost-doctor" aria-label="Why there is no answer">
      ${this.diagnosis ? nothing : this.#offer()} ${this.outcomes.length > 0 ? this.#probes() : nothing}
      <div role="status">${this.diagnosis ? html`<p class="gatepost-diagnosis">${this.diagnosis.words.replaceAll("`", "")}</p>` : nothing}</div>
      ${this.diagnosis?.fixable ? this.#recipes() : nothing}
    </section>`;
  }

  #offer(): TemplateResult {
    const probes = probesOf(this.request);
    return html`<p>The browser does not tell a page why. ${probes.length} probes, without your key and without a body, can find out:</p>
      ${this.outcomes.length > 0 ? nothing : html`<ol>${probes.map(({ name }) => html`<li>${name}</li>`)}</ol>`}
      <button type="button" class="gatepost-button" ?disabled=${this.running} @click=${() => this.#examine()}>Find out why</button>`;
  }

  #probes(): TemplateResult {
    const done = probesOf(this.request).slice(0, this.outcomes.length);
    return html`<ol class="gatepost-probes">${done.map(
      ({ name }, index) => html`<li><strong>${this.outcomes[index] ? "yes" : "no"}</strong> ${name}</li>`,
    )}</ol>`;
  }

  #recipes(): TemplateResult {
    const need = needOf(this.request, this.#page, this.family);
    const recipes = (this.family ?? familyOf("nginx", { url: this.#page, headers: [] }))?.cors.recipes(need) ?? [];
    const choose = (event: Event) => {
      const { value } = event.target as HTMLSelectElement;
      this.family = FAMILIES.find(family => family.id === value);
    };
    return html`<label for="${this.uid}-family">The gateway is</label>
      <select id="${this.uid}-family" @change=${choose}>
        <option value="" ?selected=${!this.family}>not known: put a proxy in front</option>
        ${FAMILIES.map(({ id, name }) => html`<option value=${id} ?selected=${id === this.family?.id}>${name}</option>`)}
      </select>
      ${this.family ? html`<p>${this.family.cors.note}</p>` : nothing}
      ${[...recipes, this.#proxy()].map(({ title, lines }) => html`<p>${title}</p><pre tabindex="0">${lines}</pre>`)}`;
  }

  #proxy(): Recipe {
    const { origin } = new URL(this.request.url);
    const target = `        - {name: ${new URL(this.request.url).host}, url: "${origin}", proxy: true}`;
    const lines = ["plugins:", "  - gatepost/console:", "      targets:", target].join("\n");
    return { title: "Or leave the gateway as it is: mkdocs.yml, for calls under `mkdocs serve`", lines };
  }

  async #examine(): Promise<void> {
    const { request } = this;
    this.running = true;
    const diagnosis = await examine(request, this.#page, outcomes => {
      if (this.request === request) this.outcomes = outcomes;
    });
    if (this.request !== request) return;
    this.running = false;
    this.diagnosis = diagnosis;
  }
}

define("gatepost-doctor", DoctorElement);
