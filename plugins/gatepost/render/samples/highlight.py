"""Pygments, once for each distinct skeleton: thousands of samples share a few dozen."""

from functools import cache
from html import escape
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import STANDARD_TYPES, Comment, Keyword, Name, Number, Operator, String, _TokenType

from gatepost.render.samples.marks import CLASSES, END, SLOT

_PLACEHOLDER = "gatepost_slot"
_SHOWN: tuple[tuple[_TokenType, _TokenType | None], ...] = (
    (String.Symbol, None),
    (String, String),
    (Number, Number),
    (Keyword.Constant, Keyword.Constant),
    (Keyword, Keyword),
    (Operator.Word, Keyword),
    (Comment, Comment),
    (Name.Function, Name.Function),
    (Name.Builtin, Name.Builtin),
)
"""Kinds of token that get a span, and the class they get; finer ones look alike in every theme. The first counts."""


def highlight(marked: str, lexer: str) -> str:
    """Return a marked sample as HTML: spans with Pygments' classes, everything else escaped text."""
    parts = marked.split(SLOT)
    template = _template(SLOT.join(parts[::2]), lexer)
    slots = SLOT.join(parts[1::2])
    if "<" in slots or "&" in slots or ">" in slots:
        slots = escape(slots, quote=False)
    for mark, name in CLASSES.items():
        slots = slots.replace(mark, f"<span class={name}>")
    return template % tuple(slots.replace(END, "</span>").split(SLOT)) if len(parts) > 1 else template % ()


@cache
def _template(skeleton: str, lexer: str) -> str:
    """Return the HTML of a skeleton as a format string with one `%s` for each slot."""
    source = skeleton.replace(SLOT, _PLACEHOLDER)
    html = "".join(_span(name, text) for name, text in _runs(source, lexer))
    return html.replace("%", "%%").replace(_PLACEHOLDER, "%s")


def _span(name: str, text: str) -> str:
    escaped = escape(text, quote=False)
    return f"<span class={name}>{escaped}</span>" if name and text != _PLACEHOLDER else escaped


def _runs(source: str, lexer: str) -> list[tuple[str, str]]:
    """Return neighbours of one class together; space belongs to the class before it when that goes on after it."""
    named = [(_class(kind), text) for kind, text in _lexer(lexer).get_tokens(source)]
    for index in range(1, len(named) - 1):
        if named[index][1].isspace() and named[index - 1][0] == named[index + 1][0]:
            named[index] = (named[index - 1][0], named[index][1])
    return [(name, "".join(text for _, text in run)) for name, run in groupby(named, key=lambda item: item[0])]


@cache
def _lexer(name: str) -> Lexer:
    return get_lexer_by_name(name, stripnl=False, ensurenl=False)


@cache
def _class(kind: _TokenType) -> str:
    shown = next((shown for group, shown in _SHOWN if kind[: len(group)] == group), None)
    return STANDARD_TYPES[shown] if shown is not None else ""
