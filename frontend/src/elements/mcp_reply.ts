import { html, nothing, type TemplateResult } from "lit";
import type { McpState } from "../console/mcp/state";
import { define, LightElement } from "./light";
import "./mcp_question";
import "./mcp_result";
import "./mcp_transcript";

const RISKS: Readonly<Record<string, string>> = {
  changes: "The server says that this tool may change things.",
  destroys: "The server says that this tool may destroy things.",
  undeclared: "The server does not say what this tool does: it may change or destroy things.",
};

/** What stands below the button: the confirmation, the server's questions, the result and the transcript. */
export class McpReplyElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number } };

  declare state: McpState;
  declare step: number;
  #asked = false;

  protected override render(): TemplateResult {
    const { state, step } = this;
    const { run } = state;
    const question = run?.questions[0];
    const host = state.destination;
    return html`${state.confirming ? this.#confirmation(host) : nothing}
      ${question ? html`<gatepost-mcp-question .pending=${question} .host=${host}></gatepost-mcp-question>` : nothing}
      ${run ? html`<gatepost-mcp-result .run=${run} .state=${state} .step=${step} .kind=${state.mcp.kind}></gatepost-mcp-result>` : nothing}
      <gatepost-mcp-transcript .state=${state} .step=${step}></gatepost-mcp-transcript>`;
  }

  protected override updated(): void {
    if (this.state.confirming && !this.#asked) this.querySelector<HTMLElement>("[data-confirm]")?.focus();
    this.#asked = this.state.confirming;
  }

  #confirmation(host: string): TemplateResult {
    const { state } = this;
    // A key that is held down since Send was pressed shall not confirm what nobody has read.
    const held = (event: KeyboardEvent) => {
      if (event.repeat) event.preventDefault();
    };
    return html`<div class="gatepost-held gatepost-mcp-confirm" role="alertdialog" aria-labelledby="${this.uid}-ask" aria-describedby="${this.uid}-why"
      @keydown=${held}>
      <p id="${this.uid}-ask"><strong>Call ${state.mcp.name} on ${host}?</strong></p>
      <p id="${this.uid}-why">${RISKS[state.mcp.risk] ?? RISKS.undeclared} You are asked once on this page.</p>
      <div class="gatepost-send-row">
        <button type="button" class="gatepost-button" data-confirm @click=${() => void state.confirm(true)}>Call it</button>
        <button type="button" class="gatepost-button" @click=${() => void state.confirm(false)}>Do not call</button>
      </div>
    </div>`;
  }
}

define("gatepost-mcp-reply", McpReplyElement);
