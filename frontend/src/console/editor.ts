import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { bracketMatching, foldGutter, foldKeymap, syntaxHighlighting } from "@codemirror/language";
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { Annotation, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, type Rect, tooltips } from "@codemirror/view";
import { HIGHLIGHT, THEME } from "./editor_theme";
import { cursorAt, placesOf } from "./json_places";
import type { ParsedText } from "./json_text";
import type { Schema, SchemaReader } from "./schema";
import { type Suggestion, suggestionsAt } from "./suggest";
import type { Faults } from "./validate";

type Mistake = Extract<ParsedText, { ok: false }> | undefined;

interface Options {
  readonly label: string;
  readonly text: string;
  readonly typed: (text: string) => void;
  /** The schema of the text, what reads it, and the value that the text last had. */
  readonly schema: () => readonly [SchemaReader, Schema, unknown];
}

// Text that comes from the form is not told back to it.
const FROM_OUTSIDE = Annotation.define<boolean>();

/** CodeMirror for JSON with a schema. It lives in a shadow root, whose styles it adopts: a CSP need not allow any. */
export class Editor {
  readonly #view: EditorView;

  constructor(host: HTMLElement, options: Options) {
    const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
    root.replaceChildren();
    this.#view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({ doc: options.text, extensions: extensionsOf(options) }),
    });
  }

  focusAt(from: number, to: number): void {
    const { length } = this.#view.state.doc;
    this.#view.dispatch({ selection: { anchor: Math.min(from, length), head: Math.min(to, length) } });
    this.#view.focus();
  }

  /** Show a text and what is wrong with it; a text that stands there already is left alone, with its cursor. */
  show(text: string, faults: Faults, mistake: Mistake): void {
    const { doc } = this.#view.state;
    if (doc.toString() !== text) {
      this.#view.dispatch({
        changes: { from: 0, to: doc.length, insert: text },
        annotations: FROM_OUTSIDE.of(true),
      });
    }
    const found = mistake ? [mistakeIn(this.#view.state, mistake)] : faultsIn(text, faults);
    this.#view.dispatch(setDiagnostics(this.#view.state, found));
  }

  destroy(): void {
    this.#view.destroy();
  }
}

function extensionsOf(options: Options): readonly Extension[] {
  return [
    json(),
    history(),
    foldGutter(),
    lintGutter(),
    bracketMatching(),
    closeBrackets(),
    syntaxHighlighting(HIGHLIGHT),
    EditorView.lineWrapping,
    EditorState.tabSize.of(2),
    EditorView.contentAttributes.of({ "aria-label": options.label, spellcheck: "false" }),
    tooltips({ position: "absolute", tooltipSpace: spaceOf }),
    autocompletion({
      override: [context => completions(context, options)],
      icons: false,
      // Beside the list the column of the console would cut it off.
      positionInfo: () => ({ style: "top: 100%; left: 0; right: 0" }),
    }),
    keymap.of([
      ...closeBracketsKeymap,
      ...completionKeymap,
      // The console sends on it.
      ...defaultKeymap.filter(binding => binding.key !== "Mod-Enter"),
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorView.updateListener.of(update => {
      const own = !update.transactions.some(transaction => transaction.annotation(FROM_OUTSIDE));
      if (update.docChanged && own) options.typed(update.state.doc.toString());
    }),
    THEME,
  ];
}

// A tooltip that reaches the edge would make the page scroll sideways.
function spaceOf({ dom }: EditorView): Rect {
  const { clientWidth, clientHeight } = dom.ownerDocument.documentElement;
  return { top: 0, left: 4, bottom: clientHeight, right: clientWidth - 4 };
}

function completions(context: CompletionContext, options: Options): CompletionResult | null {
  const source = context.state.doc.toString();
  const cursor = cursorAt(source, context.pos);
  const typed = cursor && cursor.from < context.pos;
  // Without being asked, only where something is being typed or can be: after a brace, a colon, a comma, a quote.
  if (!cursor || !(context.explicit || typed || context.matchBefore(/[{[:,]\s?/))) return null;
  const [reader, schema, value] = options.schema();
  const found = suggestionsAt(reader, schema, value, cursor);
  if (found.length === 0) return null;
  const quoted = source[cursor.from] === '"';
  return {
    from: cursor.from,
    options: found.map(suggestion => optionOf(suggestion, quoted)),
    validFor: /^"?[\w$.-]*$/,
  };
}

function optionOf(suggestion: Suggestion, quoted: boolean): Completion {
  const { label, insert, back, detail, description, required } = suggestion;
  return {
    // What is typed is matched against the label: with the quote that has been typed, if one has.
    label: quoted && !label.startsWith('"') ? `"${label}` : label,
    displayLabel: label,
    detail,
    ...(description ? { info: description } : {}),
    boost: required ? 1 : 0,
    apply: (view, _, from, to) => {
      // What follows the cursor in the same word goes too: the quote that closed itself, at least.
      const end = cursorAt(view.state.doc.toString(), to)?.to ?? to;
      view.dispatch({
        changes: { from, to: Math.max(to, end), insert },
        selection: { anchor: from + insert.length - back },
        userEvent: "input.complete",
      });
    },
  };
}

function faultsIn(text: string, faults: Faults): Diagnostic[] {
  if (faults.size === 0) return [];
  const places = placesOf(text);
  return [...faults].map(([pointer, message]) => {
    const place = places.get(pointer) ?? { from: 0, to: Math.min(1, text.length) };
    return { ...place, message, severity: "warning" as const };
  });
}

function mistakeIn(state: EditorState, { line, column, message }: NonNullable<Mistake>): Diagnostic {
  const found = state.doc.line(Math.min(line, state.doc.lines));
  const from = Math.min(found.from + column - 1, found.to);
  return { from, to: Math.min(from + 1, state.doc.length), message, severity: "error" };
}
