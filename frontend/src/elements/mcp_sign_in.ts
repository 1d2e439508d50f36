import { html, nothing, type TemplateResult } from "lit";
import { type Credential, kindOf } from "../console/auth";
import type { Exchange } from "../console/exchange";
import { loadClientDocument } from "../console/load";
import type { McpState } from "../console/mcp/state";
import type { Source } from "../console/oauth/sources";
import { define, LightElement } from "./light";

/** What a server that refused a call says of tokens: who gives them out, and the scopes that were missing. */
export class McpSignInElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    exchange: { attribute: false },
    step: { type: Number },
    sources: { state: true },
    scopes: { state: true },
    told: { state: true },
  };

  declare state: McpState;
  /** The refusal. */
  declare exchange: Exchange;
  declare step: number;
  declare sources: readonly Source[];
  declare scopes: readonly string[];
  declare told: string;

  constructor() {
    super();
    this.sources = [];
    this.scopes = [];
    this.told = "";
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("exchange")) [this.sources, this.told] = [[], ""];
  }

  protected override render(): TemplateResult | typeof nothing {
    const key = this.#key;
    if (key === undefined || !this.state.base.ok || this.state.target.sandbox) return nothing;
    const { host } = this.state.base.url;
    return html`<details class="gatepost-part" ?open=${this.sources.length > 0}>
      <summary>Sign in</summary>
      <p class="gatepost-hint">A server of MCP can say who gives out tokens for it. Nothing is asked before you do.</p>
      ${
        this.sources.length > 0
          ? html`<gatepost-sign-in .sources=${this.sources} .needed=${this.scopes} .held=${this.state.credentials[key]}
              .give=${(credential: Credential) => this.#give(key, credential)}></gatepost-sign-in>`
          : html`<button type="button" class="gatepost-button" @click=${() => void this.#ask()}>Ask <strong>${host}</strong></button>`
      }
      <p class="gatepost-fault" role="status" ?hidden=${!this.told}>${this.told}</p>
    </details>`;
  }

  /** The scheme whose key is a bearer token; another kind of key is not signed in for. */
  get #key(): string | undefined {
    return Object.entries(this.state.contract.schemes).find(([, scheme]) =>
      ["bearer", "oauth"].includes(kindOf(scheme)),
    )?.[0];
  }

  async #ask(): Promise<void> {
    const [oauth] = await Promise.all([import("../console/oauth/sources"), import("./sign_in")]);
    const header = this.exchange.head?.headers.find(([name]) => name.toLowerCase() === "www-authenticate")?.[1];
    const challenge = header ? oauth.readChallenge(header) : undefined;
    try {
      const resource = await oauth.discoverResource(new URL(this.state.endpoint), challenge);
      const granted = this.state.credentials[this.#key ?? ""]?.grant?.scopes ?? [];
      this.scopes = oauth.wantedScopes(granted, challenge, resource);
      this.sources = oauth.sourcesFor(resource, { document: await loadClientDocument() });
    } catch (error) {
      const hidden =
        this.exchange.head?.filtered && !header ? " The reply's www-authenticate may be hidden by CORS." : "";
      this.told = (error instanceof Error ? error.message : String(error)) + hidden;
    }
  }

  #give(key: string, credential: Credential): void {
    const { security } = this.state.contract;
    const using = security.findIndex(uses => uses.some(use => use.key === key));
    if (using >= 0 && !security[this.state.alternative]?.some(use => use.key === key)) this.state.setAlternative(using);
    this.state.setCredential(key, credential);
  }
}

define("gatepost-mcp-sign-in", McpSignInElement);
