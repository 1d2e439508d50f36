import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

// Custom properties reach into a shadow root, so the palette of the page is that of the editor, light and dark.
export const THEME = EditorView.theme({
  "&": {
    border: "1px solid var(--gp-edge)",
    borderRadius: "0.2rem",
    background: "var(--md-default-bg-color, Canvas)",
    color: "var(--md-default-fg-color, CanvasText)",
    fontSize: "0.64rem",
  },
  "&.cm-focused": { outline: "2px solid var(--gp-link)", outlineOffset: "1px" },
  ".cm-scroller": {
    minHeight: "8rem",
    maxHeight: "26rem",
    fontFamily: "var(--md-code-font-family, monospace)",
    lineHeight: "1.5",
  },
  ".cm-content": { caretColor: "var(--md-default-fg-color, CanvasText)" },
  ".cm-gutters": { border: "0", background: "transparent", color: "var(--gp-muted)" },
  ".cm-gutter-lint": { width: "0.8rem" },
  ".cm-foldPlaceholder": { border: "0", background: "var(--gp-quiet)", color: "var(--gp-muted)" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--gp-quiet)", outline: "1px solid var(--gp-edge)" },
  ".cm-tooltip": {
    border: "1px solid var(--gp-edge)",
    borderRadius: "0.2rem",
    background: "var(--md-default-bg-color, Canvas)",
    color: "inherit",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "12rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.2rem 0.4rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--gp-link)",
    color: "var(--md-default-bg-color, Canvas)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "700" },
  ".cm-completionDetail": { fontStyle: "normal", opacity: "0.85" },
  ".cm-tooltip.cm-completionInfo": { maxWidth: "16rem", padding: "0.3rem 0.5rem", whiteSpace: "normal" },
  ".cm-diagnostic": { padding: "0.2rem 0.4rem" },
});

/** Colours of JSON: those of the reply beside it. */
export const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.propertyName, fontWeight: "600" },
  { tag: tags.string, color: "var(--gp-good)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--gp-warn)" },
]);
