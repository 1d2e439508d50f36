import { html, nothing, type TemplateResult } from "lit";
import type { Exchange } from "../console/exchange";
import { familyOf } from "../console/gateways";
import { toldBy } from "../console/told";
import { define, LightElement } from "./light";

/** The headers of a reply: what they tell of the call, what is hidden from a page, then all of them. */
export class ReplyHeadersElement extends LightElement {
  static override properties = { exchange: { attribute: false }, documented: { attribute: false }, gateway: {} };

  declare exchange: Exchange;
  /** Names of headers that the contract has for this status. */
  declare documented: readonly string[];
  /** The family of the gateway where it is configured, else empty. */
  declare gateway: string;

  protected override render(): TemplateResult | typeof nothing {
    const { head, outgoing } = this.exchange;
    if (!head) return nothing;
    const { headers, filtered } = head;
    const family = familyOf(this.gateway ?? "", { url: new URL(outgoing.url), headers });
    const told = toldBy(headers, family, this.documented, filtered);
    const hidden = told.filter(item => item.hidden).length;
    return html`${family ? html`<p class="gatepost-hint">Read as those of ${family.name}.</p>` : nothing}
      ${
        told.length > 0
          ? html`<table class="gatepost-headers">
              <caption class="gatepost-sr">What the headers tell</caption>
              <tbody>${told.map(
                item => html`<tr>
                  <th scope="row">${item.reading}<code>${item.header}</code></th>
                  <td data-hidden=${item.hidden !== ""}>${item.value || item.hidden}</td>
                </tr>`,
              )}</tbody>
            </table>`
          : nothing
      }
      ${filtered ? this.#filtered(hidden) : nothing}
      <h4>All ${filtered ? "that are visible" : "as received"}</h4>
      <table class="gatepost-headers"><tbody>
        ${headers.map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>`)}
      </tbody></table>`;
  }

  #filtered(hidden: number): TemplateResult {
    const exposing =
      "the gateway's Access-Control-Expose-Headers lists them, or the call goes through a target with a proxy";
    return html`<p class="gatepost-hint">Another origin: a page sees only the headers that are exposed to it (CORS).${
      hidden > 0 ? ` The others show where ${exposing}.` : nothing
    }</p>`;
  }
}

define("gatepost-reply-headers", ReplyHeadersElement);
