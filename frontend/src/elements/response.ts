import { html, nothing, type TemplateResult } from "lit";
import type { Exchange } from "../console/exchange";
import type { Promised, Verdict } from "../console/expected";
import { Marks } from "../console/json_search";
import { loadTraces } from "../console/load";
import { duration, readings, size } from "../console/readings";
import { responseFor, statusLine } from "../console/status";
import { type TraceTemplate, traceLinks } from "../console/trace";
import type { Faults } from "../console/validate";
import { answerOf } from "./answer";
import type { JsonViewElement } from "./json_view";
import { define, LightElement } from "./light";
import { saveButton } from "./reply_body";

const NO_NAMES: readonly string[] = [];

/** What came back of one exchange, as it comes. */
export class ResponseElement extends LightElement {
  static override properties = {
    exchange: { attribute: false },
    contract: { attribute: false },
    proxied: { type: Boolean },
    gateway: {},
    step: { type: Number },
    verdict: { state: true },
    traces: { state: true },
  };

  declare exchange: Exchange;
  /** What to compare the reply with; undefined where there is no contract. */
  declare contract: Promised | undefined;
  declare proxied: boolean;
  /** The family of the gateway where it is configured. */
  declare gateway: string;
  /** Counts changes of the exchange, which is one object while it runs. */
  declare step: number;
  declare verdict: Verdict | undefined;
  declare traces: readonly TraceTemplate[];
  retry: () => void = () => {};
  #judged: Exchange | undefined;
  #marked: { readonly faults: Faults; readonly marks: Marks } | undefined;

  constructor() {
    super();
    this.traces = [];
    void loadTraces().then(found => {
      this.traces = found;
    });
  }

  protected override willUpdate(): void {
    const { exchange, contract } = this;
    if (this.#judged !== exchange) this.verdict = undefined;
    if (!contract || exchange.phase !== "done" || this.#judged === exchange) return;
    this.#judged = exchange;
    // Without it the reply is still all there.
    void this.#judge(exchange, contract).catch(() => {});
  }

  // Apart from the reply, which is shown at once: what it takes is loaded with the first one.
  async #judge(exchange: Exchange, contract: Promised): Promise<void> {
    const { loadExpected, verdictOf } = await import("./verdict");
    const expected = await loadExpected();
    if (this.exchange === exchange) this.verdict = verdictOf(exchange, contract, expected);
  }

  protected override render(): TemplateResult {
    const { exchange } = this;
    return html`${this.#status()} ${this.#explained()} ${answerOf(exchange)} ${this.#readings()} ${this.#traced()}
      ${exchange.streaming ? this.#events() : html`<gatepost-reply-body .exchange=${exchange} .step=${this.step} .marks=${this.#marks()}></gatepost-reply-body>`}
      ${this.#compared()} ${this.#headers()}`;
  }

  protected override updated(): void {
    const answer = this.querySelector<HTMLElement>(".gatepost-answer");
    // Follow the growing text, unless the reader has scrolled up in it.
    if (answer && this.exchange.running && answer.scrollHeight - answer.scrollTop - answer.clientHeight < 80) {
      answer.scrollTop = answer.scrollHeight;
    }
  }

  #status(): TemplateResult {
    const { exchange } = this;
    const { head } = exchange;
    const times = [
      head ? `headers ${duration(exchange.headAt ?? 0)}` : "",
      exchange.endAt === undefined ? "" : `total ${duration(exchange.endAt)}`,
      head ? size(exchange.received.size) : "",
    ].filter(Boolean);
    return html`<div class="gatepost-status" data-state=${exchange.running ? "running" : exchange.ok ? "ok" : "failed"}>
      <strong>${statusLine(exchange)}</strong>
      ${isSandbox(exchange) ? html`<span class="gatepost-badge" title="Invented content, no model and no bill behind it">sandbox</span>` : nothing}
      <span>${times.join(" · ")}</span>
    </div>
    ${this.#meaning()}`;
  }

  // What the contract says of this status, where that is more than the status says itself.
  #meaning(): TemplateResult | typeof nothing {
    const { head } = this.exchange;
    const words = head && responseFor(String(head.status), this.contract?.responses ?? [])?.description;
    if (!words || statusLine(this.exchange).toLowerCase().includes(words.toLowerCase().replace(/\.$/, "")))
      return nothing;
    return html`<p class="gatepost-hint gatepost-meaning">${words}</p>`;
  }

  // What explains failures comes with the first one.
  #explained(): TemplateResult | typeof nothing {
    const { exchange, step, proxied, gateway, retry } = this;
    if (exchange.running || exchange.ok || exchange.phase === "cancelled") return nothing;
    void import("./explained").catch(() => {});
    return html`<gatepost-explained .exchange=${exchange} .step=${step} .proxied=${proxied} .gateway=${gateway} .retry=${retry}></gatepost-explained>`;
  }

