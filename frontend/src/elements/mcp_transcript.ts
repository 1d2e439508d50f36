import { html, nothing, type TemplateResult } from "lit";
import type { Exchange } from "../console/exchange";
import type { McpState } from "../console/mcp/state";
import { duration } from "../console/readings";
import { record, text } from "../console/schema";
import { define, LightElement } from "./light";

const LONGEST = 50_000;
const OPEN = /^(accept|content-type|mcp-.*)$/i;

/** Every message and HTTP request of the connection, as it went over the wire; keys are masked. */
export class McpTranscriptElement extends LightElement {
  static override properties = { state: { attribute: false }, step: { type: Number }, shown: { state: true } };

  declare state: McpState;
  declare step: number;
  declare shown: boolean;

  protected override render(): TemplateResult | typeof nothing {
    const { transcript, connection } = this.state;
    if (transcript.length === 0) return nothing;
    const toggle = (event: Event) => {
      if (event.target === event.currentTarget) this.shown = (event.currentTarget as HTMLDetailsElement).open;
    };
    const spoken = connection ? `MCP ${connection.version}${connection.session ? ", with a session" : ""}` : "";
    return html`<details class="gatepost-part gatepost-mcp-transcript" @toggle=${toggle}>
      <summary>Transcript <span class="gatepost-part-note">${transcript.length} HTTP ${transcript.length === 1 ? "request" : "requests"}
        ${spoken ? `· ${spoken}` : ""}</span></summary>
      ${this.shown ? transcript.map(exchange => this.#exchange(exchange)) : nothing}
    </details>`;
  }

  #exchange(exchange: Exchange): TemplateResult {
    const { outgoing, head } = exchange;
    const body = typeof outgoing.body === "string" ? outgoing.body : "";
    const status = head ? String(head.status) : exchange.running ? "…" : "no reply";
    return html`<details class="gatepost-part">
      <summary><code>${methodOf(body) || outgoing.method}</code>
        <span class="gatepost-part-note">${status} · ${duration(exchange.elapsed)}</span></summary>
      <pre tabindex="0" aria-label="Request">${outgoing.method} ${this.state.endpoint}
${outgoing.headers.map(([name, value]) => `${name}: ${OPEN.test(name) ? value : "••••"}`).join("\n")}

${pretty(body)}</pre>
      ${
        head
          ? html`<pre tabindex="0" aria-label="Reply">${head.status} ${head.statusText}
${head.headers.map(([name, value]) => `${name}: ${value}`).join("\n")}

${reply(exchange)}</pre>`
          : nothing
      }
      ${exchange.failure ? html`<p class="gatepost-fault">${exchange.failure.cause} ${exchange.failure.message}</p>` : nothing}
    </details>`;
  }
}

function reply({ received, streaming }: Exchange): string {
  if (!received.isText) return received.size > 0 ? `[${received.size} bytes]` : "";
  const written = received.text.slice(0, LONGEST);
  return streaming ? written : pretty(written);
}

function methodOf(body: string): string {
  const message = record(parsed(body));
  return text(message?.method) || (message ? "answer" : "");
}

function pretty(source: string): string {
  const value = parsed(source);
  return value === undefined ? source : JSON.stringify(value, null, 2);
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

define("gatepost-mcp-transcript", McpTranscriptElement);
