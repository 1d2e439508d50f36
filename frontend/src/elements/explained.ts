import { html, nothing, type TemplateResult } from "lit";
import type { Exchange } from "../console/exchange";
import { type Circumstances, type Explanation, explainFailure, explainReply } from "../console/failure";
import { define, LightElement } from "./light";
import "./retry";

/** Why a call failed, in words, and what can be done about it. */
export class ExplainedElement extends LightElement {
  static override properties = {
    exchange: { attribute: false },
    proxied: { type: Boolean },
    gateway: {},
    step: { type: Number },
  };

  declare exchange: Exchange;
  /** Counts changes of the exchange, which is one object while it runs. */
  declare step: number;
  declare proxied: boolean;
  /** The family of the gateway where it is configured. */
  declare gateway: string;
  retry: () => void = () => {};

  protected override render(): TemplateResult | typeof nothing {
    const explanation = explanationOf(this.exchange, this.proxied);
    if (!explanation) return nothing;
    const { title, detail, hints, retryAfter } = explanation;
    return html`<div class="gatepost-explained">
      <h3>${title}</h3>
      ${detail ? html`<p class="gatepost-explained-detail">${detail}</p>` : nothing}
      ${hints.length > 0 ? html`<ul>${hints.map(hint => html`<li>${hint}</li>`)}</ul>` : nothing}
      ${
        retryAfter === undefined
          ? nothing
          : html`<gatepost-retry .seconds=${retryAfter} .from=${this.exchange} .retry=${this.retry}></gatepost-retry>`
      }
      ${this.exchange.failure?.cause === "unreachable" && !this.proxied ? this.#doctor() : nothing}
    </div>`;
  }

  #doctor(): TemplateResult {
    void import("./doctor").catch(() => {});
    return html`<gatepost-doctor .request=${this.exchange.outgoing} .gateway=${this.gateway}></gatepost-doctor>`;
  }
}

function explanationOf(exchange: Exchange, proxied: boolean): Explanation | undefined {
  const { outgoing, failure, head, assembly } = exchange;
  const at: Circumstances = { url: outgoing.url, page: location.href, proxied, sentKey: outgoing.secret };
  if (failure) return failure.cause === "cancelled" ? undefined : explainFailure(failure, at);
  if (!head || exchange.running) return undefined;
  if (head.status >= 400) {
    const { json, isText, text } = exchange.received;
    return explainReply(head.status, head.headers, json ?? (isText ? text : undefined), at);
  }
  return assembly.error === undefined ? undefined : explainReply(head.status, [], { error: assembly.error }, at);
}

define("gatepost-explained", ExplainedElement);
