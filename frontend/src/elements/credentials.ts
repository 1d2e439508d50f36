import { html, nothing, type TemplateResult } from "lit";
import { alternativeLabel, type Credential, credentialName, fieldOf, kindOf } from "../console/auth";
import type { ConsoleState } from "../console/state";
import { KEEPS, type Keep } from "../console/vault";
import type { ContractScheme, ContractSchemeUse } from "../contract";
import { define, LightElement } from "./light";

type SignIn = typeof import("./sign_in");

/** The keys that the operation asks for. */
export class CredentialsElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number }, signIn: { state: true } };

  declare state: ConsoleState;
  declare step: number;
  /** What gets tokens by OAuth: loaded when it is first asked for. */
  declare signIn: SignIn | undefined;
  readonly #sources = new Map<string, ReturnType<SignIn["sourcesOf"]>>();

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
      ${uses.length === 0 ? html`<p class="gatepost-hint">This call needs no key.</p>` : nothing} ${this.#clearing()}
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

  #scheme(use: ContractSchemeUse): TemplateResult | typeof nothing {
    const { key, scopes } = use;
    const scheme = this.state.contract.schemes[key];
    if (!scheme) return nothing;
    const { label, hint, user } = fieldOf(scheme);
    if (kindOf(scheme) === "mutualTLS") return html`<p class="gatepost-hint">${hint}</p>`;
    const given = this.state.credentials[key] ?? { secret: "" };
    const id = `${this.uid}-${key}`;
    const needed = scopes.length > 0 ? ` Needs ${scopes.join(", ")}.` : "";
    const change = (part: { user?: string; secret?: string }) => {
      const { grant: _, ...typed } = { ...given, ...part };
      this.state.setCredential(key, typed);
    };
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
      ${kindOf(scheme) === "oauth" ? this.#signingIn(use, scheme, given) : nothing}
      ${given.secret && !this.state.target.sandbox ? this.#keeping(key, id) : nothing}
    </div>`;
  }

  #signingIn({ key, scopes }: ContractSchemeUse, scheme: ContractScheme, given: Credential): TemplateResult {
    const load = async (event: Event) => {
      if (!(event.currentTarget as HTMLDetailsElement).open) return;
      this.signIn ??= await import("./sign_in");
    };
    const { origin } = this.state;
    const give = (credential: Credential) => this.state.setCredential(key, credential);
    return html`<details class="gatepost-get-token" @toggle=${load}>
      <summary>Get a token</summary>
      ${
        this.signIn
          ? html`<gatepost-sign-in .sources=${this.#sourcesOf(this.signIn, key, scheme, origin)} .needed=${scopes}
              .held=${given} .give=${give}></gatepost-sign-in>`
          : nothing
      }
    </details>`;
  }

  // Another host gets other sources, which stops a sign-in that was begun for this one.
  #sourcesOf(signIn: SignIn, key: string, scheme: ContractScheme, origin: string): ReturnType<SignIn["sourcesOf"]> {
    const name = `${key} ${origin}`;
    const sources = this.#sources.get(name) ?? signIn.sourcesOf(scheme, this.state.clientIds[scheme.name]);
    this.#sources.set(name, sources);
    return sources;
  }

  #keeping(key: string, id: string): TemplateResult {
    const keep = (event: Event) => this.state.keepKey(key, (event.target as HTMLSelectElement).value as Keep);
    const kept = this.state.keepOf(key);
    return html`<div class="gatepost-keeping">
      <label for="${id}-keep">Keep it</label>
      <select id="${id}-keep" @change=${keep}>
        ${KEEPS.map(([value, words]) => html`<option value=${value} ?selected=${value === kept}>${words}</option>`)}
      </select>
      ${kept === "8h" || kept === "7d" ? html`<p class="gatepost-hint">Every site of ${location.host} can read it there.</p>` : nothing}
    </div>`;
  }

  #clearing(): TemplateResult | typeof nothing {
    const hosts = this.state.keyOrigins.map(origin => origin.replace(/^https?:\/\//, ""));
    if (hosts.length === 0) return nothing;
    return html`<div class="gatepost-keys">
      <span class="gatepost-hint">Keys given for ${hosts.join(", ")}</span>
      <button type="button" class="gatepost-quiet" @click=${() => this.state.clearKeys()}>Clear all keys</button>
    </div>`;
  }
}

define("gatepost-credentials", CredentialsElement);
