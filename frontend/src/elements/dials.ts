import { html, nothing, type TemplateResult } from "lit";
import type { ConsoleState } from "../console/state";
import { transportTo } from "../console/transports";
import { DIALS, type Dial, dials, FAULT_HEADER } from "../sandbox/dials";
import { adopt } from "../shared/styles";
import styles from "../styles/console/dials.css";
import { define, LightElement } from "./light";

/** What the reader can do to a sandbox: have it fail as a gateway in trouble does, and put it back to its start. */
export class DialsElement extends LightElement {
  static override properties = { state: { attribute: false }, told: { state: true }, turns: { state: true } };

  declare state: ConsoleState;
  /** What the last reset came to. */
  declare told: string;
  declare turns: number;

  constructor() {
    super();
    this.told = "";
    this.turns = 0;
  }

  protected override render(): TemplateResult {
    const { header } = dials;
    return html`<details class="gatepost-section">
      <summary>Faults and reset <span class="gatepost-part-note">${header || "all is well"}</span></summary>
      <fieldset>
        <legend class="gatepost-sr">What goes wrong with the next requests</legend>
        ${DIALS.map(dial => this.#dial(dial))}
      </fieldset>
      ${header ? html`<p class="gatepost-hint">Your own code gets the same with <code>${FAULT_HEADER}: ${header}</code></p>` : nothing}
      ${this.#resetting()}
    </details>`;
  }

  #dial(dial: Dial): TemplateResult {
    const on = dials.isOn(dial);
    const toggle = (event: Event) => this.#turn(dial, (event.target as HTMLInputElement).checked);
    const set = (event: Event) => this.#turn(dial, true, (event.target as HTMLInputElement).valueAsNumber || 0);
    return html`<div class="gatepost-dial">
      <label class="gatepost-check"><input type="checkbox" .checked=${on} @change=${toggle} /> ${dial.label}</label>
      ${
        dial.unit && on
          ? html`<label class="gatepost-dial-number"><input type="number" min="0" max="60" step="1" .value=${String(dials.number(dial))}
              aria-label="${dial.label}: ${dial.unit}" @change=${set} /> ${dial.unit}</label>`
          : nothing
      }
    </div>`;
  }

  #resetting(): TemplateResult {
    return html`<div class="gatepost-bar gatepost-reset">
      <button type="button" class="gatepost-button" @click=${() => void this.#reset()}>Reset the sandbox</button>
      <label class="gatepost-dial-number">with seed <input type="number" min="0" step="1" name="seed" placeholder="as built" /></label>
      <span class="gatepost-hint" role="status">${this.told}</span>
    </div>`;
  }

  #turn(dial: Dial, on: boolean, number?: number): void {
    dials.turn(dial, on, number);
    this.turns += 1;
  }

  async #reset(): Promise<void> {
    const { base, target } = this.state;
    if (!base.ok) return;
    const seed = this.querySelector<HTMLInputElement>("[name=seed]")?.value.trim() ?? "";
    const url = `${base.url.href.replace(/\/+$/, "")}/_sandbox/reset${seed && `?seed=${encodeURIComponent(seed)}`}`;
    this.told = "Resetting…";
    const page = new URL(document.baseURI);
    const request = { method: "POST", url, headers: [], secret: false };
    let told = "It did not answer.";
    for await (const event of transportTo(target, base.url, page).send(request, new AbortController().signal)) {
      if (event.kind === "head")
        told = event.status === 204 ? "What was created is gone." : `Refused with ${event.status}.`;
      else if (event.kind === "failure" && event.message) told = event.message;
    }
    this.told = told;
  }
}

adopt(styles);
define("gatepost-dials", DialsElement);
