import { html, nothing, type TemplateResult } from "lit";
import { define, LightElement } from "./light";

/** A disclosure whose content is made when it is first opened. */
export class MoreElement extends LightElement {
  static override properties = { label: {}, content: { attribute: false }, opened: { state: true } };

  declare label: string;
  declare content: () => unknown;
  declare opened: boolean;

  protected override render(): TemplateResult {
    const toggle = (event: Event) => {
      this.opened ||= (event.currentTarget as HTMLDetailsElement).open;
    };
    return html`<details class="gatepost-more" @toggle=${toggle}>
      <summary>${this.label}</summary>
      ${this.opened ? this.content() : nothing}
    </details>`;
  }
}

define("gatepost-more", MoreElement);
