import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { size } from "../console/readings";
import type { ConsoleState } from "../console/state";
import { type ClientPhase, clientOf, type InPage, type SandboxClient, usedBefore } from "../sandbox/client";
import { adopt } from "../shared/styles";
import styles from "../styles/console/sandbox.css";
import { define, LightElement } from "./light";

const AFTER_FIRST_ANSWER = 2000;

/** What the reader should know of the sandbox that answers: where it runs, and how far its start is. */
export class SandboxElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    step: { type: Number },
    phase: { state: true },
  };

  declare state: ConsoleState;
  declare step: number;
  declare phase: ClientPhase;
  #client: SandboxClient | undefined;
  #unsubscribe = () => {};

  constructor() {
    super();
    this.phase = { phase: "idle" };
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    this.#client = undefined;
  }

  protected override willUpdate(_: PropertyValues): void {
    const { inPage } = this.state.target;
    const client = inPage && clientOf(inPage);
    if (client === this.#client) return;
    this.#unsubscribe();
    this.#client = client;
    if (!client) return;
    this.#unsubscribe = client.subscribe(() => {
      this.phase = client.state;
      if (this.phase.phase === "ready") setTimeout(loadLateParts, AFTER_FIRST_ANSWER);
    });
    // After a reload it starts while the form is being filled in.
    if (client.state.phase === "idle" && usedBefore()) void client.start().catch(() => {});
    this.phase = client.state;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { inPage } = this.state.target;
    return inPage ? html`<div class="gatepost-sandbox-state">${this.#told(inPage)}</div>` : nothing;
  }

  #told(inPage: InPage): TemplateResult | typeof nothing {
    const { phase } = this;
    switch (phase.phase) {
      case "idle":
        return html`<p class="gatepost-hint">The first Send fetches Python from this site (${size(bytesOf(inPage))} unpacked,
          half of that on its way) and starts the gateway here. Nothing you send leaves the browser.</p>`;
      case "starting":
        return this.#starting(phase.progress);
      case "stopped":
        return html`<p class="gatepost-fault">${phase.reason}</p>`;
      default:
        return nothing;
    }
  }

  #starting(progress: Extract<ClientPhase, { phase: "starting" }>["progress"]): TemplateResult {
    const loading = progress?.stage === "download" ? progress : undefined;
    const words = loading
      ? `Fetching Python: ${size(loading.loaded)} of ${size(loading.total)}`
      : progress?.stage === "gateway"
        ? "Starting the gateway…"
        : "Starting Python…";
    return html`<label>${words}
      ${loading ? html`<progress max=${loading.total} value=${loading.loaded}></progress>` : html`<progress></progress>`}
    </label>`;
  }
}

// A gateway that needs no network is no use without the parts that show what it says.
function loadLateParts(): void {
  for (const part of [import("./explained"), import("./json_view"), import("./reply_headers"), import("./verdict")]) {
    part.catch(() => {});
  }
}

function bytesOf(inPage: InPage): number {
  return inPage.size + Object.values(inPage.python.files).reduce((sum, one) => sum + one, 0);
}

adopt(styles);
define("gatepost-sandbox", SandboxElement);
