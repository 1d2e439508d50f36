import { html, nothing, type TemplateResult } from "lit";
import { loadConsole } from "../console/load";
import type { ConsoleState } from "../console/state";
import { statusLine } from "../console/status";
import "./body";
import "./credentials";
import { dialsOf, sandboxOf } from "./in_sandbox";
import { filledNote, keepFold } from "./kept";
import { define, LightElement } from "./light";
import "./parameters";
import "./response";
import "./target";

const ANNOUNCE_EVERY = 1500;

/** `<gatepost-console contract="contract.json">` around the button that opens it. */
export class ConsoleElement extends LightElement {
  static override properties = { opened: { state: true }, wide: { state: true }, step: { state: true } };

  declare opened: boolean;
  declare wide: boolean;
  declare step: number;
  #state: ConsoleState | undefined;
  #frame = 0;
  #announced = "";
  #announcedAt = 0;

  constructor() {
    super();
    this.opened = false;
    this.wide = false;
    this.step = 0;
  }

  /** What the form, and samples that run, work with. Rejects when the contract cannot be loaded. */
  readonly ready = async (): Promise<ConsoleState> => this.#state ?? this.#load();

  /** Open, or close when open. Rejects when the contract cannot be loaded. */
  async toggle(): Promise<void> {
    await this.ready();
    this.#show(!this.opened);
    await this.updateComplete;
    if (this.opened) this.#panel?.focus({ preventScroll: true });
  }

  /** Open with the request of a shared link filled in; false where the link is another operation's. Never sends. */
  async receive(hash: string, last: boolean): Promise<boolean> {
    const state = await this.ready();
    const { receive } = await import("./keep");
    if (!(await receive(state, hash, last))) return false;
    if (!this.opened) await this.toggle();
    return true;
  }

  async #load(): Promise<ConsoleState> {
    const state = await loadConsole(this.getAttribute("contract") ?? "contract.json");
    state.subscribe(() => this.#schedule());
    // What is kept of a request is worked out after its end, by code that a first Send does not wait for.
    state.finished = sent =>
      void import("../console/keep/remember").then(({ remember }) => remember(sent, state)).catch(() => {});
    if (this.dataset.given) await this.#begin(state, this.dataset.given);
    this.#state = state;
    return state;
  }

