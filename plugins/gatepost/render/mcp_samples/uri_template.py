"""URI templates (RFC 6570), filled as far as values are known."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

_EXPRESSION = re.compile(r"\{([+#./;?&]?)([^{}]*)\}")
_RESERVED = ":/?#[]@!$&'()*+,;="


class _Style(NamedTuple):
    first: str
    between: str
    named: bool = False
    safe: str = ""


_STYLES = {
    "": _Style("", ","),
    "+": _Style("", ",", safe=_RESERVED),
    "#": _Style("#", ",", safe=_RESERVED),
    ".": _Style(".", "."),
    "/": _Style("/", "/"),
    ";": _Style(";", ";", named=True),
    "?": _Style("?", "&", named=True),
    "&": _Style("&", "&", named=True),
}


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return the URI of a template; an expression with a variable that has no value stays as it is.

    >>> filled("repo://{owner}/{+path}{?ref}", {"owner": "a b", "path": "src/x.py"})
    'repo://a%20b/src/x.py{?ref}'
    """
    return _EXPRESSION.sub(lambda found: _expression(found, values), template)


def _expression(found: re.Match[str], values: Mapping[str, str]) -> str:
    style = _STYLES[found[1]]
    parts = []
    for written in found[2].split(","):
        name, _, length = written.removesuffix("*").partition(":")
        if name not in values:
            return found[0]
        value = values[name][: int(length)] if length.isdecimal() else values[name]
        encoded = quote(value, safe=style.safe)
        parts.append(f"{name}={encoded}" if style.named else encoded)
    return style.first + style.between.join(parts)
