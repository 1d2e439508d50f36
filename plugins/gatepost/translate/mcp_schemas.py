"""Schemas of one tool: its `$defs`, and what else its references lead to, named for this tool alone."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from gatepost.model.document import Bundle, Document, Target
from gatepost.model.problem import Problem
from gatepost.model.schema import Discriminator, Json, Schema
from gatepost.translate.node import Node, Origin
from gatepost.translate.schemas import Schemas, readable_name

_DEFINITIONS = ("$defs", "definitions")
_BEFORE_2019 = ("draft-03", "draft-04", "draft-06", "draft-07")


class _SchemaBundle(Bundle, frozen=True, eq=False):
    """The file of a schema that stands at `base` in it: references count from there and never leave it."""

    base: str = ""

    def follow(self, reference: str, base: Document) -> Target:
        """Return the target of one `$ref` of the schema. Raises KeyError when it leads nowhere or elsewhere."""
        name, _, fragment = reference.partition("#")
        if name:
            raise KeyError(reference)
        return super().follow(f"#{self.base}{fragment}", base)


class _SchemaOrigin(Origin):
    """The origin of nodes below one schema; problems go to those of the document."""

    __slots__ = ("label",)

    def __init__(self, bundle: Bundle, problems: list[Problem], reported: set[tuple[str, str]], label: str) -> None:
        super().__init__(bundle)
        self.problems, self.reported, self.label = problems, reported, label


def schema_node(holder: Node, key: str, label: str) -> Node:
    """Return the node of the schema under `key` of a tool; `label` names it where it refers to itself as a whole."""
    node = holder.child(key)
    bundle = _SchemaBundle(node.document, {node.document.file: node.document}, base=node.pointer)
    origin = _SchemaOrigin(bundle, node.origin.problems, node.origin.reported, label)
    origin.siblings_of_references = dialect(node.value) not in _BEFORE_2019
    return Node(node.value, node.document, node.pointer, origin)


def dialect(schema: Json) -> str:
    """Return `draft-07`, `2020-12`, … as `$schema` declares it; empty where nothing known is declared.

    >>> dialect({"$schema": "https://json-schema.org/draft/2020-12/schema"})
    '2020-12'
    """
    declared = schema.get("$schema") if isinstance(schema, dict) else None
    if not isinstance(declared, str):
        return ""
    parts = declared.rstrip("#").rstrip("/").removesuffix("/schema").rpartition("/")
    known = parts[0].endswith("json-schema.org") or parts[0].endswith("json-schema.org/draft")
    return parts[2] if known else ""


class ToolSchemas(Schemas):
    """Builds the schemas below `roots`, whose references stay within each root."""

    def __init__(self, roots: Sequence[Node]) -> None:
        self._roots = roots
        super().__init__(roots[0].origin)

    def _declare(self, root: Node) -> dict[str, Node]:
        """Reserve the names under `$defs` of each root; one that both roots declare alike is built once."""
        declared: dict[str, Node] = {}
        for holder in self._roots:
            for keyword in _DEFINITIONS:
                for name, node in holder.entries(keyword):
                    key = name
                    if name in declared and declared[name].value != node.value:
                        key = self._free_name(f"{node.document.file}#{node.pointer}")
                    self._keys[node.document.file, node.pointer] = key
                    self._taken.add(key)
                    declared.setdefault(key, node)
        return declared

    def _free_name(self, reference: str) -> str:
        for root in self._roots:
            prefix = f"{root.document.file}#{root.pointer}"
            if reference == prefix:
                reference = f"#/{root.origin.label if isinstance(root.origin, _SchemaOrigin) else ''}"
            elif reference.startswith(prefix + "/"):
                reference = "#" + reference[len(prefix) :]
        return super()._free_name(reference) if readable_name(reference) else super()._free_name("#/schema")

    def key_of(self, reference: str, node: Node, member: str = "") -> str:
        """Return the key of a reference; the same text leads to another place in another root."""
        origin = node.origin
        base = origin.bundle.base if isinstance(origin.bundle, _SchemaBundle) else ""
        place = (base, reference)
        key = self._references.get(place)
        if key is None:
            key = self._references[place] = self._new_key(reference, node.child(member) if member else node)
        return key

    def _keywords(self, node: Node) -> Schema:
        schema = super()._keywords(node)
        if (schema.one_of or schema.any_of) and schema.discriminator is None:
            name = _told_by(node)
            if name:
                mapping = tuple(self._told_keys(node, name))
                found = Discriminator(property_name=name, mapping=mapping)
                return msgspec.structs.replace(schema, discriminator=found)
        return schema

    def _told_keys(self, node: Node, name: str) -> Iterator[tuple[str, str]]:
        """Yield the constant and the key of each variant that is a reference."""
        for variant, raw in _variants(node):
            if isinstance(variant.get("$ref"), str):
                yield str(_constants(raw)[name]), self.key_of(variant["$ref"], node)


def _told_by(node: Node) -> str:
    """The property that every variant fixes to a text of its own; empty when there is none."""
    found: list[dict[str, Any]] = [_constants(raw) for _, raw in _variants(node)]
    if len(found) < 2:
        return ""
    for name in found[0]:
        values = [constants.get(name) for constants in found]
        if all(isinstance(value, str) for value in values) and len(set(values)) == len(values):
            return name
    return ""


def _variants(node: Node) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield each variant that is not null as written, and as found at the end of its reference."""
    written = node.value.get("oneOf") or node.value.get("anyOf")
    for variant in written if isinstance(written, list) else ():
        if not isinstance(variant, dict):
            yield {}, {}
        elif variant.get("type") != "null":
            yield variant, _followed(variant, node)


def _followed(variant: dict[str, Any], node: Node) -> dict[str, Any]:
    reference = variant.get("$ref")
    if not isinstance(reference, str):
        return variant
    try:
        value = node.origin.bundle.follow(reference, node.document).value
    except KeyError:
        return {}
    return value if isinstance(value, dict) else {}


def _constants(schema: dict[str, Any]) -> dict[str, Any]:
    properties = schema.get("properties")
    found: dict[str, Any] = {}
    for name, item in properties.items() if isinstance(properties, dict) else ():
        if isinstance(item, dict):
            enum = item.get("enum")
            if "const" in item:
                found[name] = item["const"]
            elif isinstance(enum, list) and len(enum) == 1:
                found[name] = enum[0]
    return found
