import { html, nothing, type TemplateResult } from "lit";
import { type BodyForm, bodyForm, xmlText } from "../console/body";
import { starter } from "../console/form";
import { printJson } from "../console/json_text";
import { hasForm } from "../console/starting";
import type { ConsoleState } from "../console/state";
import type { ContractBody } from "../contract";
import "./field";
import type { EditorElement } from "./editor";
import { define, LightElement } from "./light";

declare global {
  interface HTMLElementTagNameMap {
    "gatepost-editor": EditorElement;
  }
}

type View = "form" | "text";

/** The request body: a form made of its schema, and its text beside it. */
export class BodyElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    step: { type: Number },
    view: { state: true },
    editor: { state: true },
  };

  declare state: ConsoleState;
  declare step: number;
  declare view: View;
  /** Whether the editor is here; a text area stands in for it. */
  declare editor: boolean;

  constructor() {
    super();
    this.view = "form";
    this.editor = false;
  }

  #asked = false;

  // The editor weighs more than the console: it comes when the text is opened, and nothing waits for it.
  protected override willUpdate(): void {
    const { body } = this.state;
    if (this.#asked || this.view !== "text" || !body || bodyForm(body.mediaType) !== "json") return;
    this.#asked = true;
    import("./editor").then(
      () => this.#takeOver(),
      () => {},
    );
  }

  async #takeOver(): Promise<void> {
    const area = this.querySelector<HTMLTextAreaElement>("textarea.gatepost-editor");
    const typing = area !== null && area === document.activeElement;
    const [from, to] = [area?.selectionStart ?? 0, area?.selectionEnd ?? 0];
    this.editor = true;
    await this.updateComplete;
    if (typing) this.querySelector("gatepost-editor")?.focusAt(from, to);
  }

  protected override render(): TemplateResult | typeof nothing {
    const { body } = this.state;
    if (!body) return nothing;
    const form = bodyForm(body.mediaType);
    return html`<fieldset class="gatepost-section" data-field="body">
      <legend>${this.state.contract.mcp ? "Arguments" : "Body"} ${this.state.contract.bodyRequired ? html`<span class="gatepost-required">required</span>` : nothing}</legend>
      <div class="gatepost-bar">
        ${form === "json" || (form === "xml" && hasForm(this.state.schemas, body)) ? this.#views(form) : nothing} ${this.#mediaTypes()} ${this.#examples(body)}
      </div>
      ${this.#editor(form, body)}
    </fieldset>`;
  }

  #views(form: BodyForm): TemplateResult {
    const button = (
      view: View,
      label: string,
    ) => html`<button type="button" aria-pressed=${this.view === view ? "true" : "false"}
      @click=${() => (this.view = view)}>${label}</button>`;
    return html`<div class="gatepost-switch" role="group" aria-label="Edit the body as">${button("form", "Form")}${button("text", form.toUpperCase())}</div>`;
  }

  #mediaTypes(): TemplateResult {
    const { bodies } = this.state.contract;
    const current = this.state.draft.mediaType;
    if (bodies.length < 2) return html`<span class="gatepost-part-note">${current}</span>`;
    const choose = (event: Event) => this.state.setMediaType((event.target as HTMLSelectElement).value);
    return html`<select aria-label="Media type" @change=${choose}>
      ${bodies.map(({ mediaType }) => html`<option ?selected=${mediaType === current}>${mediaType}</option>`)}
    </select>`;
  }

  #examples({ examples }: ContractBody): TemplateResult | typeof nothing {
    if (examples.length < 2) return nothing;
    const choose = (event: Event) => this.state.useExample(Number((event.target as HTMLSelectElement).value));
    return html`<select aria-label="Start from an example" @change=${choose}>
      ${examples.map((example, index) => html`<option value=${index}>${example.summary || example.name}</option>`)}
    </select>`;
  }

  #editor(form: BodyForm, body: ContractBody): TemplateResult {
    if (form === "file") return this.#file();
    if (form === "text" || (form === "xml" && !hasForm(this.state.schemas, body))) return this.#text(body);
    if (this.view === "form" || !["json", "xml"].includes(form)) return this.#form(body);
    return form === "xml" ? this.#text(body) : this.#json();
  }

  #form(body: ContractBody): TemplateResult {
    const { state } = this;
    if (state.bodyError)
      return html`<p class="gatepost-fault">The JSON text has a mistake: correct it there first.</p>`;
    if (bodyForm(body.mediaType) === "xml" && typeof state.draft.body === "string") return this.#typedXml();
    return html`<gatepost-field class="gatepost-body-form"
      .reader=${state.schemas} .schema=${state.schemas.read(body.schema)} .value=${state.draft.body}
      .faults=${state.faultsOf("body")} .label=${"Body"} .required=${true} .inner=${true} .pointer=${""}
      .change=${(value: unknown) => state.setBody(value)}
    ></gatepost-field>`;
  }

  #json(): TemplateResult {
    const { bodyError, bodyText, draft } = this.state;
    const faults = bodyError ? [] : [...this.state.faultsOf("body")];
    return html`${this.editor ? this.#codeEditor() : this.#area()}
      <div id="${this.uid}-fault">
        ${bodyError ? html`<p class="gatepost-fault">Line ${bodyError.line}, column ${bodyError.column}: ${bodyError.message}</p>` : nothing}
        ${faults.slice(0, 5).map(([place, message]) => html`<p class="gatepost-fault"><code>${place || "/"}</code> ${message}</p>`)}
      </div>
      <button type="button" class="gatepost-quiet" ?disabled=${bodyError !== undefined || bodyText === printJson(draft.body)}
        @click=${() => this.state.setBody(draft.body)}>Format</button>`;
  }

  #area(): TemplateResult {
    const { bodyError, bodyText } = this.state;
    const typed = (event: Event) => this.state.setBodyText((event.target as HTMLTextAreaElement).value);
    return html`<textarea class="gatepost-mono gatepost-editor" aria-label="Body as JSON" spellcheck="false" rows="10"
      aria-invalid=${bodyError ? "true" : "false"} aria-describedby="${this.uid}-fault" .value=${bodyText} @input=${typed}></textarea>`;
  }

  #codeEditor(): TemplateResult {
    const { state } = this;
    return html`<gatepost-editor .label=${"Body as JSON"} .text=${state.bodyText} .value=${state.draft.body}
        .reader=${state.schemas} .schema=${state.schemas.read(state.body?.schema)} .faults=${state.faultsOf("body")}
        .mistake=${state.bodyError} .change=${(text: string) => state.setBodyText(text)}></gatepost-editor>
      <p class="gatepost-hint">Ctrl+Space completes, Tab indents. To leave with the keyboard press Escape, then Tab.</p>`;
  }

  // Text is not read back into fields: what the reader wrote stays as it is.
  #typedXml(): TemplateResult {
    const anew = () =>
      this.state.setBody(starter(this.state.schemas, this.state.schemas.read(this.state.body?.schema)));
    return html`<p class="gatepost-hint">The body is XML that was written as text.</p>
      <button type="button" class="gatepost-quiet" @click=${() => (this.view = "text")}>Show the text</button>
      <button type="button" class="gatepost-quiet" @click=${anew}>Begin a form anew</button>`;
  }

  #text(body: ContractBody): TemplateResult {
    const { draft, contract } = this.state;
    const xml = bodyForm(body.mediaType) === "xml" && draft.body !== undefined;
    const typed = (event: Event) => this.state.setBody((event.target as HTMLTextAreaElement).value || undefined);
    return html`<textarea class="gatepost-mono gatepost-editor" aria-label="Body" spellcheck="false" rows="8"
      .value=${xml ? xmlText(body, draft.body, contract.defs) : typeof draft.body === "string" ? draft.body : printJson(draft.body)} @input=${typed}></textarea>`;
  }

  #file(): TemplateResult {
    const pick = (event: Event) => this.state.setBody((event.target as HTMLInputElement).files?.[0]);
    return html`<input type="file" aria-label="Body" @change=${pick} />`;
  }
}

define("gatepost-body", BodyElement);
