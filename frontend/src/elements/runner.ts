import { html, nothing, type TemplateResult } from "lit";
import { duration, size } from "../console/readings";
import { environmentOf, outgoingOf, relay } from "../console/sample_target";
import type { ConsoleState } from "../console/state";
import { transportTo } from "../console/transports";
import { clientOf } from "../sandbox/client";
import type { Progress } from "../sandbox/messages";
import type { Stream } from "../sandbox/sample_output";
import { type Outcome, runnerOf, type SampleRunner, type Watcher } from "../sandbox/sample_runner";
import { adopt } from "../shared/styles";
import styles from "../styles/console/runner.css";
import { ConsoleElement } from "./console";
import { define, LightElement } from "./light";

type Phase =
  | { readonly phase: "starting"; readonly progress: Progress | undefined }
  | { readonly phase: "running" }
  | { readonly phase: "ended"; readonly outcome: Outcome; readonly took: number };

const ENDED: Readonly<Record<Outcome["kind"], string>> = {
  done: "Done",
  raised: "Ended with an error",
  stopped: "Stopped",
  failed: "Could not go on",
};

/** Below a sample: what it prints, and what starts and stops it. The code above it can be changed. */
export class RunnerElement extends LightElement {
  static override properties = { phase: { state: true }, changed: { state: true }, step: { state: true } };

  declare phase: Phase | undefined;
  declare changed: boolean;
  declare step: number;
  state: ConsoleState | undefined;
  code: HTMLElement | undefined;
  #original: readonly Node[] = [];
  #text = "";
  #started = 0;
  #unsubscribe = () => {};

  constructor() {
    super();
    this.changed = false;
    this.step = 0;
  }

  /** Take a block of code and the console whose target and keys its requests use. */
  take(code: HTMLElement, state: ConsoleState): void {
    this.code = code;
    this.state = state;
    this.#unsubscribe = state.subscribe(() => (this.step += 1));
    this.#text = code.textContent ?? "";
    this.#original = [...code.childNodes].map(node => node.cloneNode(true));
    for (const [name, value] of Object.entries(EDITABLE)) code.setAttribute(name, value);
    code.addEventListener("input", () => {
      this.changed = code.textContent !== this.#text;
      // What is pasted over all of it lands in its first word, and would have the colour of that.
      for (const word of code.querySelectorAll("span")) if (/\n/.test(word.innerText)) word.className = "";
    });
    code.addEventListener("keydown", event => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      void this.run();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe();
    if (this.#busy) this.#runner?.stop();
  }

  /** Run what stands in the block of code; what runs already is stopped. */
  async run(): Promise<void> {
    const { code, state } = this;
    const runner = this.#runner;
    if (!code || !state || !runner || state.mode.kind === "copy") return;
    const source = `${(code.textContent ?? "").trimEnd()}\n`;
    runner.stop();
    this.phase = { phase: "starting", progress: undefined };
    await this.updateComplete;
    this.#output?.replaceChildren();
    const { inPage } = state.target;
    // Both start at once; no request of a sample waits for the other while its time runs.
    const after =
      inPage &&
      clientOf(inPage)
        .start()
        .catch(() => {});
    const outcome = await runner.run({ source, environment: environmentOf(source), after }, this.#watcher(state));
    if (outcome.kind === "raised") this.#print("err", outcome.trouble);
    if (outcome.kind === "failed") this.#print("err", outcome.reason);
    this.phase = { phase: "ended", outcome, took: performance.now() - this.#started };
  }

  get #runner(): SampleRunner | undefined {
    const site = this.state?.targets.find(target => target.inPage)?.inPage;
    return site && runnerOf(site);
  }

  get #busy(): boolean {
    return this.phase?.phase === "starting" || this.phase?.phase === "running";
  }

  get #output(): HTMLElement | null {
    return this.querySelector(".gatepost-output");
  }

  #watcher(state: ConsoleState): Watcher {
    return {
      progress: progress => (this.phase = { phase: "starting", progress }),
      running: () => {
        this.#started = performance.now();
        this.phase = { phase: "running" };
      },
      print: (stream, text) => this.#print(stream, text),
      send: (request, take, signal) => {
        const outgoing = outgoingOf(request, state);
        if ("refused" in outgoing) return take({ kind: "failure", cause: "refused", message: outgoing.refused });
        const { base, target } = state;
        const page = new URL(document.baseURI);
        void relay(outgoing, transportTo(target, base.ok ? base.url : page, page), take, signal);
      },
    };
  }

