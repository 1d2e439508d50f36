import { LitElement } from "lit";

let made = 0;

function nextId(): string {
  made += 1;
  return `gatepost-part-${made}`;
}

/** An element without shadow: the theme's type, colours and tools reach into it. */
export abstract class LightElement extends LitElement {
  /** Prefix of the ids within this element. */
  protected readonly uid = nextId();

  protected override createRenderRoot(): HTMLElement {
    return this;
  }
}

/** Register an element once, whatever number of copies of this chunk a page loads. */
export function define(name: string, element: CustomElementConstructor): void {
  if (!customElements.get(name)) customElements.define(name, element);
}
