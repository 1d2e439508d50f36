"""Literals read back by the rules of their language give the value; nothing unseen stands in them."""

import ast
import json
import re
import subprocess
from collections.abc import Callable

import pytest

from gatepost.render.samples import literals
from gatepost.render.samples.marks import CLASSES, END, SLOT, strip

Quote = Callable[[str], str]

NAMED = {"n": "\n", "r": "\r", "t": "\t"}
EVERY = "".join(map(chr, (*range(0x180), 0x2028, 0x202E, 0xFDD0, 0xFEFF, 0xFFFD, 0x1F680, 0x10FFFF)))


def _unescaped(text: str, unicode: str, octal: bool = False, quoted: str = "\"\\'$#") -> str:
    """Read what stands between the quotes: named escapes, quoted characters and one form of Unicode escape."""

    def one(match: re.Match[str]) -> str:
        escape = match[1]
        if escape in NAMED or escape in quoted:
            return NAMED.get(escape, escape)
        assert octal or escape[0] in "uUx", f"no such escape: {match[0]}"
        return chr(int(escape, 8) if escape[0].isdigit() else int(escape.strip("uUx{}"), 16))

    octals = "[0-3][0-7]{2}|" if octal else ""
    assert re.fullmatch(rf'(?:[^"\\\n\r]|\\(?:{octals}{unicode}|.))*', text), text
    return re.sub(rf"\\({octals}{unicode}|.)", one, text)


def _go(literal: str) -> str:
    if literal.startswith("`"):
        assert "`" not in literal[1:-1] and "\r" not in literal
        return literal[1:-1]
    return _unescaped(literal[1:-1], "u[0-9a-f]{4}|U[0-9a-f]{8}", quoted='"\\')


def _java(literal: str) -> str:
    # Unicode escapes are read first (JLS 3.3): a backslash after an odd number of others does not start one.
    assert not re.search(r"(?<!\\)(\\\\)*\\u00", literal), "an early Unicode escape would become syntax"
    text = _unescaped(literal[1:-1], "u[0-9a-f]{4}", octal=True, quoted='"\\')
    return text.encode("utf-16", "surrogatepass").decode("utf-16")


def _csharp(literal: str) -> str:
    return _unescaped(literal[1:-1], "u[0-9a-f]{4}|U[0-9a-f]{8}", quoted='"\\')


def _php(literal: str) -> str:
    if literal.startswith("'"):
        assert re.fullmatch(r"'(?:[^'\\]|\\['\\])*'", literal)
        return re.sub(r"\\(['\\])", r"\1", literal[1:-1])
    assert not re.search(r"(?<!\\)(\\\\)*\$", literal), "a variable"
    return _unescaped(literal[1:-1], "u\\{[0-9a-f]+\\}", quoted='"\\$')


def _ruby(literal: str) -> str:
    assert not re.search(r"(?<!\\)(\\\\)*#[{$@]", literal), "an interpolation"
    return _unescaped(literal[1:-1], "u\\{[0-9a-f]+\\}", quoted='"\\#')


def _javascript(literal: str) -> str:
    return _unescaped(literal[1:-1], "x[0-9a-f]{2}|u[0-9a-f]{4}|u\\{[0-9a-f]+\\}", quoted='"\\')


READERS: list[tuple[Quote, Callable[[str], str]]] = [
    (literals.python, ast.literal_eval),
    (literals.javascript, _javascript),
    (literals.go, _go),
    (literals.java, _java),
    (literals.csharp, _csharp),
    (literals.php, _php),
    (literals.ruby, _ruby),
]


@pytest.mark.parametrize(("quote", "read"), READERS, ids=lambda function: function.__name__)
def test_a_literal_reads_back(quote: Quote, read: Callable[[str], str], nasty: tuple[str, ...]) -> None:
    for value in (*nasty, *EVERY, EVERY, "", "\\", "\\\\u0022", '"', "'", "`", "#{", "#$x", "{$x}", "$", "#"):
        literal = quote(value)
        assert read(literal) == value
        assert all(c.isprintable() or c in "\n\t" for c in literal)


def test_a_shell_reads_its_words_back(nasty: tuple[str, ...]) -> None:
    values = [value.replace("\0", "") for value in (*nasty, EVERY, "", "-", "plain", "~", "a=b", "!!")]
    script = "printf '%s\\0' " + " ".join(map(literals.shell, values))
    done = subprocess.run(["bash", "-c", script], capture_output=True, check=True)
    assert done.stdout.decode().split("\0")[:-1] == values


def test_a_shell_word_is_bare_only_where_nothing_in_it_has_a_meaning() -> None:
    assert literals.shell("https://a.example/b/c-d_e.f") == "https://a.example/b/c-d_e.f"
    assert literals.shell("a?b") == "'a?b'"
    assert literals.shell("it's") == "'it'\\''s'"


def test_java_text_blocks_keep_lines_and_backslashes() -> None:
    block = literals.java_block('{\n  "a": "\\"\\n"\n}', "    ")
    assert block == '"""\n    {\n      "a": "\\\\"\\\\n"\n    }"""'


def test_csharp_raw_strings_grow_their_fence() -> None:
    assert literals.csharp_raw('{\n"a": """"\n}', "").splitlines()[0] == '"' * 5


def test_python_literals_hold_any_json(nasty: tuple[str, ...]) -> None:
    value = {"a": [1, -2.5, True, False, None, {}, []], "deep": {text: [text, {"b": text}] for text in nasty}}
    marked = literals.literal(value, literals.PYTHON, "    ")
    assert ast.literal_eval(strip(marked)) == value
    assert marked.count(END) == sum(marked.count(mark) for mark in CLASSES)
    assert SLOT not in marked


def test_javascript_literals_do_not_set_a_prototype() -> None:
    marked = strip(literals.literal({"__proto__": 1, "a-b": 2, "plain": 3}, literals.JAVASCRIPT))
    assert marked == '{ ["__proto__"]: 1, "a-b": 2, plain: 3 }'


def test_javascript_literals_of_text_are_json_where_json_has_the_escape() -> None:
    assert json.loads(literals.javascript('a"\\\n\tb')) == 'a"\\\n\tb'
