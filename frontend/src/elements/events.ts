import { html, nothing, type TemplateResult } from "lit";
import type { EventLog, LoggedEvent } from "../console/event_log";
import { array, record, text } from "../console/schema";
import { define, LightElement } from "./light";

const ROW = 28;
const ROWS_SHOWN = 10;
const SPARE = 5;
const LONGEST_LINE = 300;
const LONGEST_PARSED = 20_000;

/** The raw events of a stream: only the rows in sight are in the page. */
export class EventsElement extends LightElement {
  static override properties = { log: { attribute: false }, length: { type: Number }, chosen: { state: true } };

  declare log: EventLog;
  /** Of the log: a change of it makes the list look again. */
  declare length: number;
  declare chosen: LoggedEvent | undefined;
  #top = 0;

  protected override render(): TemplateResult {
    const count = this.log.length;
    const from = this.#from;
    const rows = this.log.slice(from, from + ROWS_SHOWN + 2 * SPARE);
    const lost = this.log.total - count;
    return html`${lost > 0 ? html`<p class="gatepost-hint">The first ${lost} events were dropped to save memory.</p>` : nothing}
      <div class="gatepost-events" role="list" tabindex="0" aria-label="Events" @scroll=${this.#scrolled}>
        <div class="gatepost-events-all" role="presentation">
          <div class="gatepost-events-rows" role="presentation">${rows.map(row => this.#row(row))}</div>
        </div>
      </div>
      ${this.chosen ? this.#details(this.chosen) : nothing}`;
  }

  // Set by script, since a style attribute is what a strict CSP refuses.
  protected override updated(): void {
    const all = this.querySelector<HTMLElement>(".gatepost-events-all");
    const rows = this.querySelector<HTMLElement>(".gatepost-events-rows");
    if (all) all.style.height = `${this.log.length * ROW}px`;
    if (rows) rows.style.transform = `translateY(${this.#from * ROW}px)`;
  }

  /** The first row that is in the page. */
  get #from(): number {
    return Math.max(0, Math.min(Math.floor(this.#top / ROW), this.log.length) - SPARE);
  }

  #row(event: LoggedEvent): TemplateResult {
    const choose = () => {
      this.chosen = event;
    };
    const line = gist(event.text).slice(0, LONGEST_LINE).replace(/\s+/g, " ");
    return html`<div class="gatepost-event" role="listitem" aria-setsize=${this.log.length} aria-posinset=${event.number - (this.log.total - this.log.length)}>
      <button type="button" @click=${choose} aria-pressed=${this.chosen?.number === event.number ? "true" : "false"}>
        <span class="gatepost-event-time">${Math.round(event.at)} ms</span>
        ${event.name ? html`<span class="gatepost-event-name">${event.name}</span>` : nothing}
        <code>${line}</code>
      </button>
    </div>`;
  }

  #details(event: LoggedEvent): TemplateResult {
    const value = parsed(event.text);
    void import("./json_view").catch(() => {});
    return html`<div class="gatepost-event-details">
      <p class="gatepost-hint">Event ${event.number}${event.id ? `, id ${event.id}` : ""}</p>
      ${
        value === undefined
          ? html`<pre tabindex="0">${event.text.slice(0, 100_000)}</pre>`
          : html`<gatepost-json-tree .value=${value}></gatepost-json-tree>`
      }
    </div>`;
  }

  #scrolled(event: Event): void {
    this.#top = (event.currentTarget as HTMLElement).scrollTop;
    this.requestUpdate();
  }
}

// The part that tells one event of a model's stream from the next; all of it shows when the event is chosen.
function gist(source: string): string {
  if (source.length > LONGEST_PARSED) return source;
  const message = record(parsed(source));
  const part = record(array(message?.choices)[0])?.delta ?? message?.delta;
  if (part === undefined) return source;
  const type = text(message?.type);
  return `${type ? `${type} ` : ""}${JSON.stringify(part)} … ${source}`;
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

define("gatepost-events", EventsElement);
