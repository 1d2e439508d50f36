import { html, nothing, type TemplateResult } from "lit";
import { asking, cited, type Source, type Turn } from "../console/ask";
import type { Exchange } from "../console/exchange";
import { gatewayError } from "../console/failure";
import { printJson } from "../console/json_text";
import { loadConsole } from "../console/load";
import type { ConsoleState } from "../console/state";
import { statusLine } from "../console/status";
import { SITE_ROOT } from "../shared/site";
import { adopt } from "../shared/styles";
import styles from "../styles/console/ask.css";
import "./credentials";
import { define, LightElement } from "./light";
import "./target";

adopt(styles);

/** A question with its sources, and what was answered to those before it. */
export interface Asked {
  readonly contract: string;
  readonly model: string;
  readonly question: string;
  readonly sources: readonly Source[];
  readonly before: readonly Turn[];
  /** Told of the answer once it is whole. */
  readonly answered: (answer: string) => void;
}

/** `<gatepost-ask-gateway>`: one question, put to a gateway of the reader's choice when they say so. */
export class AskGatewayElement extends LightElement {
  static override properties = { asked: { attribute: false }, step: { state: true }, state: { state: true } };

  declare asked: Asked;
  declare step: number;
  declare state: ConsoleState | undefined;
  #exchange: Exchange | undefined;
  #frame = 0;

  constructor() {
    super();
    this.step = 0;
  }

  /** Get the form ready. Rejects where the operation is not there. */
  async prepare(): Promise<void> {
    const { contract, model, question, sources, before } = this.asked;
    const state = await loadConsole(new URL(contract, SITE_ROOT).href);
    const body = asking(state, model, question, sources, before);
    if (body === undefined) throw new Error("the operation takes no messages");
    state.setBody(body);
    state.setStream(true);
    state.subscribe(() => this.#schedule());
    this.state = state;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#exchange?.cancel();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    const exchange = this.#exchange;
    return html`<div class="gatepost-console-panel">
      ${exchange ? this.#answer(exchange) : nothing}
      ${exchange?.running || (exchange?.ok && exchange.assembly.answer) ? nothing : this.#form(state)}
      <p class="gatepost-sr" role="status">${exchange && !exchange.running ? this.#end(exchange) : ""}</p>
    </div>`;
  }

  #form(state: ConsoleState): TemplateResult {
    const copied = state.mode.kind === "copy";
    return html`<gatepost-target .state=${state} .step=${state.revision}></gatepost-target>
      <gatepost-credentials .state=${state} .step=${state.revision}></gatepost-credentials>
      <details class="gatepost-section gatepost-ask-sent">
        <summary>What is sent <span class="gatepost-part-note">the question, and ${this.asked.sources.length} passages of these docs</span></summary>
        <pre tabindex="0"><code>${printJson(state.draft.body)}</code></pre>
      </details>
      <div class="gatepost-send-row">
        <button type="button" class="gatepost-button gatepost-button-primary" ?disabled=${!state.base.ok || copied} @click=${() => void this.#send(state)}>Send</button>
        <span class="gatepost-destination">to <strong>${state.destination}</strong></span>
      </div>
      ${state.held.map(({ message }) => html`<p class="gatepost-fault" role="alert">${message}</p>`)}`;
  }

  #answer(exchange: Exchange): TemplateResult {
    const { assembly, running } = exchange;
    const told = exchange.failure?.message || gatewayError(exchange.received.json ?? assembly.error)?.message;
    return html`<div class="gatepost-ask-answer" aria-busy=${running} data-state=${exchange.ok ? "ok" : exchange.phase}>
        <p>${cited(assembly.answer, this.asked.sources.length).map(piece => this.#piece(piece))}</p>
      </div>
      ${exchange.ok || running ? nothing : html`<p class="gatepost-fault" role="alert">${statusLine(exchange)}${told ? html`: ${told}` : nothing}</p>`}
      ${running ? html`<p class="gatepost-hint">${statusLine(exchange)} <button type="button" class="gatepost-quiet" @click=${() => exchange.cancel()}>Stop</button></p>` : nothing}`;
  }

  #piece(piece: string | number): TemplateResult | string {
    if (typeof piece === "string") return piece;
    const source = this.asked.sources[piece - 1];
    if (!source) return `[${piece}]`;
    const href = new URL(source.url, SITE_ROOT).href;
    return html`<a class="gatepost-citation" href=${href} title=${source.title} aria-label="Source ${piece}: ${source.title}">[${piece}]</a>`;
  }

  #end(exchange: Exchange): string {
    return exchange.ok ? "The answer is complete." : statusLine(exchange);
  }

  async #send(state: ConsoleState): Promise<void> {
    const before = this.#exchange;
    const sent = state.send(true);
    if (state.exchange !== before) this.#exchange = state.exchange;
    this.step += 1;
    await sent;
    this.step += 1;
    const exchange = this.#exchange;
    if (exchange?.ok && exchange.assembly.answer) this.asked.answered(exchange.assembly.answer);
  }

  // A stream changes the state far more often than a screen can show.
  #schedule(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.step += 1;
    });
  }
}

define("gatepost-ask-gateway", AskGatewayElement);

/** Put what asks a gateway into a place of the page. Rejects where the operation cannot be loaded. */
export async function askGateway(host: HTMLElement, asked: Asked): Promise<void> {
  const element = new AskGatewayElement();
  element.asked = asked;
  await element.prepare();
  host.replaceChildren(element);
}
