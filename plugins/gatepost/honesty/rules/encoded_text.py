"""Words in a code that a model can read and a reviewer will not."""

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject

_BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{40,}={0,2}(?![\w+/=-])")
_HEX = re.compile(r"(?<![\w])(?:[0-9a-fA-F]{2}){30,}(?![\w])")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2}){12,}")
_ESCAPES = re.compile(r"(?:\\x[0-9a-fA-F]{2}|\\u00[0-9a-fA-F]{2}|&#x?[0-9a-fA-F]{2,4};){12,}")


class EncodedText(BaseRule):
    """Base64, hexadecimal, percent and backslash escapes that decode to sentences."""

    id = "encoded-text"
    title = "A text has words in an encoding, which a model can read and a reviewer will not."
    severity = "error"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a text."""
        for text in subject.texts:
            if len(text.value) < 36 or text.kind in ("const", "key"):
                continue
            plain = next(_decoded(text.value), "")
            if plain:
                message = f"The {text.kind} has text in it that is encoded. Write it out, or take it out."
                yield self.finding(message, text.address, text.source, plain[:MAX_EXCERPT])


def _decoded(text: str) -> Iterator[str]:
    for match in _HEX.finditer(text):
        yield from _words(bytes.fromhex(match[0]))
    for match in _BASE64.finditer(text):
        yield from _base64(match[0])
    for match in _PERCENT.finditer(text):
        yield from _words(unquote(match[0]).encode())
    for match in _ESCAPES.finditer(text):
        codes = re.findall(r"[0-9a-fA-F]{2,4}(?=;|\\|$)", match[0])
        yield from _words(bytes(int(code, 16 if "x" in match[0] or "u" in match[0] else 10) % 256 for code in codes))


def _base64(text: str) -> Iterator[str]:
    padded = text.rstrip("=")
    padded += "=" * (-len(padded) % 4)
    try:
        content = base64.b64decode(padded.translate(str.maketrans("-_", "+/")), validate=True)
    except binascii.Error:
        return
    yield from _words(content)


def _words(content: bytes) -> Iterator[str]:
    """The text of bytes that read as several words."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return
    if text.isprintable() and len(re.findall(r"[A-Za-z]{2,}", text)) >= 3 and " " in text:
        yield text
