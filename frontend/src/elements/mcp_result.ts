import { html, nothing, type TemplateResult } from "lit";
import { contentsPiece, jsonIn, type Piece, pieceOf } from "../console/mcp/content";
import { type Fault, hintOf } from "../console/mcp/fault";
import { type Difference, differencesOf } from "../console/mcp/inventory";
import type { Message } from "../console/mcp/protocol";
import { type Run, runWords } from "../console/mcp/run";
import type { McpState } from "../console/mcp/state";
import { duration } from "../console/readings";
import { array, record, text } from "../console/schema";
import { type Check, checkOf } from "../console/validate";
import "./json_tree";
import { define, LightElement } from "./light";
import "./mcp_content";
import "./mcp_sign_in";
import "./response";

const MOST_DIFFERENCES = 8;

/** What became of one call: how far it is, its result, or why there is none. */
export class McpResultElement extends LightElement {
  static override properties = {
    run: { attribute: false },
    state: { attribute: false },
    step: { type: Number },
    kind: {},
  };

  declare run: Run;
  declare state: McpState;
  declare step: number;
  declare kind: string;
  #check: Check | undefined;

  protected override render(): TemplateResult {
    const { run } = this;
    const fault = run.phase === "failed" ? run.fault : undefined;
    if (fault?.kind === "http" && fault.exchange) return this.#http(fault);
    return html`<div class="gatepost-status" data-state=${stateOf(run)}>
        <strong>${runWords(run)}</strong> <span>${run.running ? "" : duration(run.elapsed)}</span>
      </div>
      ${run.running ? this.#progress() : nothing} ${fault ? this.#fault(fault) : nothing}
      ${run.result ? this.#result(run.result) : nothing}`;
  }

