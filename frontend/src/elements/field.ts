import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { shownValue, starter, typedValue, variantOf } from "../console/form";
import {
  array,
  exampleOf,
  isNullable,
  isRequired,
  type Schema,
  type SchemaReader,
  text,
  typesOf,
} from "../console/schema";
import type { Faults } from "../console/validate";
import { arrayControl } from "./field_array";
import { mapControl } from "./field_map";
import { objectControl } from "./field_object";
import { define, LightElement } from "./light";
import "./more";

const LONGEST_HINT = 160;

/**
 * The control of one schema: its value comes in, `change` tells the next one, undefined meaning left out. Parts of
 * objects and lists are fields again, made only when they are shown, so recursive schemas are safe.
 */
export class FieldElement extends LightElement {
  static override properties = {
    reader: { attribute: false },
    schema: { attribute: false },
    value: { attribute: false },
    faults: { attribute: false },
    label: {},
    hint: {},
    example: { attribute: false },
    required: { type: Boolean },
    pointer: {},
    single: { type: Boolean },
    inner: { type: Boolean },
    removal: { attribute: false },
  };

  declare reader: SchemaReader;
  declare schema: Schema;
  declare value: unknown;
  declare faults: Faults;
  declare label: string;
  declare hint: string;
  declare example: unknown;
  declare required: boolean;
  declare pointer: string;
  /** Whether text is one line, as in parameters. */
  declare single: boolean;
  /** Whether what stands around it names it already. */
  declare inner: boolean;
  /** Takes an item out of its list or map; other optional parts are left out instead. */
  declare removal: (() => void) | undefined;
  change: (value: unknown) => void = () => {};

  /** Members of an object that are shown without asking. */
  readonly shown = new Set<string>();
  #told: unknown = Symbol("nothing yet");
  #variant: number | undefined;
  #draft: string | undefined;

  /** Tell the next value. */
  tell(value: unknown): void {
    this.#told = value;
    this.value = value;
    this.change(value);
  }

  get controlId(): string {
    return `${this.uid}-control`;
  }

  /** Whether the value was set from elsewhere: an example, the JSON view, another variant. */
  get fromOutside(): boolean {
    return this.value !== this.#told;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("value") && this.fromOutside) this.#draft = undefined;
    if (changed.has("schema")) this.#variant = undefined;
  }

