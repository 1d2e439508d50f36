import { html, type TemplateResult } from "lit";
import type { ConsoleState } from "../console/state";

// These elements come when a sandbox is chosen; until then they are empty.

/** What the reader can do to a sandbox. */
export function dialsOf(state: ConsoleState): TemplateResult {
  void import("./dials").catch(() => {});
  return html`<gatepost-dials .state=${state}></gatepost-dials>`;
}

/** How far the sandbox of this page is. */
export function sandboxOf(state: ConsoleState): TemplateResult {
  void import("./sandbox").catch(() => {});
  return html`<gatepost-sandbox .state=${state} .step=${state.revision}></gatepost-sandbox>`;
}
