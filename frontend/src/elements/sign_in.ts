import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import type { Credential } from "../console/auth";
import { SignInError } from "../console/oauth/fetching";
import * as flows from "../console/oauth/flows";
import { REDIRECT_URI, signInWindow } from "../console/oauth/popup";
import { FLOWS, type FlowKind, hostsOf, type Provider } from "../console/oauth/provider";
import type { Source } from "../console/oauth/sources";
import { define, LightElement } from "./light";

export { sourcesFor, sourcesOf } from "../console/oauth/sources";
/** Gets an access token by OAuth 2. Every host is named before it is called, and called only on a click. */
export class SignInElement extends LightElement {
  static override properties = {
    sources: { attribute: false },
    needed: { attribute: false },
    held: { attribute: false },
    chosen: { state: true },
    provider: { state: true },
    flow: { state: true },
    client: { state: true },
    picked: { state: true },
    told: { state: true },
    running: { state: true },
    code: { state: true },
    link: { state: true },
  };

  declare sources: readonly Source[];
  /** Scopes that the call needs. */
  declare needed: readonly string[];
  declare held: Credential | undefined;
  give: (credential: Credential) => void = () => {};

  declare chosen: number;
  declare provider: Provider | undefined;
  declare flow: FlowKind | undefined;
  declare client: flows.Client;
  declare picked: readonly string[];
  declare told: string;
  declare running: boolean;
  declare code: flows.DeviceCode | undefined;
  declare link: URL | undefined;
  #abort = new AbortController();

  constructor() {
    super();
    this.client = { id: "", secret: "", inForm: false };
    this.#reset();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#abort.abort();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("needed")) this.picked = this.needed;
    if (changed.has("sources")) this.#choose(0);
  }

  protected override render(): TemplateResult {
    return html`<div class="gatepost-sign-in">
      ${this.#token()} ${this.sources.length > 1 ? this.#sources() : nothing}
      ${this.provider ? this.#form(this.provider) : this.#ask()}
      ${this.code ? this.#device(this.code) : nothing}
      ${this.link ? html`<p>The browser held the window back. <a href=${this.link.href} target="_blank" rel="noopener noreferrer">Open the sign-in at ${this.link.host}</a></p>` : nothing}
      <p role="status" class="gatepost-fault" ?hidden=${!this.told}>${this.told}</p>
    </div>`;
  }

