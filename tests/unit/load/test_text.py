import codecs

import pytest

from gatepost.load.fault import Fault
from gatepost.load.text import as_utf8, check_utf8


@pytest.mark.parametrize(
    "content",
    [
        "a: é\r\n".encode(),
        codecs.BOM_UTF8 + "a: é\r\n".encode(),
        codecs.BOM_UTF16_LE + "a: é\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "a: é\r\n".encode("utf-16-be"),
        codecs.BOM_UTF32_LE + "a: é\r\n".encode("utf-32-le"),
        codecs.BOM_UTF32_BE + "a: é\r\n".encode("utf-32-be"),
    ],
)
def test_marked_text_becomes_utf_8(content: bytes) -> None:
    assert as_utf8(content) == "a: é\r\n".encode()


def test_nul_and_broken_bytes_are_faults_with_their_line() -> None:
    with pytest.raises(Fault, match="NUL") as nul:
        as_utf8(b"a: 1\nb: \0")
    with pytest.raises(Fault, match="UTF-8") as broken:
        check_utf8(b"a: 1\nb: \xff")
    with pytest.raises(Fault, match="UTF-16"):
        as_utf8(codecs.BOM_UTF16_LE + b"\x00\xd8")
    assert (nul.value.line, broken.value.line) == (2, 2)