  #progress(): TemplateResult | typeof nothing {
    const { progress, task } = this.run;
    const words = [task ? `Task ${task.status.replace("_", " ")}` : "", task?.message ?? "", progress?.message ?? ""]
      .filter(Boolean)
      .join(": ");
    if (!words && !progress) return nothing;
    const { progress: done, total } = progress ?? { progress: undefined, total: undefined };
    return html`<div class="gatepost-mcp-progress">
      ${
        total === undefined
          ? html`<progress aria-label="Progress"></progress>`
          : html`<progress aria-label="Progress" max=${total} .value=${Math.min(done ?? 0, total)}></progress>`
      }
      <span>${total === undefined ? (done ?? "") : `${done} of ${total}`} ${words}</span>
    </div>`;
  }

  // The reply's own element knows why a gateway refuses, and what hinders a browser.
  #http(fault: Fault): TemplateResult {
    const { state } = this;
    return html`${hiddenSession(state, fault)}
      <gatepost-response .exchange=${fault.exchange} .step=${this.step} .proxied=${state.target.proxy !== null}
        .retry=${() => void state.send(true)}></gatepost-response>
      ${this.#signIn(fault)}`;
  }

  #signIn({ status, exchange }: Fault): TemplateResult | typeof nothing {
    if (status !== 401 && status !== 403) return nothing;
    return html`<gatepost-mcp-sign-in .exchange=${exchange} .state=${this.state} .step=${this.step}></gatepost-mcp-sign-in>`;
  }

  #fault(fault: Fault): TemplateResult {
    const { message, rpc, exchange } = fault;
    const hint = rpc ? hintOf(rpc) : "";
    const read = exchange?.received.isText ? exchange.received.text.slice(0, 300) : "";
    return html`<div class="gatepost-explained">
      <h3>${rpc ? "The server refused the request" : "There is no result"}</h3>
      <p class="gatepost-explained-detail">${message}${rpc ? ` (${rpc.code})` : ""}</p>
      ${hint ? html`<ul><li>${hint}</li></ul>` : nothing}
      ${rpc || !read ? nothing : html`<pre tabindex="0">${read}</pre>`}
    </div>
    ${this.#signIn(fault)}`;
  }

  #result(result: Message): TemplateResult {
    if (this.kind === "server")
      return html`<div class="gatepost-mcp-pieces">${differencesOf(result).map(difference)}</div>`;
    // For older clients servers repeat structured content as text: once is enough.
    const structured = JSON.stringify(result.structuredContent);
    const pieces = this.#pieces(result).filter(
      ([, piece]) => !structured || piece.kind !== "text" || JSON.stringify(jsonIn(piece.text)) !== structured,
    );
    const note = this.run.toolFailed
      ? html`<p class="gatepost-hint">The protocol did its part: what follows is the tool's own word on its failure.</p>`
      : nothing;
    return html`${note}
      <div class="gatepost-mcp-pieces">
        ${pieces.map(([role, piece]) => this.#piece(role, piece))}
        ${pieces.length === 0 && result.structuredContent === undefined ? html`<p class="gatepost-hint">The result is empty.</p>` : nothing}
      </div>
      ${this.#structured(result)}`;
  }

  #piece(role: string, piece: Piece): TemplateResult {
    return html`<section class="gatepost-mcp-piece" data-piece=${piece.kind}>
      ${role ? html`<h3>${role}</h3>` : nothing}
      <gatepost-mcp-content .piece=${piece} .state=${this.state} .step=${this.step}></gatepost-mcp-content>
    </section>`;
  }

  #pieces(result: Message): readonly (readonly [string, Piece])[] {
    const objects = (value: unknown) => array(value).map(item => record(item) ?? {});
    if (this.kind === "prompt") {
      return objects(result.messages).map(message => [
        text(message.role),
        pieceOf(record(message.content) ?? { type: "text", text: text(message.content) }),
      ]);
    }
    if (this.kind === "tool") return objects(result.content).map(block => ["", pieceOf(block)]);
    return objects(result.contents).map(contents => [text(contents.uri), contentsPiece(contents)]);
  }

  #structured(result: Message): TemplateResult | typeof nothing {
    const { outputSchema } = this.state.mcp;
    if (this.kind !== "tool" || (result.structuredContent === undefined && (!outputSchema || this.run.toolFailed)))
      return nothing;
    return html`<details class="gatepost-part" open>
      <summary>Structured result</summary>
      ${outputSchema ? this.#compared(outputSchema, result.structuredContent) : nothing}
      ${result.structuredContent === undefined ? nothing : html`<gatepost-json-tree .value=${result.structuredContent}></gatepost-json-tree>`}
    </details>`;
  }

  #compared(schema: unknown, value: unknown): TemplateResult {
    if (value === undefined) {
      return html`<p class="gatepost-fault">The server declares an output schema, but the result has no structured content.</p>`;
    }
    this.#check ??= checkOf(schema, this.state.contract.defs);
    const faults = [...this.#check(value)];
    if (faults.length === 0) return html`<p class="gatepost-hint">It is as the declared output schema says.</p>`;
    return html`<p class="gatepost-fault">It is not as the declared output schema says:</p>
      <ul>${faults.slice(0, MOST_DIFFERENCES).map(([place, message]) => html`<li><code>${place || "/"}</code> ${message}</li>`)}</ul>`;
  }
}

const NAMES: Readonly<Record<string, string>> = { resourceTemplates: "resource templates" };

function difference({ list, count, added, gone }: Difference): TemplateResult {
  const words = NAMES[list] ?? list;
  const same = added.length + gone.length === 0;
  const names = (found: readonly string[]) => found.map(name => html`<li><code>${name}</code></li>`);
  return html`<section class="gatepost-mcp-piece" data-piece="list">
    <h3>${count} ${count === 1 ? words.slice(0, -1) : words}${same ? ", as on this page" : ""}</h3>
    ${added.length > 0 ? html`<p>Not on this page:</p><ul>${names(added)}</ul>` : nothing}
    ${gone.length > 0 ? html`<p>On this page, but not offered now, or not for this key:</p><ul>${names(gone)}</ul>` : nothing}
  </section>`;
}

// Of another origin a page sees only the headers that it exposes, and without its session the older era ends here.
function hiddenSession({ connection }: McpState, { status, exchange }: Fault): TemplateResult | typeof nothing {
  const lost = connection?.era === "legacy" && !connection.session && (status === 400 || status === 404);
  if (!lost || !exchange?.head?.filtered) return nothing;
  return html`<div class="gatepost-explained">
    <h3>The session may be hidden from this page</h3>
    <ul><li>The server may have given a session, which the browser keeps from this page. Let the gateway send
      <code>Access-Control-Expose-Headers: mcp-session-id</code>, or use a target that goes through the proxy of this site.</li></ul>
  </div>`;
}

function stateOf(run: Run): string {
  if (run.running) return "running";
  return run.phase === "done" && !run.toolFailed ? "ok" : "failed";
}

define("gatepost-mcp-result", McpResultElement);
