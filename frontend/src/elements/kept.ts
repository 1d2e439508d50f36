import { html, nothing, type TemplateResult } from "lit";
import type { ConsoleState } from "../console/state";
import "./more";

const TOLD = {
  link: "This request came with a link. Read it before you send it: nothing has been sent.",
  history: "This request is from your history.",
  "damaged link": "The link is damaged or for another operation: nothing was filled in.",
} as const;

/** Says where the request in the form comes from when the reader did not type it. */
export function filledNote(state: ConsoleState): TemplateResult | typeof nothing {
  if (!state.filled) return nothing;
  const { from, left } = state.filled;
  const missing = left.length > 0 ? ` Not kept, fill in yourself: ${left.join(", ")}.` : "";
  return html`<div class="gatepost-held" role="alert">
    <p>${TOLD[from]}${missing}</p>
    <button type="button" class="gatepost-quiet" @click=${() => state.setFilled(undefined)}>Understood</button>
  </div>`;
}

/** What can be done with a request besides sending it, folded; its code is loaded when it is opened. */
export function keepFold(state: ConsoleState, step: number): TemplateResult | typeof nothing {
  if (state.contract.mcp) return nothing;
  const content = () => {
    void import("./keep").catch(() => {});
    return html`<gatepost-keep .state=${state} .step=${step}></gatepost-keep>`;
  };
  return html`<gatepost-more class="gatepost-console-keep" .label=${"Code, link, history"} .content=${content}></gatepost-more>`;
}
