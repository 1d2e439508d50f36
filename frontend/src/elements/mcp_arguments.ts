import { html, nothing, type TemplateResult } from "lit";
import { Fault } from "../console/mcp/fault";
import type { McpState } from "../console/mcp/state";
import { parameterKey } from "../console/request";
import { text } from "../console/schema";
import type { ContractParameter } from "../contract";
import { define, LightElement } from "./light";

const MOST_VALUES = 20;

/** The arguments of a prompt or the variables of a template: texts, which the server may complete. */
export class McpArgumentsElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    step: { type: Number },
    asked: { state: true },
    values: { state: true },
    trouble: { state: true },
  };

  declare state: McpState;
  declare step: number;
  /** The argument whose values stand below it. */
  declare asked: string;
  declare values: readonly string[];
  declare trouble: string;

  constructor() {
    super();
    this.asked = "";
    this.values = [];
    this.trouble = "";
  }

  protected override render(): TemplateResult | typeof nothing {
    const { parameters, mcp } = this.state.contract;
    if (parameters.length === 0) return nothing;
    return html`<fieldset class="gatepost-section">
      <legend>${mcp?.kind === "prompt" ? "Arguments" : "Variables"}</legend>
      ${parameters.map(parameter => this.#field(parameter))}
    </fieldset>`;
  }

  #field(parameter: ContractParameter): TemplateResult {
    const { name, required, description } = parameter;
    const key = parameterKey(parameter);
    const id = `${this.uid}-${name}`;
    const set = (value: string) => this.state.setParameter(key, value || undefined);
    return html`<div class="gatepost-field" data-field=${key}>
      <label for=${id}><span class="gatepost-field-name">${name}</span>
        ${required ? html`<span class="gatepost-required">required</span>` : nothing}</label>
      <div class="gatepost-field-control">
        <input id=${id} type="text" autocomplete="off" spellcheck="false" aria-describedby="${id}-hint"
          .value=${text(this.state.draft.parameters[key])} @input=${(event: Event) => set((event.target as HTMLInputElement).value)} />
        ${
          this.state.mcp.completes
            ? html`<button type="button" class="gatepost-quiet" aria-label="Suggest values of ${name}" @click=${() => void this.#suggest(name)}>Suggest</button>`
            : nothing
        }
      </div>
      <p class="gatepost-hint" id="${id}-hint" ?hidden=${!description}>${description}</p>
      ${this.asked === name ? this.#suggestions(set) : nothing}
    </div>`;
  }

  #suggestions(set: (value: string) => void): TemplateResult {
    if (this.trouble) return html`<p class="gatepost-fault" role="status">${this.trouble}</p>`;
    const choose = (value: string) => {
      set(value);
      this.asked = "";
    };
    return html`<div class="gatepost-mcp-values" role="group" aria-label="Values the server suggests">
      ${this.values.map(value => html`<button type="button" class="gatepost-quiet" @click=${() => choose(value)}>${value}</button>`)}
      ${this.values.length === 0 ? html`<span class="gatepost-hint" role="status">The server suggests nothing.</span>` : nothing}
    </div>`;
  }

  async #suggest(name: string): Promise<void> {
    this.trouble = "";
    try {
      const found = await this.state.complete(name);
      this.values = found.slice(0, MOST_VALUES);
    } catch (error) {
      const { message, status } = error instanceof Fault ? error : { message: String(error), status: 0 };
      this.trouble = `No suggestions: ${message || (status ? `the server answered ${status}.` : "no answer.")}`;
    }
    this.asked = name;
  }
}

define("gatepost-mcp-arguments", McpArgumentsElement);
