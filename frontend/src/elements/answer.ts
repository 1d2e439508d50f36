import { html, nothing, type TemplateResult } from "lit";
import type { Exchange } from "../console/exchange";

const LONGEST = 100_000;

/** What a model said: its answers, its reasoning, and the tools that it calls. */
export function answerOf({ assembly, running }: Exchange): TemplateResult | typeof nothing {
  const { answer, others, reasoning, toolCalls, recognised } = assembly;
  if (!recognised || !(answer || reasoning || toolCalls.length > 0)) return nothing;
  const answers = others.length > 0 ? [answer, ...others] : answer ? [answer] : [];
  return html`<section class="gatepost-assembled" aria-label="Answer">
    <h3>Answer</h3>
    ${reasoning ? html`<details><summary>Reasoning</summary><p class="gatepost-answer-text">${shown(reasoning)}</p></details>` : nothing}
    ${answers.map(
      (text, index) => html`${others.length > 0 ? html`<p class="gatepost-hint">Choice ${index + 1}</p>` : nothing}
        <div class="gatepost-answer" tabindex="0" data-running=${running}>
          <p class="gatepost-answer-text">${shown(text)}</p>
        </div>`,
    )}
    ${toolCalls.map(
      call => html`<p class="gatepost-tool-call">calls <code>${call.name}</code></p>
        <pre tabindex="0">${shown(call.arguments)}</pre>`,
    )}
  </section>`;
}

// A text that runs on for ever is shown by its end, where it grows.
function shown(text: string): string {
  return text.length > LONGEST ? `… ${text.slice(-LONGEST)}` : text;
}