  #token(): TemplateResult | typeof nothing {
    const grant = this.held?.secret ? this.held.grant : undefined;
    if (!grant) return nothing;
    const left = grant.expires === undefined ? "" : expiry(grant.expires);
    const scopes = grant.scopes?.length ? ` for ${grant.scopes.join(", ")}` : "";
    return html`<p class="gatepost-granted">Token granted${scopes}${left && `, ${left}`}.
      ${grant.refresh && this.provider ? html`<button type="button" class="gatepost-quiet" @click=${() => this.#refresh(grant.refresh ?? "")}>Refresh it</button>` : nothing}
    </p>`;
  }

  #sources(): TemplateResult {
    return html`<label for="${this.uid}-source">How</label>
      <select id="${this.uid}-source" @change=${(event: Event) => this.#choose(Number(typed(event)))}>
        ${this.sources.map((source, index) => html`<option value=${index} ?selected=${index === this.chosen}>${source.label}</option>`)}
      </select>`;
  }

  #ask(): TemplateResult | typeof nothing {
    const source = this.sources[this.chosen];
    if (!source || source.known) return nothing;
    return html`<button type="button" class="gatepost-button" ?disabled=${this.running} @click=${() => this.#find()}>
      Look up the sign-in of <strong>${source.host}</strong></button>`;
  }

  #form(provider: Provider): TemplateResult {
    const { uid, client, flow } = this;
    const hosts = hostsOf(provider);
    return html`${
      provider.flows.length > 1
        ? html`<label for="${uid}-flow">Flow</label>
          <select id="${uid}-flow" @change=${(event: Event) => (this.flow = typed(event) as FlowKind)}>
            ${provider.flows.map(kind => html`<option value=${kind} ?selected=${kind === flow}>${labelOf(kind)}</option>`)}
          </select>`
        : nothing
    }
      <label for="${uid}-client">Client ID</label>
      <input id="${uid}-client" type="text" autocomplete="off" spellcheck="false" .value=${client.id}
        @input=${(event: Event) => this.#client({ id: typed(event).trim() })} />
      ${flow === "implicit" ? nothing : this.#secret()} ${this.#scopes(provider)}
      ${this.#redirect()}
      <div class="gatepost-bar">
        <button type="button" class="gatepost-button" ?disabled=${this.running || !client.id} @click=${() => this.#start()}>Get a token</button>
        <button type="button" class="gatepost-quiet" ?hidden=${!this.running} @click=${() => this.#reset()}>Stop</button>
        <span class="gatepost-hint">from <strong>${hosts.join(" and ")}</strong></span>
      </div>`;
  }

  #secret(): TemplateResult {
    const { uid, client, flow } = this;
    const optional = flow === "clientCredentials" ? "" : " (where the application has one)";
    return html`<label for="${uid}-secret">Client secret${optional}</label>
      <input id="${uid}-secret" type="password" autocomplete="off" .value=${client.secret}
        @input=${(event: Event) => this.#client({ secret: typed(event) })} />
      <label class="gatepost-check" ?hidden=${!client.secret}><input type="checkbox" .checked=${client.inForm}
        @change=${(event: Event) => this.#client({ inForm: (event.target as HTMLInputElement).checked })} />
        Send the secret in the form, not in a header</label>`;
  }

  #scopes(provider: Provider): TemplateResult | typeof nothing {
    const known = provider.scopes.map(([scope]) => scope);
    const all = [
      ...provider.scopes,
      ...this.needed.filter(scope => !known.includes(scope)).map(scope => [scope, ""] as const),
    ];
    if (all.length === 0) return nothing;
    const box = ([scope, words]: readonly [string, string]) => html`<label class="gatepost-check">
      <input type="checkbox" .checked=${this.picked.includes(scope)} @change=${() => this.#pick(scope)} />
      <span><code>${scope}</code>${this.needed.includes(scope) ? " (needed)" : ""} ${words}</span></label>`;
    return html`<details ?open=${all.length <= 4}><summary>Scopes
        <span class="gatepost-part-note">${this.picked.join(", ") || "none"}</span></summary>
      <fieldset class="gatepost-scopes"><legend class="gatepost-sr">Scopes</legend>${all.map(box)}</fieldset></details>`;
  }

  #redirect(): TemplateResult | typeof nothing {
    if (this.flow !== "authorizationCode" && this.flow !== "implicit") return nothing;
    const legacy =
      this.flow === "implicit" ? " This flow is legacy: the token passes through the address of a page." : "";
    return html`<p class="gatepost-hint">Register <code>${REDIRECT_URI}</code> as redirect URI of the application.${legacy}</p>`;
  }

  #device({ code, address }: flows.DeviceCode): TemplateResult {
    return html`<p>Enter <strong class="gatepost-device-code">${code}</strong> at
      <a href=${address} target="_blank" rel="noopener noreferrer">${new URL(address).host}</a>. This page waits.</p>`;
  }

  #client(part: Partial<flows.Client>): void {
    this.client = { ...this.client, ...part };
  }

  #pick(scope: string): void {
    this.picked = this.picked.includes(scope) ? this.picked.filter(item => item !== scope) : [...this.picked, scope];
  }

  #choose(index: number): void {
    this.chosen = index;
    this.#reset();
    this.provider = undefined;
    if (this.sources[index]?.known) void this.#find();
  }

  #reset(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.running = false;
    this.told = "";
    this.code = undefined;
    this.link = undefined;
  }

  #find(): Promise<void> {
    return this.#run(async () => {
      const source = this.sources[this.chosen];
      const provider = await source?.find();
      this.flow = provider?.flows[0];
      const id = this.client.id || (provider && (await source?.clientId?.(provider)));
      if (id) this.#client({ id });
      this.provider = provider;
      return undefined;
    });
  }

  #start(): Promise<void> {
    const { provider, client, picked, flow } = this;
    if (!provider) return Promise.resolve();
    const window =
      flow === "authorizationCode" || flow === "implicit"
        ? signInWindow(url => {
            this.link = url;
          })
        : undefined;
    return this.#run(async signal => {
      const wish = { provider, client, scopes: picked, signal };
      if (window && flow === "implicit") return flows.implicit(wish, window);
      if (window) return flows.authorizationCode(wish, window);
      if (flow === "clientCredentials") return flows.clientCredentials(wish);
      return flows.deviceAuthorization(wish, code => {
        this.code = code;
      });
    });
  }

  #refresh(token: string): Promise<void> {
    const { provider, client } = this;
    if (!provider) return Promise.resolve();
    return this.#run(signal => flows.refresh({ provider, client, scopes: [], signal }, token));
  }

  async #run(act: (signal: AbortSignal) => Promise<Credential | undefined>): Promise<void> {
    this.#reset();
    const { signal } = this.#abort;
    this.running = true;
    try {
      const credential = await act(signal);
      // What was stopped, by the reader or by another host, gives nothing any more.
      if (signal.aborted) return;
      this.#reset();
      if (credential) this.give(credential);
    } catch (error) {
      if (signal.aborted) return;
      this.#reset();
      this.told = error instanceof SignInError ? error.message : `The sign-in did not work: ${String(error)}`;
    }
  }
}

function labelOf(kind: FlowKind): string {
  return FLOWS.find(([known]) => known === kind)?.[1] ?? kind;
}

function typed(event: Event): string {
  return (event.target as HTMLInputElement | HTMLSelectElement).value;
}

function expiry(at: number): string {
  const minutes = Math.round((at - Date.now()) / 60_000);
  if (minutes < 0) return `over since ${new Date(at).toLocaleTimeString()}`;
  return minutes < 120 ? `valid for ${minutes} minutes` : `valid until ${new Date(at).toLocaleString()}`;
}

define("gatepost-sign-in", SignInElement);
