"""Gateways from trees, references from gateways, and pages read back with an HTML parser."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any

import pytest

from gatepost.model.document import Bundle, Document
from gatepost.model.gateway import Gateway
from gatepost.model.page import Page
from gatepost.model.source import NoLines
from gatepost.render import Reference
from gatepost.render.context import Context
from gatepost.settings import ReferenceSettings
from gatepost.translate import translate

VOID = {"br", "hr", "img", "input", "meta", "link", "wbr"}
PLAIN = ReferenceSettings(samples=())


def gateway_of(id: str = "", **members: Any) -> Gateway:
    root = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **members}
    document = Document("api.json", root, NoLines(), "digest", str(root.get("openapi", ""))[:3])
    return translate([Bundle(document, {"api.json": document}, id=id)])[0]


def operations_of(*names: str, **operation: Any) -> dict[str, Any]:
    """Return paths with these operations, given as `GET /path`."""
    paths: dict[str, Any] = {}
    for name in names:
        method, path = name.split(" ")
        paths.setdefault(path, {})[method.lower()] = {"responses": {"200": {"description": "OK"}}, **operation}
    return paths


class Parsed(HTMLParser):
    """A page as elements: `elements` has tag and attributes of each in order, `text` all its words."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.stack: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)
        self.close()
        self.unbalanced += self.stack

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self.stack or self.stack.pop() != tag:
            self.unbalanced.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())

    def all(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element with this tag."""
        return [attributes for name, attributes in self.elements if name == tag]

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [attributes["href"] for attributes in self.all("a") if "href" in attributes]


@pytest.fixture
def gateway() -> Callable[..., Gateway]:
    """Make a gateway of an OpenAPI 3.1 description with these members at its root."""
    return gateway_of


@pytest.fixture
def context() -> Callable[..., Context]:
    """Make the context of a gateway with these schemas."""

    def make(**schemas: Any) -> Context:
        return Context(gateway_of(components={"schemas": schemas}), PLAIN)

    return make


@pytest.fixture
def reference() -> Callable[..., Reference]:
    """Make the reference of a description with these members at its root, without samples unless asked for."""

    def make(settings: ReferenceSettings = PLAIN, **members: Any) -> Reference:
        return Reference(gateway_of(**members), settings)

    return make


@pytest.fixture
def page(reference: Callable[..., Reference]) -> Callable[..., Page]:
    """Render the page of the first operation of a description with these paths and other members."""

    def make(paths: Mapping[str, Any], settings: ReferenceSettings = PLAIN, **members: Any) -> Page:
        made = reference(settings, paths=paths, **members)
        first = next(outline for outline in made.outlines if outline.kind in ("operation", "webhook"))
        return made.page(first.path)

    return make
