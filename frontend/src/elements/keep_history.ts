import { html, nothing, type TemplateResult } from "lit";
import type { Entry } from "../console/keep/history";
import { forget } from "../console/keep/recent";
import { fragmentOf, known } from "../console/keep/share";
import { history } from "../console/keep/site";
import { duration } from "../console/readings";
import type { ConsoleState } from "../console/state";
import { define, LightElement } from "./light";

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: "short", timeStyle: "medium" });

/** The requests of the past: those of this operation can be filled in again, others lead to their page. */
export class KeepHistoryElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number } };

  declare state: ConsoleState;
  declare step: number;

  protected override render(): TemplateResult {
    const { enabled, entries } = history();
    const own = entries.filter(entry => entry.operation === this.state.contract.address);
    const others = entries.filter(entry => !own.includes(entry));
    return html`<p class="gatepost-hint">Kept in this browser only: requests without keys and without replies.</p>
      ${own.length === 0 ? html`<p class="gatepost-hint">${enabled ? "Nothing of this operation yet." : "Nothing is kept."}</p>` : nothing}
      <ol class="gatepost-history">${own.map(entry => this.#own(entry))}</ol>
      ${
        others.length > 0
          ? html`<h3>Other operations</h3><ol class="gatepost-history">${others.map(entry => this.#other(entry))}</ol>`
          : nothing
      }
      <div class="gatepost-keys">
        <label><input type="checkbox" .checked=${enabled} @change=${this.#switch} /> Keep a history</label>
        <button type="button" class="gatepost-quiet" ?disabled=${entries.length === 0} @click=${this.#clear}>Clear history</button>
      </div>`;
  }

  #own(entry: Entry): TemplateResult {
    return html`<li>
      <span class="gatepost-history-what"><strong>${outcome(entry)}</strong> ${when(entry)} <span class="gatepost-part-note">${entry.target}</span></span>
      <button type="button" class="gatepost-quiet" aria-label="Fill in the request of ${when(entry)}" @click=${() => this.#fill(entry)}>Fill in</button>
      <button type="button" class="gatepost-quiet" aria-label="Send the request of ${when(entry)} again" @click=${() => void this.#replay(entry)}>Send again</button>
      <button type="button" class="gatepost-quiet" aria-label="Remove the request of ${when(entry)}" @click=${() => this.#remove(entry)}>Remove</button>
    </li>`;
  }

  #other(entry: Entry): TemplateResult {
    return html`<li>
      <span class="gatepost-history-what"><strong>${outcome(entry)}</strong> ${when(entry)} <span class="gatepost-part-note">${entry.title}</span></span>
      <button type="button" class="gatepost-quiet" aria-label="Open ${entry.title} with the request of ${when(entry)}" @click=${() => this.#open(entry)}>Open</button>
    </li>`;
  }

  #fill(entry: Entry): void {
    this.state.fill(known(this.state.contract, entry.draft), { from: "history", left: entry.left });
  }

  // To the target that is chosen now, with the keys that are there now.
  async #replay(entry: Entry): Promise<void> {
    this.#fill(entry);
    await this.state.ready;
    void this.state.send();
  }

  #remove(entry: Entry): void {
    history().remove(entry.id);
    this.requestUpdate();
  }

  async #open({ operation, draft, left, page }: Entry): Promise<void> {
    location.assign(page + (await fragmentOf({ operation, draft, left })));
  }

  readonly #switch = (event: Event): void => {
    history().enable((event.target as HTMLInputElement).checked);
    this.requestUpdate();
  };

  readonly #clear = (): void => {
    history().clear();
    forget();
    this.requestUpdate();
  };
}

function when({ at }: Entry): string {
  return TIME.format(at);
}

function outcome({ status, milliseconds }: Entry): string {
  return `${status || "no reply"} · ${duration(milliseconds)}`;
}

define("gatepost-keep-history", KeepHistoryElement);
