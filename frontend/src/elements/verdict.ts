import { html, nothing, type TemplateResult } from "lit";
import type { Verdict } from "../console/expected";
import { define, LightElement } from "./light";

const MOST = 20;

/** How a reply stands to the contract; each difference leads to its place in the body. */
export class VerdictElement extends LightElement {
  static override properties = { verdict: { attribute: false } };

  declare verdict: Verdict;
  /** Shows a place of the body. */
  reveal: (pointer: string) => void = () => {};

  protected override render(): TemplateResult {
    const { kind, words, faults } = this.verdict;
    const more = faults.size - MOST;
    return html`<div class="gatepost-verdict" data-kind=${kind}>
      <p>${words}</p>
      ${
        faults.size > 0
          ? html`<ul>${[...faults].slice(0, MOST).map(([pointer, fault]) => this.#fault(pointer, fault))}</ul>`
          : nothing
      }
      ${more > 0 ? html`<p class="gatepost-hint">and ${more} more, marked in the body</p>` : nothing}
    </div>`;
  }

  #fault(pointer: string, fault: string): TemplateResult {
    return html`<li>
      ${
        pointer
          ? html`<button type="button" class="gatepost-quiet" @click=${() => this.reveal(pointer)}><code>${pointer}</code></button>`
          : "the whole"
      }
      ${fault}
    </li>`;
  }
}

define("gatepost-verdict", VerdictElement);
