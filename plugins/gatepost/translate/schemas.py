"""Schemas: the inline ones, and the named ones that every `$ref` leads to."""

import hashlib
import posixpath
import re
from collections import deque
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from gatepost.model.problem import Problem
from gatepost.model.schema import Json, NamedSchema, Schema, SchemaLike, SchemaRef
from gatepost.model.source import SourceLocation, unescape
from gatepost.translate.keywords import KEYWORDS, Fields, make_nullable
from gatepost.translate.node import Node, Origin

MAX_DEPTH = 64
"""Schemas within schemas beyond this are cut: no reader follows, and Python's stack is finite."""

_STRUCTURE = frozenset(
    "additionalProperties allOf anyOf callbacks components content definitions examples headers items not oneOf "
    "parameters paths properties requestBodies requestBody responses schema schemas $defs".split()
)
_UNNAMEABLE = re.compile(r"[^\w.-]+")


class Schemas:
    """The schemas of one description: builds them, and gives every target of a `$ref` a name.

    Targets wait in a queue instead of being built where they are met, so that neither cycles nor long chains
    of references nest.
    """

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._waiting: deque[tuple[str, str, Node]] = deque()
        self._built: dict[str, NamedSchema] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._references: dict[tuple[str, str], str] = {}
        self._taken: set[str] = set()
        self._declared = self._declare(origin.root)

    def _declare(self, root: Node) -> dict[str, Node]:
        """Reserve the names of the description's own schemas."""
        parent = root if self._origin.specification == "2.0" else root.object("components")
        entries = parent.entries("definitions" if parent is root else "schemas") if parent else ()
        declared = {}
        for name, node in entries:
            key = self._origin.key(name)
            self._keys[node.document.file, node.pointer] = key
            self._taken.add(name)
            declared[key] = node
        return declared

    def build_all(self) -> None:
        """Build every schema that the description declares, whether something refers to it or not."""
        for key, node in self._declared.items():
            self._await(key, node)
        self._drain()

    def named(self, key: str) -> NamedSchema | None:
        """Return the named schema with this key."""
        self._drain()
        return self._built.get(key)

    def resolve(self, schema: SchemaLike | None) -> Schema | None:
        """Return the schema at the end of references; None where they lead in a circle."""
        seen: set[str] = set()
        while isinstance(schema, SchemaRef):
            found = self.named(schema.name)
            if found is None or schema.name in seen:
                return None
            seen.add(schema.name)
            schema = found.schema
        return schema

    def finished(self) -> Mapping[str, NamedSchema]:
        """Return all named schemas by key: those of the description in its order, then the others as met."""
        self._drain()
        self._break_circles()
        declared = [key for key in self._declared if key in self._built]
        return {key: self._built[key] for key in (*declared, *(k for k in self._built if k not in self._declared))}

    def build(self, node: Node) -> SchemaLike:
        """Return the schema at a node; an empty one, with a problem, when there is none."""
        raw = node.value
        if type(raw) is not dict:
            return self._boolean(node)
        if "$ref" in raw:
            return self._reference(node)
        if node.depth > MAX_DEPTH:
            node.report("nesting-too-deep", f"Schemas nest deeper than {MAX_DEPTH} levels here; the rest was left out.")
            return Schema(source=node.source)
        return self._keywords(node)

    def below(self, node: Node, value: Json, path: str) -> SchemaLike:
        """Return the schema `value` that stands at `path` below the schema at `node`."""
        pointer = f"{node.pointer}/{path}"
        return self.build(Node(value, node.document, pointer, node.origin, node.depth + 1))

    def key_of(self, reference: str, node: Node, member: str = "") -> str:
        """Return the key of the schema that a reference at `node`, or at a member of it, leads to; built later."""
        place = (node.document.file, reference)
        key = self._references.get(place)
        if key is None:
            key = self._references[place] = self._new_key(reference, node.child(member) if member else node)
        return key

    def _keywords(self, node: Node) -> Schema:
        fields: Fields = {}
        raw = node.value
        for keyword, value in raw.items():
            read = KEYWORDS.get(keyword)
            if read is not None:
                read(self, fields, value, node)
            elif keyword[:2] == "x-":
                fields.setdefault("extensions", {})[keyword] = value
        if "nullable" in raw or "x-nullable" in raw:
            make_nullable(fields, node)
        document = node.document
        return Schema(**fields, source=SourceLocation(document.file, node.pointer, document.lines))

    def _boolean(self, node: Node) -> Schema:
        if type(node.value) is bool:
            return Schema(boolean=node.value, source=node.source)
        node.wrong_type("a schema", "error")
        return Schema(source=node.source)

    def _reference(self, node: Node) -> SchemaLike:
        raw = node.value
        reference = raw["$ref"]
        if type(reference) is not str:
            node.child("$ref").wrong_type("a string", "error")
            return Schema(source=node.source)
        key = self.key_of(reference, node, "$ref")
        return SchemaRef(name=key, beside=self._beside(node) if len(raw) > 1 else None, source=node.source)

    def _beside(self, node: Node) -> Schema | None:
        """The keywords beside a `$ref`; before OpenAPI 3.1 they do not count, but a description still helps."""
        raw = {keyword: value for keyword, value in node.value.items() if keyword != "$ref"}
        if not self._origin.siblings_of_references:
            raw = {"description": raw["description"]} if "description" in raw else {}
        return self._keywords(Node(raw, node.document, node.pointer, node.origin, node.depth)) if raw else None

    def _new_key(self, reference: str, node: Node) -> str:
        target = node.target(reference)
        if target is None:
            key = self._origin.key(self._free_name(reference))
            return self._await(key, Node({}, node.document, node.pointer, node.origin))
        place = (target.document.file, target.pointer)
        if place not in self._keys:
            self._keys[place] = self._origin.key(self._free_name(f"{place[0]}#{place[1]}"))
        return self._await(self._keys[place], target)

    def _await(self, key: str, node: Node) -> str:
        if key not in self._built:
            name = key.removeprefix(f"{self._origin.bundle.id}:")
            self._built[key] = NamedSchema(key=key, name=name, schema=Schema(), scope=self._origin.bundle.id)
            self._waiting.append((key, name, node))
        return key

    def _drain(self) -> None:
        scope = self._origin.bundle.id
        while self._waiting:
            key, name, node = self._waiting.popleft()
            schema = self.build(node)
            self._built[key] = NamedSchema(key=key, name=name, schema=schema, scope=scope, source=node.source)

    def _free_name(self, reference: str) -> str:
        """A readable name for a target that has none; a digest of its place tells equal ones apart."""
        name = readable_name(reference)
        if name in self._taken:
            name = f"{name}-{hashlib.blake2b(reference.encode(), digest_size=3).hexdigest()}"
        self._taken.add(name)
        return name

    def _break_circles(self) -> None:
        """Empty the schemas that are nothing but references to one another."""
        sound: set[str] = set()
        for start in list(self._built):
            trail: dict[str, None] = {}
            key = start
            while key not in sound and key not in trail and isinstance(link := self._built[key].schema, SchemaRef):
                trail[key] = None
                key = link.name
            if key in trail:
                self._empty(key)
            sound.update(trail)

    def _empty(self, key: str) -> None:
        named = self._built[key]
        message = f"Schema '{named.name}' is only a reference that leads back to itself. Give it a type or properties."
        self._origin.problems.append(
            Problem(rule="reference-circle", severity="error", message=message, source=named.source.child("$ref"))
        )
        self._built[key] = msgspec.structs.replace(named, schema=Schema(source=named.source))


def readable_name(reference: str) -> str:
    """Return a name for the target of `file#pointer`: its last names, or the file's where it has none.

    >>> readable_name("models.yaml#/components/schemas/User")
    'User'
    >>> readable_name("#/components/schemas/User/properties/address")
    'User.address'
    >>> readable_name("#/components/responses/NotFound/content/application~1json/schema")
    'NotFound'
    """
    file, _, fragment = reference.partition("#")
    names = []
    for token in fragment.split("/")[1:]:
        name = unescape(unquote(token))
        is_media_type = "/" in name and not name.startswith("/")
        if name and name not in _STRUCTURE and not name.isdigit() and not is_media_type:
            names.append(_UNNAMEABLE.sub("-", name).strip("-"))
    stem = posixpath.basename(file).partition(".")[0]
    return ".".join(names)[:80] or stem or "Schema"
