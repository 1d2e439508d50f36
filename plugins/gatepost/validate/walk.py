"""One walk over a bundle: every object by kind, every reference with its target."""

from collections import defaultdict
from typing import Any

from gatepost.model.document import Bundle, Document
from gatepost.model.problem import Problem, Severity
from gatepost.model.schema import Json
from gatepost.model.source import SourceLocation, escape
from gatepost.validate.grammar import EVERY_KEY, beside_reference, fields_of, referable

MAX_CHAIN = 64
"""References that lead to references, one after the other, that are followed."""


class Node:
    """An object of a known kind. Its pointer is put together only when somebody asks."""

    __slots__ = ("document", "key", "kind", "parent", "value")

    def __init__(self, kind: str, value: Json, document: Document, key: tuple[str, ...], parent: "Node | None") -> None:
        self.kind = kind
        self.value = value
        self.document = document
        self.key = key
        self.parent = parent

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys from the top of the document."""
        keys, node = self.key, self.parent
        while node:
            keys, node = node.key + keys, node.parent
        return keys

    @property
    def pointer(self) -> str:
        """The JSON pointer."""
        return "".join(f"/{escape(key)}" for key in self.keys)

    def problem(self, rule: str, severity: Severity, message: str, *keys: str | int) -> Problem:
        """Return a problem at this node, or at the node reached from it by `keys`."""
        source = SourceLocation(self.document.file, self.pointer, self.document.lines).child(*keys)
        return Problem(rule=rule, severity=severity, message=message, source=source)


class Walk:
    """All objects of a bundle; each is met once, however many references lead to it.

    `nodes` has them by kind, `references` those that are a Reference Object (kind: what is wanted there),
    `targets` the nodes that references lead to, keyed by the id of the Reference Object.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.specification = bundle.root.specification
        self.nodes: dict[str, list[Node]] = defaultdict(list)
        self.references: list[Node] = []
        self.targets: dict[int, Node] = {}
        self._fields = fields_of(self.specification)
        self._referable = referable(self.specification)
        self._beside = beside_reference(self.specification)
        self._met: dict[int, Node] = {}
        self._visit(Node("description", bundle.root.root, bundle.root, (), None))
        self._follow_references()

    def resolve(self, node: Node) -> Node | None:
        """Return the node at the end of references, the node itself where it is none, None where they lead nowhere."""
        for _ in range(MAX_CHAIN):
            if not _is_reference(node.value):
                return node
            found = self.targets.get(id(node.value)) or self._target(node)
            if found is None:
                return None
            node = found
        return None

    def is_too_long(self, node: Node) -> bool:
        """Whether references lead from a Reference Object to others for longer than anybody follows."""
        return id(node.value) in self.targets and self.resolve(node) is None

    def child(self, node: Node, kind: str, *keys: str | int) -> Node:
        """Return the node below `node` at `keys`, references followed where possible."""
        value: Any = node.value
        for key in keys:
            value = value[key]
        child = Node(kind, value, node.document, tuple(str(key) for key in keys), node)
        return self.resolve(child) or child

    def _visit(self, start: Node) -> None:
        stack = [start]
        met, referable_kinds = self._met, self._referable
        while stack:
            node = stack.pop()
            value = node.value
            if type(value) is not dict or id(value) in met:
                continue
            met[id(value)] = node
            kind = node.kind
            if "$ref" in value and kind in referable_kinds and isinstance(value["$ref"], str):
                self.references.append(node)
                if kind not in self._beside:
                    continue
            self.nodes[kind].append(node)
            if kind in EVERY_KEY:
                child_kind, document = EVERY_KEY[kind], node.document
                children = [
                    Node(child_kind, child, document, (key,), node)
                    for key, child in value.items()
                    if not key.startswith("x-")
                ]
                stack.extend(reversed(children))
            elif kind in self._fields:
                stack.extend(reversed(self._children(node)))

    def _children(self, node: Node) -> list[Node]:
        fields, document = self._fields[node.kind], node.document
        children: list[Node] = []
        for name, child in node.value.items():
            field = fields.get(name)
            if field is None:
                continue
            if type(child) is dict:
                if field.shape == "map":
                    children.extend(
                        Node(field.kind, item, document, (name, key), node)
                        for key, item in child.items()
                        if type(item) is dict
                    )
                elif field.shape == "one":
                    children.append(Node(field.kind, child, document, (name,), node))
            elif type(child) is list and (field.shape == "list" or name == "items"):
                children.extend(
                    Node(field.kind, item, document, (name, str(index)), node) for index, item in enumerate(child)
                )
        return children

    def _follow_references(self) -> None:
        """Find every target; one that lies where the walk did not come by is walked as well."""
        for node in self.references:  # grows while new parts are walked
            target = self._target(node)
            if target is not None:
                known = self._met.get(id(target.value))
                self.targets[id(node.value)] = known or target
                if known is None:
                    self._visit(target)

    def _target(self, node: Node) -> Node | None:
        try:
            target = self.bundle.follow(node.value["$ref"], node.document)
        except KeyError:
            return None
        keys = tuple(token.replace("~1", "/").replace("~0", "~") for token in target.pointer.split("/")[1:])
        return Node(node.kind, target.value, target.document, keys, None)


def _is_reference(value: Json) -> bool:
    return isinstance(value, dict) and isinstance(value.get("$ref"), str)
