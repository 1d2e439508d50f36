"""Names that guides use for parts of the contract, turned into pages and anchors."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import quote

from gatepost.model.address import Address
from gatepost.model.nearest import suggestion
from gatepost.model.page import Outline
from gatepost.model.target import Target

KINDS = ("operation", "webhook", "schema", "tool", "prompt", "resource", "mcp", "group", "security", "term")
"""What can be linked to; a target is `kind:name`, with `.field` or `#anchor` behind the name for a part.

`@label` behind a name stands for the page of another version.
"""
PARTS = {
    "operation": ("{}", "body-{}", "query-{}", "path-{}", "header-{}", "cookie-{}", "response-{}"),
    "webhook": ("{}", "body-{}"),
    "schema": ("property-{}", "{}"),
    "tool": ("{}", "arguments-{}", "result-{}"),
}
"""The anchors that a part may have on a page, by kind of the page; the first that is there counts."""
METHOD_AND_PATH = re.compile(r"(?:GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|QUERY) /\S*$")
_VARIABLE = re.compile(r"\{[^}]*\}")
Anchors = Callable[[str], Iterable[str]]


class UnknownTargetError(LookupError):
    """A target leads nowhere, or to several places; the message says what may have been meant."""


class Targets:
    """Everything that guides can link to.

    `outlines` are the pages, `ids` addresses by operationId (of another version by `id@label`), `anchors` returns the
    ids on the page with a path; pages are only looked into for links to parts of them. `terms` are those of the
    glossary by spelling in lower case.
    """

    def __init__(
        self,
        outlines: Iterable[Outline],
        ids: Mapping[str, tuple[str, ...]],
        anchors: Anchors,
        terms: Mapping[str, Target] | None = None,
    ) -> None:
        self._pages = {outline.address: outline for outline in outlines}
        self._ids, self._anchors = ids, anchors
        self._terms = terms or {}

    def find(self, text: str) -> Target:
        """Return what `kind:name` or `METHOD /path` names. Raises UnknownTargetError with the nearest names."""
        kind, _, name = ("operation", "", text) if METHOD_AND_PATH.match(text) else text.partition(":")
        if kind == "term":
            return self._term(name)
        if kind == "security":
            return self._scheme(name)
        name, _, anchor = name.partition("#")
        for whole, part in _cuts(name):
            if outline := self._page(kind, whole):
                part = anchor or part
                return self._part(outline, part, whole) if part else self._target(outline)
        names = (one for one in self._names(kind) if "@" in name or "@" not in one)
        raise UnknownTargetError(f"there is no {_words(kind)} `{name}`." + suggestion(name, names))

    def names(self, kind: str) -> tuple[str, ...]:
        """Return every name of a kind in the current version, as a writer would write it."""
        return tuple(one for one in self._names(kind) if "@" not in one)

    @cached_property
    def basis(self) -> str:
        """Everything that a link without a part depends on, as text: the same exactly when all links are."""
        pages = "\0".join(f"{o.address}>{o.path}>{o.title}" for o in self._pages.values())
        return f"{pages}\0{self._ids}\0{sorted((name, t.path, t.anchor) for name, t in self._terms.items())}"

    def _page(self, kind: str, name: str) -> Outline | None:
        """Return the page of one name. Raises UnknownTargetError for a name of several."""
        if outline := self._pages.get(Address(kind, name)):
            return outline
        found = self._by_id(kind, name) or self._by_loose_name(kind, name)
        if len(found) > 1:
            several = ", ".join(f"`{outline.address}`" for outline in found[:4])
            raise UnknownTargetError(f"`{kind}:{name}` is ambiguous: write one of {several}.")
        return found[0] if found else None

    def _by_id(self, kind: str, name: str) -> list[Outline]:
        if kind not in ("operation", "webhook"):
            return []
        if found := self._with_id(kind, name):
            return found
        # An id of the current version, for an operation that is at the same path in the other one.
        name, at, version = name.partition("@")
        places = [Address(kind, f"{one.name}{at}{version}") for one in self._identified(kind, name)] if at else []
        return [self._pages[place] for place in places if place in self._pages]

    def _with_id(self, kind: str, name: str) -> list[Outline]:
        return [self._pages[one] for one in self._identified(kind, name) if one in self._pages]

    def _identified(self, kind: str, name: str) -> list[Address]:
        scope, _, own = name.rpartition(":")
        named = (*self._ids.get(name, ()), *(self._ids.get(own, ()) if scope else ()))
        addresses = [Address.parse(one) for one in named]
        return [
            one for one in addresses if one.kind == kind and (name in self._ids or one.name.startswith(f"{scope}:"))
        ]

    def _by_loose_name(self, kind: str, name: str) -> list[Outline]:
        """Return pages whose name is this but for the id before it, or for the names of path parameters."""
        return self._loose.get((kind, _VARIABLE.sub("{}", name)), [])

    @cached_property
    def _loose(self) -> Mapping[tuple[str, str], list[Outline]]:
        found: dict[tuple[str, str], list[Outline]] = {}
        for address, outline in self._pages.items():
            for name in _loose_names(address):
                found.setdefault((address.kind, name), []).append(outline)
        return found

    def _target(self, outline: Outline) -> Target:
        kind = outline.address.kind
        hint = outline.address.name if kind in ("operation", "webhook") else ""
        return Target(address=outline.address, path=outline.path, title=outline.title, hint=hint)

    def _part(self, outline: Outline, part: str, name: str) -> Target:
        anchors = tuple(self._anchors(outline.path))
        forms = [form.format(part) for form in PARTS.get(outline.kind, ("{}",))]
        found = next(
            (form for form in (*forms, *(quote(form, safe="~+.*@:") for form in forms)) if form in anchors), ""
        )
        if not found:
            parts = dict.fromkeys(anchor.partition("-")[2] or anchor for anchor in anchors)
            raise UnknownTargetError(f"`{name}` has no `{part}`." + suggestion(part, parts))
        address = Address(outline.address.kind, outline.address.name, part)
        shown = f"{name}.{part}" if outline.kind == "schema" else part
        return Target(address=address, path=outline.path, anchor=found, title=shown, is_code=True)

    def _scheme(self, name: str) -> Target:
        outline = self._pages.get(Address("index", "authentication"))
        anchors = tuple(self._anchors(outline.path)) if outline else ()
        for anchor in anchors:
            if outline and _bare(anchor) == _bare(name):
                return Target(address=Address("security", name), path=outline.path, anchor=anchor, title=name)
        raise UnknownTargetError(f"there is no security scheme `{name}`." + suggestion(name, anchors))

    def _term(self, name: str) -> Target:
        if found := self._terms.get(" ".join(name.lower().split())):
            return found
        titles = dict.fromkeys(target.title for target in self._terms.values())
        raise UnknownTargetError(f"the glossary has no term `{name}`." + suggestion(name, titles))

    def _names(self, kind: str) -> Iterator[str]:
        if kind == "operation":
            yield from self._ids
        for address in self._pages:
            if address.kind == kind and not self._pages[address].version:
                yield address.name


def _cuts(name: str) -> Iterator[tuple[str, str]]:
    """Yield a name whole, then parted at each dot from the right: names of schemas may have dots themselves."""
    yield name, ""
    at = name.rfind(".")
    while at > 0:
        yield name[:at], name[at + 1 :]
        at = name.rfind(".", 0, at)


def _loose_names(address: Address) -> Iterator[str]:
    name = address.name
    if address.kind in ("operation", "webhook"):
        yield _VARIABLE.sub("{}", name)
        if ":" in name.partition(" ")[0]:
            yield _VARIABLE.sub("{}", name.partition(":")[2])
    elif address.kind == "schema" and ":" in name:
        yield name.partition(":")[2]
    elif address.kind in ("tool", "prompt", "resource"):
        yield name.partition("/")[2]


def _words(kind: str) -> str:
    return {"mcp": "MCP server", "group": "group of the reference"}.get(kind, kind)


def _bare(name: str) -> str:
    return "".join(c for c in name.lower() if c.isalnum())
