import { html, nothing, type TemplateResult } from "lit";
import { type Comparison, compared, type Line } from "../console/keep/compare";
import { type Recent, recent } from "../console/keep/recent";
import { duration } from "../console/readings";
import type { ConsoleState } from "../console/state";
import { define, LightElement } from "./light";

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });
const MARKS = { same: " ", added: "+", removed: "−" } as const;

/** Two replies of this operation, and what differs between them. */
export class KeepCompareElement extends LightElement {
  static override properties = {
    state: { attribute: false },
    step: { type: Number },
    earlier: { state: true },
    later: { state: true },
  };

  declare state: ConsoleState;
  declare step: number;
  declare earlier: Recent | undefined;
  declare later: Recent | undefined;

  protected override render(): TemplateResult {
    const all = recent(this.state.contract.address);
    if (all.length < 2)
      return html`<p class="gatepost-hint">Send the request twice: the replies since this page was opened can be compared.</p>`;
    const after = all.find(item => item === this.later) ?? all[0];
    const before = all.find(item => item === this.earlier) ?? all[1];
    return html`<div class="gatepost-bar">
        ${this.#choice("Earlier reply", all, before, item => (this.earlier = item))}
        ${this.#choice("Later reply", all, after, item => (this.later = item))}
      </div>
      ${before && after ? this.#comparison(before, after) : nothing}`;
  }

  #choice(
    label: string,
    all: readonly Recent[],
    chosen: Recent | undefined,
    choose: (item: Recent | undefined) => void,
  ): TemplateResult {
    return html`<select aria-label=${label} @change=${(event: Event) => choose(all[Number((event.target as HTMLSelectElement).value)])}>
      ${all.map((item, index) => html`<option value=${index} ?selected=${item === chosen}>${named(item)}</option>`)}
    </select>`;
  }

  #comparison(before: Recent, after: Recent): TemplateResult {
    const found = compared(before.reply, after.reply);
    if (found.same) return html`<p role="status">The replies are the same.</p>`;
    const status = before.reply.status !== after.reply.status;
    return html`${status ? html`<p>Status: ${before.reply.status} before, ${after.reply.status} now.</p>` : nothing}
      ${this.#headers(found)} ${this.#lines(found)}`;
  }

  #headers({ headers }: Comparison): TemplateResult | typeof nothing {
    if (headers.length === 0) return nothing;
    return html`<table class="gatepost-headers"><caption class="gatepost-sr">Headers that differ</caption>
      <thead><tr><th scope="col">Header</th><th scope="col">Before</th><th scope="col">Now</th></tr></thead>
      <tbody>${headers.map(({ name, before, after }) => html`<tr><th scope="row">${name}</th><td>${before || "none"}</td><td>${after || "none"}</td></tr>`)}</tbody>
    </table>`;
  }

  #lines({ lines }: Comparison): TemplateResult {
    if (!lines) return html`<p class="gatepost-hint">The replies differ too much to be compared line by line.</p>`;
    if (lines.every(line => line.kind === "skipped" || line.kind === "same"))
      return html`<p class="gatepost-hint">Their bodies are the same.</p>`;
    return html`<pre class="gatepost-difference" tabindex="0" aria-label="Difference of the bodies">${lines.map(shown)}</pre>`;
  }
}

function shown(line: Line): TemplateResult {
  if (line.kind === "skipped") return html`<span data-kind="skipped">${`… ${line.count} equal lines\n`}</span>`;
  return html`<span data-kind=${line.kind}>${`${MARKS[line.kind]} ${line.text}\n`}</span>`;
}

function named({ sent, reply }: Recent): string {
  return `${TIME.format(sent.at)} · ${reply.status} · ${duration(sent.exchange.elapsed)} · ${sent.target}`;
}

define("gatepost-keep-compare", KeepCompareElement);
