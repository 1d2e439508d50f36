import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { hexRows } from "../console/hex";
import { type BodyKind, sniffed } from "../console/kind";
import type { Received } from "../console/received";
import { define, LightElement } from "./light";

const HEX_SHOWN = 4096;
const LARGEST_PAGE = 2_000_000;

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:";

/*
 * Goes before a page or drawing of a reply: nothing is fetched, whatever it asks for, and a link leads nowhere, since
 * the sandbox opens no window. Scripts, forms and refreshes do not run in the sandbox in the first place.
 */
const HARMLESS = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${POLICY}"><base target="_blank">`;
const ACTIVE = "script, link, base, meta, object, embed, iframe, frame, portal";
const FETCHING = ["src", "srcset", "poster", "background", "data", "imagesrcset"];
const DRAWN = "image, use, feImage";

/** A page without what fetches: browsers look ahead for it before they have read a policy. */
function harmless(source: string): string {
  // A document that is never shown: nothing of it runs or loads.
  const page = new DOMParser().parseFromString(source, "text/html");
  for (const active of page.querySelectorAll(ACTIVE)) active.remove();
  for (const name of FETCHING) {
    for (const element of page.querySelectorAll(`[${name}]`)) {
      if (!element.getAttribute(name)?.startsWith("data:")) element.removeAttribute(name);
    }
  }
  for (const element of page.querySelectorAll(DRAWN)) {
    for (const name of ["href", "xlink:href"]) {
      if (!/^(data:|#)/.test(element.getAttribute(name) ?? "#")) element.removeAttribute(name);
    }
  }
  return HARMLESS + page.documentElement.outerHTML;
}

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
    return html`<iframe class="gatepost-preview" sandbox="" csp=${POLICY} referrerpolicy="no-referrer" title="Preview of the reply"
        .srcdoc=${harmless(text.slice(0, LARGEST_PAGE))}></iframe>
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
