import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { hexRows } from "../console/hex";
import { type BodyKind, sniffed } from "../console/kind";
import type { Received } from "../console/received";
import { define, LightElement } from "./light";

const HEX_SHOWN = 4096;
const LARGEST_PAGE = 2_000_000;

/*
 * Goes before a page or drawing of a reply: nothing is fetched, whatever it asks for, and a link leads nowhere, since
 * the sandbox opens no window. Scripts, forms and refreshes do not run in the sandbox in the first place.
 */
const HARMLESS =
  "<!doctype html><meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; " +
  'img-src data:; font-src data:"><base target="_blank">';

/** A body that is no text to read: a picture, a sound, a page on demand, or bytes in hexadecimal. */
export class PreviewElement extends LightElement {
  static override properties = { received: { attribute: false }, kind: {}, failed: { state: true } };

  declare received: Received;
  declare kind: BodyKind;
  /** Whether the browser could make nothing of it. */
  declare failed: boolean;
  #url = "";

  constructor() {
    super();
    this.failed = false;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#forget();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has("received") && !changed.has("kind")) return;
    this.#forget();
    this.failed = false;
    const type = sniffed(this.received.beginning(64));
    if (type) this.#url = URL.createObjectURL(this.received.typedBlob(type));
  }

  protected override render(): TemplateResult {
    if (this.failed) return html`<p class="gatepost-hint">The browser can make nothing of it.</p>${this.#hex()}`;
    switch (this.kind) {
      case "image":
        return html`<img class="gatepost-preview-image" src=${this.#url} alt="The picture of the reply" @error=${this.#fail} />`;
      case "audio":
        return html`<audio controls src=${this.#url} aria-label="The sound of the reply" @error=${this.#fail}></audio>`;
      case "video":
        return html`<video class="gatepost-preview-image" controls src=${this.#url} aria-label="The film of the reply" @error=${this.#fail}></video>`;
      case "pdf":
        return this.#pdf();
      case "html":
      case "svg":
        return this.#page();
      default:
        return this.#hex();
    }
  }

  // A sandbox would keep the browser's own viewer away; the type is one of ours, so this can be nothing but a PDF.
  #pdf(): TemplateResult {
    if (!navigator.pdfViewerEnabled)
      return html`<p class="gatepost-hint">This browser shows no PDF within a page: download it.</p>`;
    return html`<iframe class="gatepost-preview" src=${this.#url} title="Preview of the PDF"></iframe>`;
  }

  #page(): TemplateResult {
    const { text } = this.received;
    const cut = this.received.cut || text.length > LARGEST_PAGE;
    return html`<iframe class="gatepost-preview" sandbox="" referrerpolicy="no-referrer" title="Preview of the reply"
        .srcdoc=${HARMLESS + text.slice(0, LARGEST_PAGE)}></iframe>
      <p class="gatepost-hint">
        Without its scripts, and without anything from elsewhere.${cut ? " Only the beginning is shown." : nothing}
      </p>`;
  }

  #hex(): TemplateResult {
    const { size } = this.received;
    return html`<pre class="gatepost-hex" tabindex="0">${hexRows(this.received.beginning(HEX_SHOWN))}</pre>
      ${size > HEX_SHOWN ? html`<p class="gatepost-hint">The first ${HEX_SHOWN} of ${size} bytes.</p>` : nothing}`;
  }

  #fail(): void {
    this.failed = true;
  }

  #forget(): void {
    if (this.#url) URL.revokeObjectURL(this.#url);
    this.#url = "";
  }
}

define("gatepost-preview", PreviewElement);
