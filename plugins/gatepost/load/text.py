"""Bytes of a file to UTF-8 without a byte order mark."""

import codecs

from gatepost.load.fault import Fault

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark begins this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def as_utf8(content: bytes) -> bytes:
    """Return the text as UTF-8 bytes: marked UTF-16 and UTF-32 are converted, the rest is taken for UTF-8.

    Raises Fault with the line of a NUL character. Other bytes that are not UTF-8 are left to the parser, which
    reads each byte anyway; `check_utf8` says where the fault lies.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            content = _decoded(content[len(mark) :], encoding).encode()
            break
    nul = content.find(b"\0")
    if nul >= 0:
        raise Fault(
            "not-text",
            "There is a NUL character in the file. Save it as UTF-8 text.",
            line=content.count(b"\n", 0, nul) + 1,
        )
    return content


def check_utf8(content: bytes) -> None:
    """Raise Fault with the line of the first byte that is not UTF-8."""
    _decoded(content, "utf-8")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].decode(encoding, "replace").count("\n") + 1
        raise Fault(
            "not-text",
            f"Byte {error.start} is not {encoding.upper()} ({error.reason}). Save the file as UTF-8.",
            line=line,
        ) from None
