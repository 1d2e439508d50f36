import DOMPurify from "dompurify";
import { Marked } from "marked";

const TAGS =
  "p br hr h3 h4 h5 h6 strong em del code pre blockquote ul ol li a table thead tbody tr th td input span".split(" ");

const marked = new Marked({
  gfm: true,
  renderer: {
    // Tags in a result are words of the server; they are shown, never obeyed.
    html: ({ text }) => escaped(text),
    // A picture from elsewhere would tell its host that it was looked at.
    image: ({ href, text }) => `<span>[picture: ${escaped(text || href)}]</span>`,
    heading({ tokens, depth }) {
      const level = Math.min(depth + 2, 6);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>`;
    },
  },
});

/** Markdown of a stranger as elements: no scripts, no styles, nothing that is loaded, links that open elsewhere. */
export function markdownFragment(source: string): DocumentFragment {
  const fragment = DOMPurify.sanitize(marked.parse(source, { async: false }), {
    ALLOWED_TAGS: TAGS,
    ALLOWED_ATTR: ["href", "start", "type", "checked", "disabled"],
    ALLOWED_URI_REGEXP: /^(https?|mailto):/i,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
  });
  for (const link of fragment.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "nofollow noopener noreferrer";
    // One that led nowhere good has lost its address by now.
    if (!link.hasAttribute("href")) link.replaceWith(...link.childNodes);
  }
  for (const input of fragment.querySelectorAll("input")) {
    input.type = "checkbox";
    input.disabled = true;
  }
  return fragment;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}
