import { html, nothing, type TemplateResult } from "lit";
import { alternativeLabel, credentialName, fieldOf, kindOf } from "../console/auth";
import type { ConsoleState } from "../console/state";
import type { ContractSchemeUse } from "../contract";
import { define, LightElement } from "./light";

/** The keys that the operation asks for. */
export class CredentialsElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number } };

  declare state: ConsoleState;
  declare step: number;

  protected override render(): TemplateResult | typeof nothing {
    const { contract, alternative } = this.state;
    const uses = contract.security[alternative] ?? [];
    if (contract.security.length === 0) return nothing;
    const { sandbox } = this.state.target;
    return html`<details class="gatepost-section" ?open=${!sandbox}>
      <summary>Authentication
        <span class="gatepost-part-note">${sandbox ? "the sandbox's own key" : alternativeLabel(contract, uses)}</span>
      </summary>
      ${contract.security.length > 1 ? this.#alternatives() : nothing}
      ${uses.map(use => this.#scheme(use))}
      ${uses.length === 0 ? html`<p class="gatepost-hint">This call needs no key.</p>` : this.#keeping()}
    </details>`;
  }

  #alternatives(): TemplateResult {
    const { contract, alternative } = this.state;
    const choose = (event: Event) => this.state.setAlternative(Number((event.target as HTMLSelectElement).value));
    return html`<div class="gatepost-field">
      <label for="${this.uid}-with">With</label>
      <select id="${this.uid}-with" @change=${choose}>
        ${contract.security.map(
          (uses, index) =>
            html`<option value=${index} ?selected=${index === alternative}>${alternativeLabel(contract, uses)}</option>`,
        )}
      </select>
    </div>`;
  }

  #scheme({ key, scopes }: ContractSchemeUse): TemplateResult | typeof nothing {
    const scheme = this.state.contract.schemes[key];
    if (!scheme) return nothing;
    const { label, hint, user } = fieldOf(scheme);
    if (kindOf(scheme) === "mutualTLS") return html`<p class="gatepost-hint">${hint}</p>`;
    const given = this.state.credentials[key] ?? { secret: "" };
    const id = `${this.uid}-${key}`;
    const needed = scopes.length > 0 ? ` Needs ${scopes.join(", ")}.` : "";
    const change = (part: { user?: string; secret?: string }) => this.state.setCredential(key, { ...given, ...part });
    return html`<div class="gatepost-field" data-field=${credentialName(key)}>
      ${
        user
          ? html`<label for="${id}-user">User name</label>
              <input id="${id}-user" type="text" autocomplete="off" spellcheck="false" .value=${given.user ?? ""}
                @input=${(event: Event) => change({ user: (event.target as HTMLInputElement).value })} />`
          : nothing
      }
      <label for=${id}>${label} <span class="gatepost-field-type">${scheme.name || key}</span></label>
      <input id=${id} type="password" autocomplete="off" spellcheck="false" .value=${given.secret}
        aria-describedby="${id}-hint"
        @input=${(event: Event) => change({ secret: (event.target as HTMLInputElement).value })} />
      <p class="gatepost-hint" id="${id}-hint">${hint.replaceAll("`", "")}${needed}</p>
    </div>`;
  }

  #keeping(): TemplateResult {
    const keep = (event: Event) => this.state.keepKeys((event.target as HTMLInputElement).checked);
    return html`<div class="gatepost-keys">
      <label><input type="checkbox" .checked=${this.state.keysKept} @change=${keep} /> Keep until this tab is closed</label>
      <button type="button" class="gatepost-quiet" @click=${() => this.state.clearKeys()}>Clear keys</button>
    </div>`;
  }
}

define("gatepost-credentials", CredentialsElement);
