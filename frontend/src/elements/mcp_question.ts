import { html, type nothing, type TemplateResult } from "lit";
import { starter } from "../console/form";
import type { Message } from "../console/mcp/protocol";
import type { Pending } from "../console/mcp/run";
import { SchemaReader, text } from "../console/schema";
import { type Check, checkOf } from "../console/validate";
import "./field";
import { define, LightElement } from "./light";

/** What the server asks while a call runs: a form, or an address to visit. Nothing is answered by itself. */
export class McpQuestionElement extends LightElement {
  static override properties = { pending: { attribute: false }, host: {}, value: { state: true } };

  declare pending: Pending;
  declare host: string;
  declare value: unknown;
  readonly #reader = new SchemaReader({});
  #asked: Pending | undefined;
  #check: Check = () => new Map();

  protected override willUpdate(): void {
    if (this.#asked === this.pending) return;
    this.#asked = this.pending;
    const schema = this.pending.params.requestedSchema;
    this.value = starter(this.#reader, this.#reader.read(schema));
    this.#check = checkOf(schema, {});
  }

  protected override firstUpdated(): void {
    this.querySelector<HTMLElement>("[data-question]")?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    const { params } = this.pending;
    const visit = params.mode === "url";
    return html`<section class="gatepost-mcp-ask" data-question tabindex="-1" aria-label="Question of the server">
      <h3>${this.host} asks you</h3>
      <p class="gatepost-mcp-words">${text(params.message)}</p>
      ${visit ? this.#address(text(params.url)) : this.#form()}
      <p class="gatepost-hint">These are words of the server. Give it no password or key here.</p>
      <div class="gatepost-send-row">
        <button type="button" class="gatepost-button gatepost-button-primary" @click=${() => this.#accept(visit)}>
          ${visit ? "I have done it" : "Answer"}
        </button>
        <button type="button" class="gatepost-button" @click=${() => this.#say({ action: "decline" })}>Decline</button>
      </div>
    </section>`;
  }

  #form(): TemplateResult {
    const change = (value: unknown) => {
      this.value = value;
    };
    return html`<gatepost-field class="gatepost-body-form" .reader=${this.#reader}
      .schema=${this.#reader.read(this.pending.params.requestedSchema)} .value=${this.value}
      .faults=${this.#check(this.value)} .label=${"Answer"} .required=${true} .inner=${true} .pointer=${""} .change=${change}
    ></gatepost-field>`;
  }

  #address(url: string): TemplateResult | typeof nothing {
    const safe = /^https?:\/\//i.test(url);
    return html`<p><code class="gatepost-mcp-url">${url}</code></p>
      ${
        safe
          ? html`<p><a href=${url} target="_blank" rel="nofollow noopener noreferrer">Open this address in a new tab</a></p>`
          : html`<p class="gatepost-fault">This is no web address, so it is not opened from here.</p>`
      }`;
  }

  #accept(visit: boolean): void {
    this.#say(visit ? { action: "accept" } : { action: "accept", content: this.value ?? {} });
  }

  #say(reply: Message): void {
    this.pending.answer(reply);
  }
}

define("gatepost-mcp-question", McpQuestionElement);