  #print(stream: Stream, text: string): void {
    const output = this.#output;
    if (!output) return;
    const last = output.lastChild;
    if (last instanceof HTMLElement && last.dataset.stream === stream) last.append(text);
    else {
      const part = document.createElement("span");
      part.dataset.stream = stream;
      part.append(text);
      output.append(part);
    }
    output.scrollTop = output.scrollHeight;
  }

  // The button goes with what it stops: focus goes to the one that starts it.
  #stop(): void {
    this.#runner?.stop();
    this.code?.closest("pre")?.querySelector<HTMLElement>(".gatepost-run")?.focus();
  }

  #reset(): void {
    this.code?.replaceChildren(...this.#original.map(node => node.cloneNode(true)));
    this.changed = false;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { state } = this;
    if (!state) return nothing;
    const copyOnly = state.mode.kind === "copy";
    return html`<div class="gatepost-runner-bar">
        <button type="button" class="gatepost-stop" ?hidden=${!this.#busy} @click=${() => this.#stop()}>Stop</button>
        <span>calls <strong>${state.destination}</strong></span>
        ${this.phase?.phase === "ended" && !this.changed ? html`<span class="gatepost-runner-hint">The code above can be changed.</span>` : nothing}
        ${this.changed ? html`<button type="button" class="gatepost-undo" @click=${() => this.#reset()}>Undo changes</button>` : nothing}
      </div>
      ${this.#progress()}
      <p class="gatepost-runner-state" role="status" data-state=${this.#stateName}>${this.#words(copyOnly)}</p>
      <pre class="gatepost-output" tabindex="0" aria-label="Output of the sample" ?hidden=${this.phase === undefined}></pre>`;
  }

  #progress(): TemplateResult | typeof nothing {
    if (this.phase?.phase !== "starting") return nothing;
    const { progress } = this.phase;
    return progress?.stage === "download"
      ? html`<progress aria-label="Download" max=${progress.total} value=${progress.loaded}></progress>`
      : html`<progress aria-label="Start"></progress>`;
  }

  get #stateName(): string {
    return this.phase?.phase === "ended" ? this.phase.outcome.kind : (this.phase?.phase ?? "idle");
  }

  #words(copyOnly: boolean): string {
    const { phase } = this;
    if (copyOnly) return "This target cannot be called from a page: copy the sample, or choose another in the console.";
    if (!phase) return "";
    if (phase.phase === "running") return "Running…";
    if (phase.phase === "ended") return `${ENDED[phase.outcome.kind]} after ${duration(phase.took)}`;
    const { progress } = phase;
    if (progress?.stage === "download") return `Fetching Python from this site (${size(progress.total)} unpacked)…`;
    return "Starting Python in this page…";
  }
}

const EDITABLE: Readonly<Record<string, string>> = {
  contenteditable: "plaintext-only",
  role: "textbox",
  "aria-multiline": "true",
  "aria-label": "Code of the sample; change it, then run it with Control and Enter",
  spellcheck: "false",
  autocapitalize: "off",
};

const runners = new WeakMap<HTMLElement, RunnerElement>();

/** Run the sample in a block of code with target and keys of a console; the first time, make room for its output. */
export async function openRunner(block: HTMLPreElement, host: HTMLElement): Promise<void> {
  await customElements.whenDefined("gatepost-console");
  const code = block.querySelector("code");
  if (!code || !(host instanceof ConsoleElement)) return;
  let runner = runners.get(block);
  if (!runner) {
    const state = await host.ready();
    runner = document.createElement("gatepost-runner") as RunnerElement;
    runner.take(code, state);
    runners.set(block, runner);
    block.after(runner);
    await runner.updateComplete;
  }
  void runner.run();
}

adopt(styles);
define("gatepost-runner", RunnerElement);