  // A console in a guide has values to start with, and may hand on what comes back.
  async #begin(state: ConsoleState, wire: string): Promise<void> {
    const { begin, hand, readGiven } = await import("../console/given");
    const given = readGiven(wire);
    if (!given) return;
    const kept = state.finished;
    state.finished = sent => {
      kept?.(sent);
      hand(sent, given);
    };
    begin(state, given);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#state?.cancel();
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.#state;
    if (!state || !this.opened) return nothing;
    return html`<section class="gatepost-console-panel" data-wide=${this.wide} tabindex="-1" aria-label="Console"
      @keydown=${this.#keyed}>
      <div class="gatepost-console-bar">
        <h2>Console</h2>
        <button type="button" class="gatepost-quiet gatepost-widen" aria-pressed=${this.wide ? "true" : "false"} @click=${() => this.#widen(!this.wide)}>
          ${this.wide ? "Narrow" : "Widen"}
        </button>
        <button type="button" class="gatepost-quiet" @click=${() => this.#show(false)}>Close</button>
      </div>
      ${filledNote(state)}
      <div class="gatepost-console-columns">
      <div class="gatepost-console-request">
        <gatepost-target .state=${state} .step=${state.revision}></gatepost-target>
        <gatepost-credentials .state=${state} .step=${state.revision}></gatepost-credentials>
        ${
          state.contract.mcp
            ? html`<gatepost-mcp-arguments .state=${state} .step=${state.revision}></gatepost-mcp-arguments>`
            : html`<gatepost-parameters .state=${state} .step=${state.revision}></gatepost-parameters>`
        }
        <gatepost-body .state=${state} .step=${state.revision}></gatepost-body>
        ${state.target.sandbox ? dialsOf(state) : nothing}
      </div>
      ${this.#sending(state)}
      <div class="gatepost-console-reply">${this.#reply(state)}</div>
      ${keepFold(state, this.step)}
      </div>
      <p class="gatepost-sr" role="status">${this.#announced}</p>
    </section>`;
  }

  #sending(state: ConsoleState): TemplateResult {
    const { running, sendLabel, base } = state;
    return html`<div class="gatepost-send">
      ${state.streamed === undefined ? nothing : this.#streaming(state)}
      <div class="gatepost-send-row">
        <button type="button" class="gatepost-button gatepost-button-primary" ?disabled=${!base.ok || state.mode.kind === "copy"} @click=${() => void this.#send()}>${sendLabel}</button>
        <button type="button" class="gatepost-button" ?hidden=${!running} @click=${() => this.#cancel(state)}>Cancel</button>
        <span class="gatepost-destination">to <strong>${state.destination}</strong>${
          state.target.proxy ? " through this site" : ""
        }</span>
      </div>
      ${state.target.inPage ? sandboxOf(state) : nothing}
      ${state.held.length > 0 ? this.#held(state) : nothing}
    </div>`;
  }

  #streaming(state: ConsoleState): TemplateResult {
    const set = (event: Event) => state.setStream((event.target as HTMLInputElement).checked);
    return html`<label class="gatepost-check"><input type="checkbox" .checked=${state.streamed === true} @change=${set} /> Stream the answer</label>`;
  }

  #held(state: ConsoleState): TemplateResult {
    const stopped = state.held.some(trouble => trouble.fatal);
    return html`<div class="gatepost-held" role="alert">
      <p>${stopped ? "This cannot be sent:" : "Something does not look right:"}</p>
      <ul>${state.held.slice(0, 6).map(trouble => html`<li>${trouble.message}</li>`)}</ul>
      ${stopped ? nothing : html`<button type="button" class="gatepost-button" @click=${() => void this.#send(true)}>Send anyway</button>`}
    </div>`;
  }

  #reply(state: ConsoleState): TemplateResult | typeof nothing {
    if (state.contract.mcp)
      return html`<gatepost-mcp-reply .state=${state} .step=${this.step + state.revision}></gatepost-mcp-reply>`;
    if (!state.exchange) return nothing;
    return html`<gatepost-response .exchange=${state.exchange} .contract=${state.contract} .step=${this.step} .proxied=${state.target.proxy !== null} .gateway=${state.target.gateway ?? ""}
      .retry=${() => void this.#send(true)}></gatepost-response>`;
  }

  async #send(insist = false): Promise<void> {
    const state = this.#state;
    if (!state || state.mode.kind === "copy") return;
    await state.ready;
    void state.send(insist);
    if (state.held.length === 0) requestAnimationFrame(() => void this.#showReply());
  }

  // The reply stands below the form: it comes into view with the Send bar above it.
  async #showReply(): Promise<void> {
    await this.updateComplete;
    const reply = this.querySelector(".gatepost-console-reply");
    if (reply && reply.getBoundingClientRect().top > innerHeight * 0.6) reply.scrollIntoView({ block: "start" });
  }

  #show(opened: boolean): void {
    this.opened = opened;
    if (!opened) this.#widen(false);
    const button = this.querySelector<HTMLButtonElement>(":scope > button");
    button?.setAttribute("aria-expanded", String(opened));
    if (opened) return;
    this.#state?.cancel();
    button?.focus();
  }

  // The top layer lies above the header and out of the column, whatever the theme stacks there.
  #widen(wide: boolean): void {
    if (wide === this.wide) return;
    this.wide = wide;
    const panel = this.#panel;
    if (!panel) return;
    panel.popover = wide ? "manual" : null;
    if (wide) panel.showPopover();
  }

  get #panel(): HTMLElement | null {
    return this.querySelector<HTMLElement>(".gatepost-console-panel");
  }

  // The button that stops a call goes with it: focus stays in the console.
  #cancel(state: ConsoleState): void {
    state.cancel();
    this.querySelector<HTMLElement>(".gatepost-button-primary")?.focus();
  }

  #keyed(event: KeyboardEvent): void {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void this.#send();
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      if (this.wide) this.#widen(false);
      else this.#show(false);
    }
  }

  // A stream changes the state far more often than a screen can show.
  #schedule(): void {
    if (this.#frame) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.step += 1;
      this.#announce();
    });
  }

  #announce(): void {
    const state = this.#state;
    const now = performance.now();
    const words = state?.status ?? (state?.exchange && statusLine(state.exchange));
    if (!words || (state?.running && now - this.#announcedAt < ANNOUNCE_EVERY)) return;
    this.#announcedAt = now;
    this.#announced = words;
  }
}

/** Open or close the console of one element. */
export async function openConsole(host: HTMLElement): Promise<void> {
  await customElements.whenDefined("gatepost-console");
  if (host instanceof ConsoleElement) await host.toggle();
}

/** Open the console that the link in the address bar is for, filled in. Nothing is sent. */
export async function openShared(hosts: readonly HTMLElement[]): Promise<void> {
  await customElements.whenDefined("gatepost-console");
  const consoles = hosts.filter(host => host instanceof ConsoleElement);
  for (const [index, host] of consoles.entries()) {
    if (await host.receive(location.hash, index === consoles.length - 1)) return;
  }
}

define("gatepost-console", ConsoleElement);
