import { html, type nothing, type TemplateResult } from "lit";
import { starter } from "../console/form";
import type { Message } from "../console/mcp/protocol";
import type { Pending } from "../console/mcp/run";
import { array, record, type Schema, SchemaReader, text } from "../console/schema";
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
  #schema: Schema = {};
  #check: Check = () => new Map();

  protected override willUpdate(): void {
    if (this.#asked === this.pending) return;
    this.#asked = this.pending;
    const schema = shownSchema(this.pending.params.requestedSchema);
    this.#schema = this.#reader.read(schema);
    this.value = starter(this.#reader, this.#schema);
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
      .schema=${this.#schema} .value=${this.value}
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

/** The schema with the words for people where a form has room for them: titles of fields, names of choices. */
function shownSchema(schema: unknown): Schema {
  const whole = record(schema) ?? {};
  const properties = Object.entries(record(whole.properties) ?? {}).map(([name, given]) => {
    const field = record(given) ?? {};
    const names = array(field.enumNames);
    const choices = names.length > 0 ? { oneOf: titled(array(field.enum), names), enum: undefined } : {};
    const description = [text(field.title), text(field.description)].filter(Boolean).join(": ");
    return [name, { ...field, ...choices, description }];
  });
  return { ...whole, properties: Object.fromEntries(properties) };
}

function titled(values: readonly unknown[], names: readonly unknown[]): readonly Schema[] {
  return values.map((value, index) => ({ const: value, title: text(names[index]) || String(value) }));
}

define("gatepost-mcp-question", McpQuestionElement);
