import { html, type PropertyValues, type TemplateResult } from "lit";
import { define, LightElement } from "./light";

/** Counts down until the gateway takes the next request, then offers to send it. */
export class RetryElement extends LightElement {
  static override properties = { seconds: { type: Number }, from: { attribute: false }, left: { state: true } };

  declare seconds: number;
  /** The exchange that was refused: another one starts another countdown. */
  declare from: unknown;
  declare left: number;
  retry: () => void = () => {};
  #timer: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("from")) return;
    const end = Date.now() + this.seconds * 1000;
    this.left = this.seconds;
    clearInterval(this.#timer);
    this.#timer = setInterval(() => {
      this.left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      if (this.left === 0) clearInterval(this.#timer);
    }, 250);
  }

  protected override render(): TemplateResult {
    const waiting = this.left > 0;
    return html`<button type="button" class="gatepost-button" ?disabled=${waiting} @click=${() => this.retry()}>
      ${waiting ? `Send again in ${this.left} s` : "Send again"}
    </button>`;
  }
}

define("gatepost-retry", RetryElement);
