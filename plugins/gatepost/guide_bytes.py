"""Guides as bytes of a file: to text, whatever somebody saved them as."""

import codecs

from gatepost.model.problem import Problem
from gatepost.model.source import in_text


def guide_source(content: bytes, file: str) -> tuple[str, Problem | None]:
    """Return what a guide says, with a problem where its file is not UTF-8.

    Marked UTF-16 is read; of anything else, what is not UTF-8 is replaced.
    """
    try:
        return content.decode("utf-8-sig"), None
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
    marked = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    words = "This guide is not UTF-8: readers would miss characters. Save the file as UTF-8."
    problem = Problem(rule="not-text", severity="error", message=words, source=in_text(file, line))
    return content.decode("utf-16" if marked else "utf-8", "replace"), problem
