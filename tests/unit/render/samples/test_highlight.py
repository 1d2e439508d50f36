"""Highlighting changes nothing but colour."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest

from gatepost.model.document import Bundle, Document
from gatepost.model.gateway import Gateway
from gatepost.model.source import NoLines
from gatepost.render.samples import LANGUAGES, samples
from gatepost.render.samples.highlight import highlight
from gatepost.render.samples.marks import slot, string
from gatepost.translate import translate
from tests import corpus

KNOWN = {"k", "kc", "s", "m", "c", "nf", "nb"}


class _Spans(HTMLParser):
    """Checks that there is nothing but spans, each closed and with a known class."""

    def __init__(self) -> None:
        super().__init__()
        self.open = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag == "span"
        assert [name for name, _ in attributes] == ["class"]
        assert attributes[0][1] in KNOWN
        self.open += 1

    def handle_endtag(self, tag: str) -> None:
        assert tag == "span"
        self.open -= 1
        assert self.open >= 0


def _check(html: str, text: str) -> None:
    spans = _Spans()
    spans.feed(html)
    spans.close()
    assert spans.open == 0
    assert unescape(re.sub(r"</?span[^>]*>", "", html)) == text


def _gateway(path: Any) -> Gateway:
    root = msgspec.json.decode(path.read_bytes())
    document = Document(file=path.name, root=root, lines=NoLines(), digest="", specification=root["openapi"][:3])
    gateway, _ = translate([Bundle(root=document, documents={path.name: document})])
    return gateway


@pytest.mark.parametrize("description", ["spotify", "litellm"])
def test_every_sample_of_a_real_gateway_shows_what_it_copies(description: str) -> None:
    gateway = _gateway(getattr(corpus, description)())
    for operation in gateway.operations:
        for sample in samples(operation, gateway, tuple(LANGUAGES)):
            _check(sample.html, sample.text)
            assert sample.text == sample.text.rstrip("\n")
            assert all(c.isprintable() or c in "\n\t" for c in sample.text)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_hostile_values_stay_text(language: str, gateway: Any, nasty: tuple[str, ...]) -> None:
    it = gateway(method="POST", path="/v1/chat/completions", body={value: value for value in nasty})
    (sample,) = samples(it.operations[0], it, [language])
    _check(sample.html, sample.text)
    assert "<script" not in sample.html


def test_slots_are_filled_into_one_skeleton() -> None:
    first = highlight("print(" + string('"<a>"') + ", " + slot("x") + ", 1)", "python")
    second = highlight("print(" + string('"100%s"') + ", " + slot("y") + ", 1)", "python")
    assert first == ('<span class=nb>print</span>(<span class=s>"&lt;a&gt;"</span>, x, <span class=m>1</span>)')
    assert second == '<span class=nb>print</span>(<span class=s>"100%s"</span>, y, <span class=m>1</span>)'


def test_neighbours_of_one_class_share_a_span() -> None:
    assert highlight("public static int x;", "java") == "<span class=k>public static int</span> x;"


def test_a_percent_sign_outside_slots_stays() -> None:
    assert unescape(re.sub("<[^>]*>", "", highlight(f"a = '%d' % {slot('n')}", "python"))) == "a = '%d' % n"
