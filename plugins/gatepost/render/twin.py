"""Markdown twins that hold no HTML: a host may render what an agent reads."""

import re

_CODE = re.compile(
    r"^(?P<fence>```+|~~~+)[^\n`]*\n.*?^(?P=fence)[ \t]*$"  # a block, closed, at the margin
    r"|(?<![\\`])(?P<tick>`+)(?!`)[^\n]+?(?<!`)(?P=tick)(?!`)",  # a span on one line
    re.DOTALL | re.MULTILINE,
)
_OPENING = re.compile(r"<(?=[A-Za-z/!?])")


def inert(markdown: str) -> str:
    """Return Markdown whose raw HTML is text, outside of code.

    Where it is not certain that CommonMark takes something for code (indented fences, spans over several lines),
    it is treated as text: a visible `&lt;` in code is the lesser evil.
    """
    if "<" not in markdown:
        return markdown
    parts, at = [], 0
    for code in _CODE.finditer(markdown):
        parts += [_OPENING.sub("&lt;", markdown[at : code.start()]), code[0]]
        at = code.end()
    return "".join((*parts, _OPENING.sub("&lt;", markdown[at:])))
