import { html, nothing, type TemplateResult } from "lit";
import type { Verdict } from "../console/expected";
import { define, LightElement } from "./light";

export { loadExpected, verdictOf } from "../console/expected";

const MOST = 20;

/** How a reply stands to the contract; each difference leads to its place in the body. */
export class VerdictElement extends LightElement {
  static override properties = { verdict: { attribute: false } };

  declare verdict: Verdict;
  /** Shows a place of the body. */
  reveal: (pointer: string) => void = () => {};

  protected override render(): TemplateResult {
    const { kind, words, faults, streamed } = this.verdict;
    const more = faults.size - MOST;
    return html`<div class="gatepost-verdict" data-kind=${kind}>
      <p>${words}</p>
      ${
        faults.size > 0
          ? html`<ul>${[...faults].slice(0, MOST).map(([pointer, fault]) => this.#fault(pointer, fault, streamed ?? false))}</ul>`
          : nothing
      }
      ${more > 0 ? html`<p class="gatepost-hint">and ${more} more${streamed ? "" : ", marked in the body"}</p>` : nothing}
    </div>`;
  }

  // Events have a list of their own, which numbers them; a body has a tree.
  #fault(pointer: string, fault: string, streamed: boolean): TemplateResult {
    if (streamed) return html`<li>Event <code>${pointer.slice(1)}</code> ${fault}</li>`;
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
