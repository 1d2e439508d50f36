"""Markup that renders to nothing."""

import re
from collections.abc import Iterator

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject

_COMMENT = re.compile(r"<!--(?!\s*(?:-->|/?[\w-]{0,30}\s*-->)).{3,}?(?:-->|\Z)", re.DOTALL)
_MARKDOWN_COMMENT = re.compile(r"^\[[^\]\n]*\]:\s*(?:#|<>)\s*[(\"'].+", re.MULTILINE)
_UNSEEN_ELEMENT = re.compile(
    r"<[a-z][^>]{0,200}\b(?:hidden\b|style\s*=[^>]{0,200}(?:display\s*:\s*none|visibility\s*:\s*hidden"
    r"|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])|color\s*:\s*(?:#fff\b|#ffffff\b|white\b|transparent)))",
    re.IGNORECASE,
)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
_KINDS = (
    (_COMMENT, "an HTML comment"),
    (_MARKDOWN_COMMENT, "a Markdown comment"),
    (_UNSEEN_ELEMENT, "a hidden element"),
)


class HiddenMarkup(BaseRule):
    """HTML comments, Markdown comments, elements styled away; not those shown as code."""

    id = "hidden-markup"
    title = "A text has markup that readers are not shown and a model reads."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text and kind."""
        for text in subject.texts:
            if "<" not in text.value and "]:" not in text.value:
                continue
            shown = _CODE.sub("", text.value)
            for pattern, name in _KINDS:
                match = pattern.search(shown)
                if match:
                    message = f"The {text.kind} has {name} in it, which readers do not see. Take it out."
                    yield self.finding(message, text.address, text.source, match[0][:MAX_EXCERPT])
