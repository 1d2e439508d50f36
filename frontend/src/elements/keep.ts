import { html, type TemplateResult } from "lit";
import { known, sharedIn } from "../console/keep/share";
import type { ConsoleState } from "../console/state";
import { adopt } from "../shared/styles";
import styles from "../styles/console/keep.css";
import "./keep_code";
import "./keep_compare";
import "./keep_export";
import "./keep_history";
import { define, LightElement } from "./light";

adopt(styles);

const VIEWS = ["code", "link and files", "history", "compare"] as const;
type View = (typeof VIEWS)[number];

/** What can be done with a request besides sending it: write it down, pass it on, find it again, compare its replies. */
export class KeepElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number }, view: { state: true } };

  declare state: ConsoleState;
  declare step: number;
  declare view: View;

  constructor() {
    super();
    this.view = "code";
  }

  protected override render(): TemplateResult {
    const button = (view: View) => html`<button type="button" aria-pressed=${this.view === view ? "true" : "false"}
      @click=${() => (this.view = view)}>${view[0]?.toUpperCase()}${view.slice(1)}</button>`;
    return html`<div class="gatepost-switch" role="group" aria-label="Do with this request">${VIEWS.map(button)}</div>
      ${this.#part()}`;
  }

  #part(): TemplateResult {
    const { state, step } = this;
    if (this.view === "code") return html`<gatepost-keep-code .state=${state} .step=${step}></gatepost-keep-code>`;
    if (this.view === "history")
      return html`<gatepost-keep-history .state=${state} .step=${step}></gatepost-keep-history>`;
    if (this.view === "compare")
      return html`<gatepost-keep-compare .state=${state} .step=${step}></gatepost-keep-compare>`;
    return html`<gatepost-keep-export .state=${state} .step=${step}></gatepost-keep-export>`;
  }
}

/** Fill the form from a shared link; false where the link is another operation's and another console may take it. */
export async function receive(state: ConsoleState, hash: string, last: boolean): Promise<boolean> {
  const shared = await sharedIn(hash, state.contract);
  if (shared) state.fill(known(state.contract, shared.draft), { from: "link", left: shared.left });
  else if (last) state.setFilled({ from: "damaged link", left: [] });
  return shared !== undefined || last;
}

define("gatepost-keep", KeepElement);
