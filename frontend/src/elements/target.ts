import { html, nothing, type TemplateResult } from "lit";
import type { ConsoleState } from "../console/state";
import type { ContractVariable } from "../contract";
import { remember } from "../shared/storage";
import { define, LightElement } from "./light";

/** Chooses the gateway that receives the request. */
export class TargetElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number } };

  declare state: ConsoleState;
  declare step: number;

  protected override render(): TemplateResult {
    const { targets, target, chosen, base, mode } = this.state;
    const choose = (event: Event) => {
      const index = Number((event.target as HTMLSelectElement).value);
      this.state.setTarget(index);
      remember("target", this.state.target.name);
    };
    return html`<div class="gatepost-section gatepost-target">
      <label for="${this.uid}-target">Target</label>
      <select id="${this.uid}-target" @change=${choose}>
        ${targets.map(
          (item, index) =>
            html`<option value=${index} ?selected=${index === chosen}>${item.name}${item.sandbox && !/sandbox/i.test(item.name) ? " (sandbox)" : ""}</option>`,
        )}
      </select>
      ${this.state.custom ? this.#custom() : nothing} ${target.variables.map(item => this.#variable(item))}
      ${base.ok ? nothing : html`<p class="gatepost-fault">${base.message}</p>`}
      ${base.ok ? html`<p class="gatepost-hint gatepost-mode" data-mode=${mode.kind}>${mode.words}</p>` : nothing}
    </div>`;
  }

  #custom(): TemplateResult {
    const typed = (event: Event) => this.state.setCustomUrl((event.target as HTMLInputElement).value);
    return html`<label for="${this.uid}-url">Base URL</label>
      <input id="${this.uid}-url" type="url" placeholder="https://gateway.example.com/v1" autocomplete="off"
        .value=${this.state.target.url} @change=${typed} />`;
  }

  #variable(variable: ContractVariable): TemplateResult {
    const id = `${this.uid}-${variable.name}`;
    const value = this.state.variables[variable.name] ?? "";
    const set = (event: Event) => this.state.setVariable(variable.name, (event.target as HTMLInputElement).value);
    return html`<div class="gatepost-field">
      <label for=${id}>${variable.name}</label>
      ${
        variable.enum.length > 0
          ? html`<select id=${id} @change=${set}>
              ${variable.enum.map(item => html`<option ?selected=${item === value}>${item}</option>`)}
            </select>`
          : html`<input id=${id} type="text" .value=${value} @change=${set} autocomplete="off" spellcheck="false" />`
      }
      <p class="gatepost-hint" ?hidden=${!variable.description}>${variable.description}</p>
    </div>`;
  }
}

define("gatepost-target", TargetElement);
