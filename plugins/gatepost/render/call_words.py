"""Calls and replies before and after a change as a reader sees them: as HTML, and as Markdown for any host."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any

from jinja2 import Environment

from gatepost.model.change import Change
from gatepost.render.calls import Compared
from gatepost.render.change_words import said, where
from gatepost.render.markup import Markup
from gatepost.render.mcp_samples.forms import json_html
from gatepost.render.samples import LANGUAGES, Sample

NONE = "There is no such call."
_SPAN = re.compile(r"</?span[^>]*>")
_FENCE = re.compile(r"^ {0,3}(`{3,})", re.MULTILINE)


def as_html(changes: Sequence[Change], compared: Compared, versions: tuple[str, str], environment: Environment) -> str:
    """Return changes of one operation or tool with its calls; `versions` are the titles of the old one and the new."""
    sides = [
        (one.language, one.title, *_marked(_code(one.before), _code(one.after), _text(one.before), _text(one.after)))
        for one in compared.samples
    ]
    old, new = compared.reply or ("", "")
    values: dict[str, Any] = {
        "changes": [(one.severity, said(one.message), where(one)) for one in changes],
        "versions": versions,
        "samples": sides,
        "set": "mcp-language" if changes[0].subject.kind == "tool" else "language",
        "reply": _marked(json_html(old), json_html(new), old, new) if compared.reply else (),
        "status": compared.status,
    }
    return environment.get_template("calls.html.jinja").render(values)


def as_markdown(compared: Compared, languages: Sequence[str]) -> str:
    """Return the calls in some languages as fenced code; of a tool in the first of them that it is written in."""
    chosen = [one for one in compared.samples if one.language in languages] or compared.samples[:1]
    parts: list[str] = []
    for one in chosen:
        named = f", {one.title}" if len(chosen) > 1 else ""
        lexer = LANGUAGES[one.language].lexer if one.language in LANGUAGES else "json"
        for side, sample in (("Before", one.before), ("After", one.after)):
            parts.append(f"{side}{named}:" + ("" if sample else f" {NONE[0].lower()}{NONE[1:]}"))
            parts += [_fenced(sample.text, lexer)] if sample else []
    for side, reply in zip(("before", "after"), compared.reply, strict=False):
        parts += [f"Reply {side}:", _fenced(reply, "json")]
    return "\n\n".join(parts)


def _fenced(text: str, lexer: str) -> str:
    longest = max((len(found[1]) for found in _FENCE.finditer(text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{lexer}\n{text}\n{fence}"


def _text(sample: Sample | None) -> str:
    return sample.text if sample else ""


def _code(sample: Sample | None) -> str:
    return sample.html if sample else ""


def _marked(before: str, after: str, old: str, new: str) -> tuple[Markup, Markup]:
    """Return both sides with the lines marked that the other has not."""
    matcher = SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False)
    kept = matcher.get_matching_blocks()
    in_old = {one.a + at for one in kept for at in range(one.size)}
    in_new = {one.b + at for one in kept for at in range(one.size)}
    if not old or not new:
        return Markup(before), Markup(after)
    return Markup("\n".join(_lines(before, in_old))), Markup("\n".join(_lines(after, in_new)))


def _lines(html: str, same: set[int]) -> Iterator[str]:
    """Yield lines of HTML; a span that goes over several is closed and opened again at each of their ends."""
    opened: list[str] = []
    for number, line in enumerate(html.split("\n")):
        whole = "".join(opened) + line
        for tag in _SPAN.findall(line):
            opened = opened[:-1] if tag == "</span>" else [*opened, tag]
        whole += "</span>" * len(opened)
        yield whole if number in same or not line.strip() else f"<mark>{whole}</mark>"
