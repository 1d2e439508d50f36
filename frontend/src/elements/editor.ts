import type { PropertyValues } from "lit";
import { Editor } from "../console/editor";
import type { ParsedText } from "../console/json_text";
import type { Schema, SchemaReader } from "../console/schema";
import type { Faults } from "../console/validate";
import { adopt } from "../shared/styles";
import styles from "../styles/console/editor.css";
import { define, LightElement } from "./light";

adopt(styles);

const SECOND_ESCAPE = 2000;

/** A JSON editor that knows the schema of its text; a part of the page that is loaded only where it is opened. */
export class EditorElement extends LightElement {
  static override properties = {
    text: { attribute: false },
    value: { attribute: false },
    reader: { attribute: false },
    schema: { attribute: false },
    faults: { attribute: false },
    mistake: { attribute: false },
    label: {},
  };

  declare text: string;
  /** What the text said when it was last JSON. */
  declare value: unknown;
  declare reader: SchemaReader;
  declare schema: Schema;
  declare faults: Faults;
  declare mistake: Extract<ParsedText, { ok: false }> | undefined;
  declare label: string;
  change: (text: string) => void = () => {};
  #editor: Editor | undefined;
  #escaped = Number.NEGATIVE_INFINITY;

  constructor() {
    super();
    this.label = "JSON";
    this.addEventListener("keydown", this.#keyed);
  }

  /** Take over from a text area: where its cursor is, here it is too. */
  focusAt(from: number, to: number): void {
    void this.updateComplete.then(() => this.#editor?.focusAt(from, to));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#editor?.destroy();
    this.#editor = undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate();
  }

  // The editor draws itself: nothing for lit to render.
  protected override update(changed: PropertyValues): void {
    super.update(changed);
    this.#editor ??= new Editor(this, {
      label: this.label,
      text: this.text,
      typed: text => this.change(text),
      schema: () => [this.reader, this.schema, this.value],
    });
    this.#editor.show(this.text, this.faults, this.mistake);
  }

  // The first Escape gives Tab back to the page, as the hint says; the second is the console's.
  readonly #keyed = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (event.timeStamp - this.#escaped > SECOND_ESCAPE) event.stopPropagation();
    this.#escaped = event.timeStamp;
  };
}

define("gatepost-editor", EditorElement);
