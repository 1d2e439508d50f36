"""A place in a raw description, read with suspicion: a wrong type is a Problem, never an exception."""

import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from gatepost.model.document import Bundle, Document
from gatepost.model.problem import Problem, Severity
from gatepost.model.schema import Json
from gatepost.model.source import SourceLocation, escape

Specification = Literal["2.0", "3.0", "3.1", "3.2"]

_SAFE_SCHEMES = frozenset({"", "http", "https", "mailto"})
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_IGNORED_BY_BROWSERS = re.compile(r"[\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff]")
_KINDS = {dict: "an object", list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number"}


class Origin:
    """The bundle that is being translated, and the problems found in it so far."""

    __slots__ = ("bundle", "problems", "reported", "siblings_of_references", "specification")

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.specification = bundle.root.specification or _declared_specification(bundle.root.root)
        self.siblings_of_references = self.specification not in ("2.0", "3.0")
        self.problems: list[Problem] = []
        self.reported = {(problem.source.file, problem.source.pointer) for problem in bundle.problems}

    @property
    def root(self) -> "Node":
        """The root of the description."""
        return Node(self.bundle.root.root, self.bundle.root, "", self)

    def key(self, name: str) -> str:
        """Return the key of a name in the gateway: itself, or `id:name` where the description has an id."""
        return f"{self.bundle.id}:{name}" if self.bundle.id else name


class Node(msgspec.Struct, frozen=True, eq=False, gc=False):
    """A value of a description with the document and JSON pointer where it stands.

    `depth` counts the schemas around it.
    """

    value: Json
    document: Document
    pointer: str
    origin: Origin
    depth: int = 0

    @property
    def source(self) -> SourceLocation:
        """The place, in the form that the model carries."""
        return SourceLocation(self.document.file, self.pointer, self.document.lines)

    @property
    def is_reference(self) -> bool:
        """Whether this is an object with a `$ref`."""
        return type(self.value) is dict and "$ref" in self.value

    def report(self, rule: str, message: str, severity: Severity = "warning") -> None:
        """Note a problem at this place."""
        self.origin.problems.append(Problem(rule=rule, severity=severity, message=message, source=self.source))

    def wrong_type(self, expected: str, severity: Severity = "warning") -> None:
        """Note that the value here is of the wrong type and was left out."""
        found = "null" if self.value is None else _KINDS.get(type(self.value), type(self.value).__name__)
        name = self.pointer.rpartition("/")[2] or "the description"
        self.report("wrong-type", f"'{name}' has to be {expected} but is {found}; it was left out.", severity)

    def child(self, key: str | int) -> "Node":
        """Return the node under a key that exists."""
        pointer = f"{self.pointer}/{escape(key) if type(key) is str else key}"
        return Node(self.value[key], self.document, pointer, self.origin, self.depth)

    def get(self, key: str) -> "Node | None":
        """Return the node under a key, or None."""
        value = self.value
        return self.child(key) if type(value) is dict and key in value else None

    def text(self, key: str) -> str:
        """Return the string under a key, `""` when there is none."""
        value = self.value.get(key, "")
        if type(value) is str:
            return value
        self.child(key).wrong_type("a string")
        return ""

    def flag(self, key: str, default: bool = False) -> bool:
        """Return the boolean under a key."""
        value = self.value.get(key, default)
        if type(value) is bool:
            return value
        self.child(key).wrong_type("true or false")
        return default

    def url(self, key: str) -> str:
        """Return the URL under a key; one that a browser could run (`javascript:`) is left out with a problem."""
        value = self.text(key)
        if value and not is_safe_url(value):
            message = f"'{value[:80]}' is not an http, https or mailto URL; it was left out."
            self.child(key).report("unsafe-link", message)
            return ""
        return value

    def object(self, key: str) -> "Node | None":
        """Return the node under a key when it is an object."""
        node = self.get(key)
        if node is None or type(node.value) is dict:
            return node
        node.wrong_type("an object")
        return None

    def entries(self, key: str) -> "Iterator[tuple[str, Node]]":
        """Yield name and node of each member of the object under a key."""
        node = self.object(key)
        return node.members() if node is not None else iter(())

    def named(self, key: str) -> "Iterator[tuple[str, Node]]":
        """Yield name and node of each member of the map under a key, where `x-…` is a name like any other."""
        node = self.object(key)
        for name in node.value if node is not None else ():
            yield str(name), node.child(name)  # type: ignore[union-attr]

    def members(self) -> "Iterator[tuple[str, Node]]":
        """Yield name and node of each member of this object, extensions (`x-…`) left out."""
        for name in self.value:
            if type(name) is not str:
                yield str(name), self.child(name)
            elif not name.startswith("x-"):
                yield name, self.child(name)

    def elements(self, key: str) -> "Iterator[Node]":
        """Yield the node of each item of the list under a key."""
        node = self.get(key)
        if node is None:
            return
        if type(node.value) is not list:
            node.wrong_type("a list")
            return
        for index in range(len(node.value)):
            yield node.child(index)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the strings of the list under a key."""
        found = []
        for node in self.elements(key):
            if type(node.value) is str:
                found.append(node.value)
            else:
                node.wrong_type("a string")
        return tuple(found)

    def follow(self) -> "Node | None":
        """Return this node, or where its chain of `$ref` ends; None, with a problem, when that is no object."""
        node, seen = self, set()
        while node.is_reference:
            place = (node.document.file, node.pointer)
            if place in seen:
                message = "This reference leads back to itself; it was left out."
                self.child("$ref").report("reference-circle", message, "error")
                return None
            seen.add(place)
            target = node.child("$ref").target(node.value["$ref"])
            if target is None:
                return None
            node = target
        if type(node.value) is dict:
            return node
        node.wrong_type("an object", "error")
        return None

    def target(self, reference: Json) -> "Node | None":
        """Return where a reference leads that stands here; None, with a problem, when nothing is there."""
        if type(reference) is not str:
            self.wrong_type("a string", "error")
            return None
        document, fragment = self._document(reference)
        if document is not None and (not fragment or fragment.startswith(("/", "%2F", "%2f"))):
            try:
                found = self.origin.bundle.follow(f"#{fragment}", document)
                return Node(found.value, found.document, found.pointer, self.origin)
            except KeyError:
                pass
        if (self.document.file, self.pointer) not in self.origin.reported:
            message = f"'{reference[:200]}' leads nowhere. Correct it, or add what it names."
            self.report("reference-unresolvable", message, "error")
        return None

    def _document(self, reference: str) -> tuple[Document | None, str]:
        """The document that a reference names, and its fragment; `$self` names (OpenAPI 3.2) are known too."""
        name, _, fragment = reference.partition("#")
        if not name:
            return self.document, fragment
        bundle = self.origin.bundle
        try:
            return bundle.follow(name, self.document).document, fragment
        except KeyError:
            named = (d for d in bundle.documents.values() if type(d.root) is dict and d.root.get("$self") == name)
            return next(named, None), fragment


def is_safe_url(url: str) -> bool:
    """Whether a URL is relative, or of a scheme that only leads somewhere."""
    return url_scheme(url) in _SAFE_SCHEMES


def url_scheme(url: str) -> str:
    """Return the scheme of a URL as a browser finds it, in lower case; empty for a relative one."""
    scheme = _SCHEME.match(_IGNORED_BY_BROWSERS.sub("", url))
    return scheme.group()[:-1].lower() if scheme else ""


def extensions(node: Node) -> dict[str, Any] | None:
    """Return the `x-…` members of an object, None when there are none."""
    found = {name: value for name, value in node.value.items() if type(name) is str and name.startswith("x-")}
    return found or None


def _declared_specification(root: Json) -> str:
    """The version that a description declares, for documents that come without one."""
    if type(root) is not dict:
        return ""
    declared = root.get("openapi", root.get("swagger", ""))
    return str(declared)[:3]
