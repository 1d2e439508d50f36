"""String literals by the lexical rules of each language, and literals of JSON values."""

import re
from collections.abc import Callable, Mapping

import msgspec

from gatepost.model.schema import Json
from gatepost.render.samples.marks import CONSTANT, END, NUMBER, STRING

_LINE_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WIDTH = 76


def shell(value: str) -> str:
    """Return a word of a POSIX shell, bare where it may be. A NUL cannot be said: it is left out."""
    if re.fullmatch(r"[\w@%+=:,./-]+", value, re.ASCII):
        return value
    if _visible(value, "\n\t"):
        return "'" + value.replace("'", "'\\''") + "'"
    escapes = {**_LINE_ESCAPES, "'": "\\'", "\0": ""}
    return "$'" + _escape(value, escapes, lambda c: "".join(f"\\x{byte:02x}" for byte in c.encode())) + "'"


def python(value: str) -> str:
    """Return a Python string literal."""
    return _double_quoted(value, {}, _python_escape)


def javascript(value: str) -> str:
    """Return a string literal of JavaScript and TypeScript."""
    return _double_quoted(value, {}, _javascript_escape)


def go(value: str) -> str:
    """Return a Go string literal, raw where that reads better."""
    if ("\n" in value or '"' in value or "\\" in value) and "`" not in value and _visible(value, "\n\t"):
        return f"`{value}`"
    return _double_quoted(value, {}, _four_or_eight)


def java(value: str) -> str:
    """Return a Java string literal. Unicode escapes are read before anything else (JLS 3.3): octal below 256."""
    return _double_quoted(value, {}, _java_escape)


def java_block(value: str, indent: str) -> str:
    """Return a text block (JLS 3.10.6) of lines that do not end in space."""
    escaped = value.replace("\\", "\\\\").replace('"""', '\\"""')
    return f'"""\n{_indented(escaped, indent)}"""'


def csharp(value: str) -> str:
    """Return a C# string literal, with escapes of fixed length only."""
    return _double_quoted(value, {}, _four_or_eight)


def csharp_raw(value: str, indent: str) -> str:
    """Return a raw string literal (C# 11) of several lines."""
    fence = '"' * max(3, 1 + max((len(run) for run in re.findall('"+', value)), default=0))
    return f"{fence}\n{_indented(value, indent)}\n{indent}{fence}"


def php(value: str) -> str:
    """Return a PHP string literal, in single quotes where nothing has to be escaped but quotes."""
    if _visible(value, ""):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return _double_quoted(value, {"$": "\\$"}, lambda c: f"\\u{{{ord(c):x}}}")


def php_nowdoc(value: str, indent: str) -> str:
    """Return a nowdoc of JSON, which never has a line that starts with the closing word."""
    return f"<<<'JSON'\n{_indented(value, indent)}\n{indent}JSON"


def ruby_heredoc(value: str) -> str:
    """Return a raw heredoc of JSON, which never has a line of the closing word alone; it ends in a line break."""
    return f"<<~'JSON'\n{_indented(value, '  ')}\nJSON"


def ruby(value: str) -> str:
    """Return a Ruby string literal without interpolation."""
    return _double_quoted(value, {"#": "\\#"} if re.search(r"#[{$@]", value) else {}, lambda c: f"\\u{{{ord(c):x}}}")


def _double_quoted(value: str, also: Mapping[str, str], escape: Callable[[str], str]) -> str:
    if not also and value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
        return f'"{value}"'
    return '"' + _escape(value, {**_LINE_ESCAPES, '"': '\\"', **also}, escape) + '"'


def _escape(value: str, table: Mapping[str, str], escape: Callable[[str], str]) -> str:
    return "".join([table[c] if c in table else c if c.isprintable() else escape(c) for c in value])


def _visible(value: str, but: str) -> bool:
    for character in but:
        value = value.replace(character, "")
    return value.isprintable()


def _indented(value: str, indent: str) -> str:
    return indent + value.replace("\n", "\n" + indent)


def _python_escape(c: str) -> str:
    return f"\\x{ord(c):02x}" if ord(c) < 0x100 else _four_or_eight(c)


def _javascript_escape(c: str) -> str:
    if ord(c) < 0x100:
        return f"\\x{ord(c):02x}"
    return f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\u{{{ord(c):x}}}"


def _java_escape(c: str) -> str:
    if ord(c) < 0x100:
        return f"\\{ord(c):03o}"
    units = c.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def _four_or_eight(c: str) -> str:
    return f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}"


class Notation(msgspec.Struct, frozen=True, kw_only=True):
    """How a language writes the literals of JSON values."""

    quote: Callable[[str], str]
    key: Callable[[str], str]
    true: str
    false: str
    null: str
    indent: str


def _marked(quote: Callable[[str], str]) -> Callable[[str], str]:
    return lambda value: f"{STRING}{quote(value)}{END}"


def _javascript_key(name: str) -> str:
    if name == "__proto__":
        # In an object literal this name, quoted or not, would set the prototype.
        return f'[{STRING}"__proto__"{END}]'
    return name if re.fullmatch(r"[A-Za-z_$][\w$]*", name, re.ASCII) else f"{STRING}{javascript(name)}{END}"


PYTHON = Notation(quote=python, key=_marked(python), true="True", false="False", null="None", indent="    ")
JAVASCRIPT = Notation(quote=javascript, key=_javascript_key, true="true", false="false", null="null", indent="  ")


def literal(value: Json, notation: Notation, indent: str = "") -> str:
    """Return a JSON value as a marked literal; `indent` is that of the line on which it starts."""
    if isinstance(value, str):
        return f"{STRING}{notation.quote(value)}{END}"
    if value is None or value is True or value is False:
        word = notation.null if value is None else notation.true if value else notation.false
        return f"{CONSTANT}{word}{END}"
    if isinstance(value, dict):
        deeper = indent + notation.indent
        items = [f"{notation.key(str(key))}: {literal(item, notation, deeper)}" for key, item in value.items()]
        return container("{", items, "}", indent, deeper, spaced=notation is JAVASCRIPT)
    if isinstance(value, list | tuple):
        deeper = indent + notation.indent
        return container("[", [literal(item, notation, deeper) for item in value], "]", indent, deeper)
    return f"{NUMBER}{value!r}{END}"


def container(start: str, items: list[str], end: str, indent: str, deeper: str, spaced: bool = False) -> str:
    """Return marked items between brackets: on one line where that is short and flat, else one a line."""
    if not items:
        return start + end
    line = ", ".join(items)
    # A literal's marks count as two columns: near enough.
    if len(line) + len(indent) <= _WIDTH and "\n" not in line and "{" not in line:
        return f"{start} {line} {end}" if spaced else f"{start}{line}{end}"
    joined = f",\n{deeper}".join(items)
    return f"{start}\n{deeper}{joined},\n{indent}{end}"
