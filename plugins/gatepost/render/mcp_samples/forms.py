"""What a reader copies, in each era of the protocol."""

import re

import msgspec

from gatepost.render.markup import Markup, text
from gatepost.render.samples.highlight import highlight
from gatepost.render.samples.marks import strip

MODERN_VERSION, LEGACY_VERSION = "2026-07-28", "2025-11-25"
ERAS = {"modern": MODERN_VERSION, "legacy": f"{LEGACY_VERSION} and older"}
"""The eras, with the words on their tabs."""

_JSON = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\b\d[\d.eE+-]*)')


class Form(msgspec.Struct, frozen=True):
    """One way to write a sample; `era` is empty where there is but one way. `text` to copy, `html` to show."""

    era: str
    text: str
    html: Markup

    @property
    def title(self) -> str:
        """The words on its tab."""
        return ERAS.get(self.era, "")


class McpSample(msgspec.Struct, frozen=True):
    """A request in one language."""

    language: str
    title: str
    forms: tuple[Form, ...]


def marked_form(marked: str, lexer: str, era: str = "") -> Form:
    """Return a form from a sample with the marks of `samples/marks.py`."""
    return Form(era, strip(marked), Markup(highlight(marked, lexer)))


def json_form(source: str, era: str = "") -> Form:
    """Return a form from JSON."""
    return Form(era, source, Markup(json_html(source)))


def json_html(source: str) -> str:
    """Return JSON as HTML: names, strings, numbers and constants in Pygments' classes."""
    return _JSON.sub(_token, text(source))


def _token(match: re.Match[str]) -> str:
    string, colon, constant, number = match.groups()
    if string:
        return f"<span class=nt>{string}</span>{colon}" if colon else f"<span class=s>{string}</span>"
    return f"<span class=kc>{constant}</span>" if constant else f"<span class=m>{number}</span>"
