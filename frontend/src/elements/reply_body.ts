import { html, nothing, type TemplateResult } from "lit";
import { essence } from "../console/body";
import type { Exchange } from "../console/exchange";
import type { Marks } from "../console/json_search";
import type { BodyKind } from "../console/kind";
import { size } from "../console/readings";
import type { Received } from "../console/received";
import { define, LightElement } from "./light";

const LONGEST_TEXT = 200_000;
const KNOWN_ENDING = /\/(?:x-)?(png|jpeg|gif|webp|avif|pdf|wav|mpeg|ogg|flac|mp4|webm|zip)$/;
/** Pictures and sounds above this are shown when asked for. */
const LARGEST_SHOWN = 32 * 1024 * 1024;
const NAMES: Readonly<Record<BodyKind, string>> = {
  json: "JSON",
  text: "text",
  html: "a web page",
  svg: "a drawing (SVG)",
  image: "a picture",
  audio: "a sound",
  video: "a film",
  pdf: "a PDF",
  binary: "binary",
};

// Loaded when a reply needs them: a first Send does without.
const views = { tree: () => import("./json_view"), preview: () => import("./preview") };

/** The body of a reply that is no stream of events: text while it comes, then the view that fits it. */
export class ReplyBodyElement extends LightElement {
  static override properties = {
    exchange: { attribute: false },
    step: { type: Number },
    marks: { attribute: false },
    previewed: { state: true },
    broken: { state: true },
  };

  declare exchange: Exchange;
  declare step: number;
  declare marks: Marks | undefined;
  /** The exchange whose preview the reader has asked for. */
  declare previewed: Exchange | undefined;
  /** Whether a view could not be loaded: the text is then all there is. */
  declare broken: boolean;

  protected override render(): TemplateResult | typeof nothing {
    const { exchange } = this;
    const { received } = exchange;
    if (received.size === 0) return nothing;
    const { kind } = received;
    if (exchange.running) return received.isText ? this.#text() : nothing;
    const claimed = received.contentType || "no content type";
    return html`<details class="gatepost-part" open>
      <summary>Body <span class="gatepost-part-note">${claimed}</span></summary>
      ${this.#view(kind)} ${saveButton(exchange)}
    </details>`;
  }

  #view(kind: BodyKind): TemplateResult {
    const { received } = this.exchange;
    const { json } = received;
    if (json !== undefined && !this.broken) {
      this.#load("tree");
      return html`<gatepost-json .value=${json} .text=${received.text} .marks=${this.marks}></gatepost-json>`;
    }
    if (kind === "json" || kind === "text") return this.#text();
    const onDemand = kind === "html" || kind === "svg" || kind === "pdf" || received.size > LARGEST_SHOWN;
    return html`${onDemand && !received.lost ? this.#previewButton(kind) : nothing}
      ${!onDemand || this.previewed === this.exchange ? this.#preview(kind) : nothing}
      ${received.isText ? this.#text() : onDemand ? html`<p class="gatepost-hint">It is ${NAMES[kind]}.</p>` : nothing}`;
  }

  #preview(kind: BodyKind): TemplateResult {
    this.#load("preview");
    return html`<gatepost-preview .received=${this.exchange.received} .kind=${kind}></gatepost-preview>`;
  }

  #previewButton(kind: BodyKind): TemplateResult {
    const shown = this.previewed === this.exchange;
    const toggle = () => {
      this.previewed = shown ? undefined : this.exchange;
    };
    return html`<button type="button" class="gatepost-quiet" aria-pressed=${shown ? "true" : "false"} @click=${toggle}>Preview ${NAMES[kind]}</button>`;
  }

  #text(): TemplateResult {
    const { text, size: all } = this.exchange.received;
    const cut = this.exchange.received.cut || text.length > LONGEST_TEXT;
    const told = this.exchange.running
      ? `${size(all)} so far; the beginning is shown.`
      : "Only the beginning is shown; the download has all of it.";
    return html`<pre class="gatepost-reply-text" tabindex="0">${text.slice(0, LONGEST_TEXT)}</pre>
      ${cut ? html`<p class="gatepost-hint">${told}</p>` : nothing}`;
  }

  #load(view: keyof typeof views): void {
    views[view]().catch(() => {
      this.broken = true;
    });
  }
}

/** The button that saves all that came. */
export function saveButton({ received }: Exchange): TemplateResult {
  return html`<button type="button" class="gatepost-quiet" @click=${() => download(received.blob, `response.${endingOf(received)}`)}>
    Download (${received.lost ? `the first ${size(received.blob.size)} of ` : ""}${size(received.size)})
  </button>`;
}

// For the reader's own programs; a page or drawing is saved as text, which no double click runs.
function endingOf({ kind, contentType }: Received): string {
  if (kind === "json") return "json";
  if (kind === "text") return /csv/.test(contentType) ? "csv" : "txt";
  if (kind === "html" || kind === "svg") return "txt";
  return KNOWN_ENDING.exec(essence(contentType))?.[1] ?? "bin";
}

function download(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

define("gatepost-reply-body", ReplyBodyElement);
