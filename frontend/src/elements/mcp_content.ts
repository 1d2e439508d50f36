import { html, nothing, type TemplateResult } from "lit";
import { type Bytes, blobOf, byteCount, isMarkdown, jsonIn, type Piece } from "../console/mcp/content";
import type { McpState } from "../console/mcp/state";
import { size } from "../console/readings";
import "./json_tree";
import { define, LightElement } from "./light";

const LONGEST_TEXT = 200_000;
const LONGEST_MARKDOWN = 100_000;

type View = "read" | "text";

/** One piece of a result: words, a picture, a sound, a file, a link to a resource. */
export class McpContentElement extends LightElement {
  static override properties = {
    piece: { attribute: false },
    state: { attribute: false },
    step: { type: Number },
    view: { state: true },
  };

  declare piece: Piece;
  declare state: McpState;
  declare step: number;
  declare view: View;
  #fragment: Node | undefined;
  #wanted = "";

  constructor() {
    super();
    this.view = "read";
  }

  protected override render(): TemplateResult {
    const { piece } = this;
    switch (piece.kind) {
      case "text":
        return this.#text(piece.text, piece.mimeType);
      case "image":
        return html`<img class="gatepost-mcp-image" src=${piece.source} alt="Picture in the result, ${piece.bytes.mimeType}" />
          ${this.#save(piece.bytes)}`;
      case "audio":
        return html`<audio controls src=${piece.source} aria-label="Sound in the result"></audio> ${this.#save(piece.bytes)}`;
      case "file":
        return html`<p>A file${piece.bytes.mimeType ? html` of the type <code>${piece.bytes.mimeType}</code>` : nothing}.</p>
          ${this.#save(piece.bytes)}`;
      case "link":
        return this.#link(piece);
      default:
        return html`<p class="gatepost-hint">${piece.why} It is shown as it came.</p>
          <gatepost-json-tree .value=${piece.value}></gatepost-json-tree>`;
    }
  }

  #text(source: string, mimeType: string): TemplateResult {
    const json = jsonIn(source);
    const rich = json !== undefined || (source.length <= LONGEST_MARKDOWN && isMarkdown(source, mimeType));
    if (!rich) return plain(source);
    const shown =
      this.view === "text"
        ? plain(source)
        : json !== undefined
          ? html`<gatepost-json-tree .value=${json}></gatepost-json-tree>`
          : this.#markdown(source);
    return html`<div class="gatepost-switch" role="group" aria-label="Show the text">
        ${this.#switch("read", json === undefined ? "Rendered" : "Tree")} ${this.#switch("text", "As text")}
      </div>
      ${shown}`;
  }

  #switch(view: View, label: string): TemplateResult {
    return html`<button type="button" aria-pressed=${this.view === view ? "true" : "false"}
      @click=${() => (this.view = view)}>${label}</button>`;
  }

  // Until its code is there, and where it cannot be loaded, the text is plain.
  #markdown(source: string): TemplateResult {
    if (this.#wanted !== source) {
      this.#wanted = source;
      this.#fragment = undefined;
      import("../console/mcp/markdown").then(
        ({ markdownFragment }) => {
          const box = document.createElement("div");
          box.append(markdownFragment(source));
          this.#fragment = box;
          this.requestUpdate();
        },
        () => {},
      );
    }
    return this.#fragment ? html`<div class="gatepost-mcp-markdown">${this.#fragment}</div>` : plain(source);
  }

  #link({ uri, title, description }: Extract<Piece, { kind: "link" }>): TemplateResult {
    const run = this.state.reads.get(uri);
    const open = /^https?:\/\//i.test(uri)
      ? html`<a href=${uri} target="_blank" rel="nofollow noopener noreferrer">Open in a new tab</a>`
      : nothing;
    return html`<p class="gatepost-mcp-link"><strong>${title}</strong> <code>${uri}</code></p>
      ${description ? html`<p class="gatepost-hint">${description}</p>` : nothing}
      <p><button type="button" class="gatepost-quiet" ?disabled=${run?.running ?? false} @click=${() => void this.state.read(uri)}>
        Read it here</button> ${open}</p>
      ${run ? html`<gatepost-mcp-result .run=${run} .state=${this.state} .step=${this.step} kind="resource"></gatepost-mcp-result>` : nothing}`;
  }

  #save(bytes: Bytes): TemplateResult {
    return html`<button type="button" class="gatepost-quiet" @click=${() => save(bytes)}>Download (${size(byteCount(bytes))})</button>`;
  }
}

function plain(source: string): TemplateResult {
  const cut = source.length > LONGEST_TEXT;
  return html`<pre class="gatepost-mcp-text" tabindex="0">${source.slice(0, LONGEST_TEXT)}</pre>
    ${cut ? html`<p class="gatepost-hint">Only the beginning is shown.</p>` : nothing}`;
}

function save(bytes: Bytes): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blobOf(bytes));
  link.download = `result.${/^[\w-]+\/([a-z0-9]+)/.exec(bytes.mimeType)?.[1] ?? "bin"}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

define("gatepost-mcp-content", McpContentElement);
