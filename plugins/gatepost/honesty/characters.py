"""Characters that a reader does not see and a model does."""

import re
import unicodedata
from collections.abc import Iterator

import msgspec

_SUSPECT = re.compile(
    "["
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # controls, escape among them
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\ue000-\uf8ff\ud800-\udfff"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
    "]"
)
_ANSI = re.compile(r"(?:\x1b[\[\]()#;?]|\x9b)[0-9;?]*[ -/]*[@-~]?")
_FLAGS = re.compile("\U0001f3f4(?:\U000e0067\U000e0062(?:\U000e0065\U000e006e\U000e0067|\U000e0073\U000e0063\U000e0074"
                    "|\U000e0077\U000e006c\U000e0073))\U000e007f")  # fmt: skip
"""The three flags that Unicode recommends to write with tags: England, Scotland, Wales."""

_JOINERS = "\u200c\u200d"
_MARKS = "\u200e\u200f\u061c"
_ISOLATES = "\u2066\u2067\u2068\u2069"


class Hidden(msgspec.Struct, frozen=True):
    """A run of hidden characters: where it starts and ends in the text, and what it is."""

    start: int
    end: int
    kind: str


def hidden_runs(text: str) -> Iterator[Hidden]:
    """Yield the runs of hidden characters that no writing system or emoji asks for, in order.

    Kinds: `terminal escape`, `Unicode tag`, `zero-width`, `bidirectional control`, `variation selector`,
    `private use`, `control character`, `invisible filler`, `unpaired surrogate`.
    """
    if text.isascii() and text.isprintable():
        return
    spared = [match.span() for match in _FLAGS.finditer(text)]
    start = end = -1
    kind = ""
    for match in _SUSPECT.finditer(text):
        index = match.start()
        if any(first <= index < last for first, last in spared) or _is_wanted(text, index):
            continue
        if index < end:
            continue
        found, stop = _kind(text, index)
        if index == end and found == kind:
            end = stop
            continue
        if start >= 0:
            yield Hidden(start, end, kind)
        start, end, kind = index, stop, found
    if start >= 0:
        yield Hidden(start, end, kind)


def reveal(text: str) -> str:
    """Return the text with each hidden character as a mark, `⟦U+200B⟧`, tags as what they spell: `⟦tags: rm⟧`."""
    parts, position = [], 0
    for run in hidden_runs(text):
        parts += [text[position : run.start], _mark(text[run.start : run.end], run.kind)]
        position = run.end
    return "".join((*parts, text[position:]))


def without_hidden(text: str) -> str:
    """Return the text without its hidden characters, for what is handed on to agents."""
    parts, position = [], 0
    for run in hidden_runs(text):
        parts.append(text[position : run.start])
        position = run.end
    return "".join((*parts, text[position:]))


def _mark(run: str, kind: str) -> str:
    if kind == "Unicode tag":
        spelled = "".join(chr(ord(c) - 0xE0000) if 0xE0020 <= ord(c) < 0xE007F else "" for c in run)
        return f"⟦tags: {spelled[:200]}⟧"
    if kind == "terminal escape":
        return f"⟦ESC{run[1:]}⟧"
    if len(run) > 8:
        return f"⟦U+{ord(run[0]):04X} and {len(run) - 1} more⟧"
    return "".join(f"⟦U+{ord(character):04X}⟧" for character in run)


def _kind(text: str, index: int) -> tuple[str, int]:
    code = ord(text[index])
    if code in (0x1B, 0x9B):
        match = _ANSI.match(text, index)
        return "terminal escape", match.end() if match else index + 1
    for first, last, name in _RANGES:
        if first <= code <= last:
            return name, index + 1
    return "control character" if unicodedata.category(text[index]) == "Cc" else "invisible filler", index + 1


_RANGES = (
    (0x200B, 0x200D, "zero-width"),
    (0xFEFF, 0xFEFF, "zero-width"),
    (0x2060, 0x2064, "zero-width"),
    (0x200E, 0x200F, "bidirectional control"),
    (0x061C, 0x061C, "bidirectional control"),
    (0x202A, 0x202E, "bidirectional control"),
    (0x2066, 0x2069, "bidirectional control"),
    (0xFE00, 0xFE0F, "variation selector"),
    (0xE0100, 0xE01EF, "variation selector"),
    (0xE0000, 0xE007F, "Unicode tag"),
    (0xE000, 0xF8FF, "private use"),
    (0xF0000, 0x10FFFF, "private use"),
    (0xD800, 0xDFFF, "unpaired surrogate"),
)


def _is_wanted(text: str, index: int) -> bool:
    """Whether a character does here what it was made for."""
    character = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if character in _JOINERS:
        return _joins(character, text, index)
    if character in _MARKS:
        return _near_right_to_left(text, index)
    if character in _ISOLATES:
        return text.count("\u2069") == sum(map(text.count, _ISOLATES[:3])) and any(map(_is_right_to_left, text))
    if character in "\ufe0e\ufe0f":  # asks for the text or picture form of the symbol before it
        return bool(before) and unicodedata.category(before) in ("So", "Sm", "Po", "Nd", "Sk")
    if 0xFE00 <= ord(character) <= 0xFE0D:
        return bool(before) and unicodedata.category(before) in ("Lo", "Sm")
    if character == "\ufeff":
        return index == 0
    if character == "\u00ad":
        return before.isalpha() and after.isalpha()
    return False


def _joins(character: str, text: str, index: int) -> bool:
    before = text[index - 1 : index].replace("\ufe0f", text[index - 2 : index - 1]) if index else ""
    after = text[index + 1 : index + 2]
    if not before or not after:
        return False
    if character == "\u200d" and unicodedata.category(after) == "So":
        return unicodedata.category(before) in ("So", "Sk")
    return _shapes(before) and _shapes(after)


def _shapes(character: str) -> bool:
    """Whether the letter belongs to a script whose letters change shape with their neighbours."""
    name = unicodedata.name(character, "")
    return name.startswith(_SHAPING)


_SHAPING = tuple(
    "ARABIC SYRIAC MANDAIC DEVANAGARI BENGALI GURMUKHI GUJARATI ORIYA TAMIL TELUGU KANNADA MALAYALAM SINHALA"
    " MONGOLIAN KHMER MYANMAR TIBETAN THAANA NKO".split()
)


def _near_right_to_left(text: str, index: int) -> bool:
    return any(map(_is_right_to_left, text[max(0, index - 40) : index + 40]))


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL") and character not in _MARKS
