import { html, nothing, type TemplateResult } from "lit";
import { parameterKey } from "../console/request";
import type { ConsoleState, Filled } from "../console/state";
import type { ContractParameter } from "../contract";
import "./field";
import { define, LightElement } from "./light";
import "./more";

const GROUPS = [
  ["path", "Path"],
  ["query", "Query"],
  ["querystring", "Query as a whole"],
  ["header", "Headers"],
  ["cookie", "Cookies"],
] as const;
// Optional parameters beyond these are folded; optional headers and cookies are for few readers.
const MOST_OPTIONAL = { path: 9, query: 4, querystring: 1, header: 0, cookie: 0 };

/** The parameters of the operation, by where they go. */
export class ParametersElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number } };

  declare state: ConsoleState;
  declare step: number;
  #filled: Filled | undefined;
  /** Optional parameters that a link or the history gave a value: folded away they would be sent unseen. */
  #shown: ReadonlySet<string> = new Set();

  protected override willUpdate(): void {
    const { filled, draft } = this.state;
    if (filled && filled !== this.#filled) this.#shown = new Set(Object.keys(draft.parameters));
    this.#filled = filled;
  }

  protected override render(): TemplateResult[] {
    return GROUPS.map(([location, title]) => {
      const own = this.state.contract.parameters.filter(parameter => parameter.location === location);
      return own.length === 0 ? html`` : this.#group(title, own, MOST_OPTIONAL[location]);
    });
  }

  #group(title: string, parameters: readonly ContractParameter[], most: number): TemplateResult {
    const open = (parameter: ContractParameter) => parameter.required || this.#shown.has(parameterKey(parameter));
    const first = parameters.filter(open);
    const optional = parameters.filter(parameter => !open(parameter));
    const folded = optional.length > most;
    const fields = () => optional.map(parameter => this.#field(parameter));
    return html`<fieldset class="gatepost-section">
      <legend>${title}</legend>
      ${first.map(parameter => this.#field(parameter))}
      ${folded ? nothing : fields()}
      ${folded ? html`<gatepost-more .label=${`${optional.length} optional`} .content=${fields}></gatepost-more>` : nothing}
    </fieldset>`;
  }

  #field(parameter: ContractParameter): TemplateResult {
    const { state } = this;
    const key = parameterKey(parameter);
    const label = parameter.deprecated ? `${parameter.name} (deprecated)` : parameter.name;
    return html`<gatepost-field data-field=${key}
      .reader=${state.schemas} .schema=${state.schemas.read(parameter.schema)} .value=${state.draft.parameters[key]}
      .faults=${state.faultsOf(key)} .label=${label} .hint=${parameter.description} .required=${parameter.required}
      .example=${parameter.example ?? undefined} .single=${true} .pointer=${""}
      .change=${(value: unknown) => state.setParameter(key, value)}
    ></gatepost-field>
    ${parameter.allowEmptyValue ? this.#empty(parameter, key) : nothing}`;
  }

  // A field that is left empty is left out; this one may also go without a value.
  #empty({ name }: ContractParameter, key: string): TemplateResult {
    const { state } = this;
    const set = (event: Event) => state.setParameter(key, (event.target as HTMLInputElement).checked ? "" : undefined);
    return html`<label class="gatepost-check"><input type="checkbox" .checked=${state.draft.parameters[key] === ""} @change=${set} />
      Send <code>${name}=</code> without a value</label>`;
  }
}

define("gatepost-parameters", ParametersElement);