  protected override render(): TemplateResult {
    const kind = this.reader.kind(this.schema);
    if (this.value === null && isNullable(this.schema)) return this.#labelled(html`<code>null</code>`, this.#remove());
    if (kind === "object") return objectControl(this, this.#remove());
    if (kind === "map") return mapControl(this, this.#remove());
    if (kind === "array") return arrayControl(this, this.#remove());
    if (kind === "variants") return this.#variants();
    return this.#labelled(this.#control(kind), this.#beside());
  }

  /** Whether a part waits for the reader: below the top even what is required does, which ends recursion. */
  get isAbsent(): boolean {
    return this.value === undefined && (this.pointer !== "" || !this.required);
  }

  /** A part that is not there yet. */
  absent(): TemplateResult {
    const add = () => this.tell(this.#first());
    return html`<div class="gatepost-field-absent">
      ${this.heading()}
      <button type="button" class="gatepost-quiet" @click=${add} aria-label="Add ${this.label}">Add</button>
    </div>`;
  }

  #first(): unknown {
    const value = starter(this.reader, this.schema) ?? {};
    const empty = Array.isArray(value) && value.length === 0;
    return empty ? [starter(this.reader, this.reader.items(this.schema)) ?? ""] : value;
  }

  #variants(): TemplateResult {
    const variants = this.reader.variants(this.schema);
    const chosen = this.#variant ?? variantOf(this.reader, this.schema, this.value);
    const current = variants[chosen] ?? variants[0];
    if (this.isAbsent && this.#variant === undefined) return this.absent();
    const choose = (event: Event) => {
      this.#variant = Number((event.target as HTMLSelectElement).value);
      this.tell(starter(this.reader, variants[this.#variant]?.schema ?? {}));
      this.requestUpdate();
    };
    return html`<div class="gatepost-field-variants">
      <label for=${this.controlId}>${this.heading()}<span class="gatepost-sr"> variant</span></label>
      <select id=${this.controlId} @change=${choose}>
        ${variants.map((item, index) => html`<option value=${index} ?selected=${index === chosen}>${item.label}</option>`)}
      </select>
      ${this.#remove()}
      <gatepost-field
        .reader=${this.reader} .schema=${current?.schema ?? {}} .value=${this.value} .faults=${this.faults}
        .label=${current?.label ?? ""} .pointer=${this.pointer} .required=${true} .inner=${true} .single=${this.single}
        .change=${(value: unknown) => this.tell(value)}
      ></gatepost-field>
    </div>`;
  }

  #control(kind: string): TemplateResult {
    if (kind === "constant") return this.#choice([this.schema.const]);
    if (kind === "choice") return this.#choice(array(this.schema.enum));
    if (kind === "boolean") return this.#choice([true, false]);
    if (kind === "file") {
      const pick = (event: Event) => this.tell((event.target as HTMLInputElement).files?.[0]);
      return html`<input type="file" id=${this.controlId} @change=${pick} aria-describedby=${this.#described} />`;
    }
    return kind === "any" ? this.#json() : this.#text();
  }

  #choice(options: readonly unknown[]): TemplateResult {
    const at = options.indexOf(this.value);
    const choose = (event: Event) => this.tell(options[Number((event.target as HTMLSelectElement).value)]);
    const known = at >= 0 || this.value === undefined;
    return html`<select id=${this.controlId} @change=${choose} aria-describedby=${this.#described} ?aria-invalid=${this.fault !== ""}>
      ${known && this.required && at >= 0 ? nothing : html`<option value="" ?selected=${at < 0}>${known ? "not set" : shownValue(this.value)}</option>`}
      ${options.map((option, index) => html`<option value=${index} ?selected=${index === at}>${shownValue(option)}</option>`)}
    </select>`;
  }

  #text(): TemplateResult {
    const typed = (event: Event) => this.tell(typedValue(this.schema, (event.target as HTMLInputElement).value));
    const value = shownValue(this.value);
    const example = this.example ?? exampleOf(this.schema) ?? this.schema.default;
    const placeholder = example === undefined || example === null ? "" : shownValue(example);
    const format = text(this.schema.format);
    const number = typesOf(this.schema).some(type => type === "number" || type === "integer");
    if (!this.single && !number && !format && !this.schema.pattern) {
      return html`<textarea id=${this.controlId} rows="1" .value=${value} placeholder=${placeholder} @input=${typed}
        aria-describedby=${this.#described} aria-invalid=${this.fault ? "true" : "false"}></textarea>`;
    }
    const type = format === "date" ? "date" : format === "password" ? "password" : "text";
    return html`<input type=${type} id=${this.controlId} .value=${value} placeholder=${placeholder} @input=${typed}
      inputmode=${number ? "decimal" : "text"} autocomplete="off" spellcheck="false"
      aria-describedby=${this.#described} aria-invalid=${this.fault ? "true" : "false"} />`;
  }

  // Nothing is known of the value: JSON, or plain text where it is none.
  #json(): TemplateResult {
    const typed = (event: Event) => {
      this.#draft = (event.target as HTMLTextAreaElement).value;
      this.tell(looseValue(this.#draft));
    };
    const value = this.#draft ?? (this.value === undefined ? "" : JSON.stringify(this.value, null, 2));
    return html`<textarea id=${this.controlId} class="gatepost-mono" rows="1" .value=${value} placeholder="JSON or text"
      @input=${typed} aria-describedby=${this.#described} spellcheck="false"></textarea>`;
  }

  get fault(): string {
    return this.faults.get(this.pointer) ?? "";
  }

  get #described(): string {
    return `${this.uid}-hint ${this.uid}-fault`;
  }

  #labelled(control: TemplateResult, after: unknown): TemplateResult {
    const hint = this.hint || text(this.schema.description);
    return html`<div class="gatepost-field">
      <label for=${this.controlId}>${this.heading()}</label>
      <div class="gatepost-field-control">${control}${after}</div>
      <p class="gatepost-hint" id="${this.uid}-hint" ?hidden=${!hint}>${shortened(hint)}</p>
      <p class="gatepost-fault" id="${this.uid}-fault" ?hidden=${!this.fault}>${this.fault}</p>
    </div>`;
  }

  /** The name with its mark and type, as it stands in labels and legends. */
  heading(): TemplateResult {
    const mark = this.required && !this.removal ? html`<span class="gatepost-required">required</span>` : nothing;
    const name = html`<span class="gatepost-field-name">${this.label}</span>`;
    if (this.inner) return html`<span class="gatepost-sr">${this.label}</span>`;
    return html`${name} ${mark} <span class="gatepost-field-type">${typesOf(this.schema).join(" | ")}</span>`;
  }

  #remove(): TemplateResult | typeof nothing {
    if (this.removal) return this.#button("Remove", this.removal);
    return this.value === undefined || this.required ? nothing : this.#button("Leave out", () => this.tell(undefined));
  }

  #beside(): TemplateResult {
    const toNull = isNullable(this.schema) ? this.#button("null", () => this.tell(null)) : nothing;
    return html`${toNull}${this.removal ? this.#remove() : nothing}`;
  }

  #button(label: string, act: () => void): TemplateResult {
    return html`<button type="button" class="gatepost-quiet" @click=${act} aria-label="${label} ${this.label}">${label}</button>`;
  }

  /** Whether a member of this object is required. */
  requires(name: string): boolean {
    return isRequired(this.schema, name);
  }
}

function looseValue(source: string): unknown {
  if (source.trim() === "") return undefined;
  try {
    return JSON.parse(source);
  } catch {
    return source;
  }
}

function shortened(hint: string): string {
  const plain = hint.replace(/\s+/g, " ").replace(/[`*]+/g, "");
  return plain.length > LONGEST_HINT ? `${plain.slice(0, LONGEST_HINT - 1)}…` : plain;
}

define("gatepost-field", FieldElement);
