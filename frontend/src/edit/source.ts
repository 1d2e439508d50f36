import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { markdown } from "@codemirror/lang-markdown";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { goToNextChunk, unifiedMergeView } from "@codemirror/merge";
import { Annotation, Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const FROM_OUTSIDE = Annotation.define<boolean>();

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.link, tags.url], color: "var(--gatepost-accent)" },
  { tag: tags.monospace, color: "var(--md-code-hl-string-color, inherit)" },
  { tag: [tags.processingInstruction, tags.meta, tags.labelName], color: "var(--gatepost-quiet)" },
]);

const THEME = EditorView.theme({
  "&": { height: "100%", color: "var(--md-default-fg-color, CanvasText)", fontSize: "0.7rem" },
  "&.cm-focused": { outline: "2px solid var(--gatepost-accent)", outlineOffset: "-2px" },
  ".cm-scroller": { fontFamily: "var(--md-code-font-family, monospace)", lineHeight: "1.6", padding: "0.5rem 0" },
  ".cm-content": { caretColor: "var(--md-default-fg-color)", padding: "0 0.6rem" },
  ".cm-changedLine, .cm-insertedLine": { background: "color-mix(in srgb, #2e7d32 14%, transparent)" },
  ".cm-deletedChunk": { background: "color-mix(in srgb, #c62828 12%, transparent)", padding: "0.2rem 0.6rem" },
  ".cm-chunkButtons button": {
    minHeight: "24px",
    margin: "0 0.2rem",
    border: "1px solid var(--gatepost-quiet)",
    borderRadius: "0.2rem",
    background: "var(--md-default-bg-color)",
    color: "var(--md-default-fg-color)",
    cursor: "pointer",
  },
});

interface Options {
  readonly text: string;
  readonly cursor: number;
  readonly label: string;
  readonly typed: (text: string, cursor: number) => void;
  readonly save: () => void;
}

/** CodeMirror for Markdown. Tab leaves it, as it leaves every field. */
export class Source {
  readonly #view: EditorView;
  readonly #merge = new Compartment();

  constructor(host: HTMLElement, options: Options) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    root.replaceChildren();
    const anchor = Math.min(options.cursor, options.text.length);
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: options.text,
        selection: { anchor },
        extensions: [this.#merge.of([]), extensionsOf(options)],
      }),
    });
    // A shadow root hides what fills it from the flex box outside.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":host { display: block; overflow: hidden; }");
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.#view.dispatch({ effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  }

  focus(): void {
    this.#view.focus();
  }

  show(text: string): void {
    const { doc } = this.#view.state;
    if (doc.toString() === text) return;
    this.#view.dispatch({
      changes: { from: 0, to: doc.length, insert: text },
      annotations: FROM_OUTSIDE.of(true),
    });
  }

  /** Show where the text differs from what its file says, each place to be kept or undone; nothing ends it. */
  compare(original: string | undefined): void {
    const differences = original === undefined ? [] : unifiedMergeView({ original, gutter: false });
    this.#view.dispatch({ effects: this.#merge.reconfigure(differences), selection: { anchor: 0 } });
    if (original !== undefined) goToNextChunk(this.#view);
    this.#view.focus();
  }

  /** Put the cursor at the start of a line. */
  goTo(line: number): void {
    const { doc } = this.#view.state;
    const { from } = doc.line(Math.max(1, Math.min(line, doc.lines)));
    this.#view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.#view.focus();
  }

  destroy(): void {
    this.#view.destroy();
  }
}

function saved(options: Options): boolean {
  options.save();
  return true;
}

function extensionsOf(options: Options): Extension {
  return [
    markdown(),
    history(),
    syntaxHighlighting(HIGHLIGHT),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "true" }),
    keymap.of([{ key: "Mod-s", preventDefault: true, run: () => saved(options) }, ...defaultKeymap, ...historyKeymap]),
    EditorView.updateListener.of(update => {
      const own = !update.transactions.some(transaction => transaction.annotation(FROM_OUTSIDE));
      if (update.docChanged && own) options.typed(update.state.doc.toString(), update.state.selection.main.head);
    }),
    THEME,
  ];
}