  #readings(): TemplateResult | typeof nothing {
    const { head, assembly, headAt, firstTokenAt, endAt } = this.exchange;
    const found = readings(head?.headers ?? [], assembly, { head: headAt, firstToken: firstTokenAt, end: endAt });
    if (found.length === 0) return nothing;
    return html`<dl class="gatepost-readings">
      ${found.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
    </dl>`;
  }

  #traced(): TemplateResult | typeof nothing {
    const { head, outgoing } = this.exchange;
    const links = traceLinks(this.traces, head?.headers ?? [], outgoing.headers);
    if (!head || this.traces.length === 0) return nothing;
    if (links.length === 0) {
      const why = head.filtered ? ", or it is hidden from pages (CORS)" : "";
      return html`<p class="gatepost-hint">No header carries the id of a trace${why}.</p>`;
    }
    return html`<p class="gatepost-traces">${links.map(
      ({ name, url }) => html`<a href=${url} target="_blank" rel="noopener noreferrer">${name}</a> `,
    )}</p>`;
  }

  #marks(): Marks | undefined {
    const faults = this.verdict?.faults;
    if (!faults?.size) return undefined;
    if (this.#marked?.faults !== faults) this.#marked = { faults, marks: new Marks(faults) };
    return this.#marked.marks;
  }

  #compared(): TemplateResult | typeof nothing {
    if (!this.verdict) return nothing;
    const reveal = (pointer: string) => this.querySelector<JsonViewElement>("gatepost-json")?.reveal(pointer);
    return html`<gatepost-verdict .verdict=${this.verdict} .reveal=${reveal}></gatepost-verdict>`;
  }

  #events(): TemplateResult {
    const { log } = this.exchange;
    void import("./events").catch(() => {});
    // Where nothing is put together of them, they are all there is to see.
    return html`<details class="gatepost-part" ?open=${!this.exchange.assembly.recognised}>
      <summary>Raw events <span class="gatepost-part-note">${log.total}</span></summary>
      <gatepost-events .log=${log} .length=${log.total}></gatepost-events>
      ${saveButton(this.exchange)}
    </details>`;
  }

  #headers(): TemplateResult | typeof nothing {
    const { head } = this.exchange;
    if (!head) return nothing;
    const load = () => void import("./reply_headers").catch(() => {});
    return html`<details class="gatepost-part" @toggle=${load}>
      <summary>Headers <span class="gatepost-part-note">${head.headers.length}</span></summary>
      <gatepost-reply-headers .exchange=${this.exchange} .gateway=${this.gateway} .documented=${this.verdict?.headers ?? NO_NAMES}></gatepost-reply-headers>
    </details>`;
  }
}

function isSandbox({ head }: Exchange): boolean {
  return head?.headers.some(([name]) => name.toLowerCase() === "x-gatepost-sandbox") ?? false;
}

define("gatepost-response", ResponseElement);
