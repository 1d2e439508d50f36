"""Two versions of the schemas of a gateway, compared by reference: what a named schema shows is found once."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from gatepost.diff.pairs import ObjectPair, ValuePair
from gatepost.diff.rule import ITEM, Found, SchemaRule
from gatepost.diff.shape import LEAF, LEAF_WITH_WORDS, PLAIN, Opened, Shape, Shapes, is_leaf
from gatepost.diff.types import is_unrelated
from gatepost.diff.variants import forms, kind, paired
from gatepost.diff.words import likeness
from gatepost.model.change import Direction
from gatepost.model.schema import Property, Schema, SchemaLike, SchemaRef

DEEPEST = 60
_PLAIN = attrgetter(*PLAIN, "nullable", "told_by", "additional")
_FLAGS = attrgetter("deprecated", "read_only", "write_only")
_SILENT = {"title", "description"}
_ALLOWED = attrgetter(*(name for name in PLAIN if name not in _SILENT), "nullable", "told_by")
RENAMED = 0.5
"""How alike two names must be for one property to have taken the place of another."""

ValueRules = Sequence[SchemaRule[ValuePair]]
ObjectRules = Sequence[SchemaRule[ObjectPair]]


class SchemaRules(NamedTuple):
    """The rules of values and of the properties of objects."""

    value: ValueRules
    object: ObjectRules


class Located(NamedTuple):
    """What a rule found at a dotted path of property names; `schema` is the key of the named schema it is in."""

    path: str
    rule: SchemaRule[ValuePair] | SchemaRule[ObjectPair]
    found: Found
    schema: str


class Edge(NamedTuple):
    """A place where both versions refer to a named schema."""

    path: str
    old: str
    new: str


class Local(NamedTuple):
    """What differs in a schema itself, and where it leads."""

    located: list[Located]
    edges: list[Edge]


class Schemas:
    """The comparison of schemas in one direction.

    `same` says that a named schema and all it leads to did not change. With `reads_words` descriptions count: they
    are what agents go by.
    """

    def __init__(
        self,
        old: Shapes,
        new: Shapes,
        direction: Direction,
        rules: SchemaRules,
        same: Callable[[str], bool],
        reads_words: bool = False,
    ) -> None:
        self._old, self._new, self._direction, self._rules = old, new, direction, rules
        self._same, self._reads_words = same, reads_words
        self._local: dict[tuple[str, str], Local] = {}
        self._whole: dict[tuple[str, str], list[Located]] = {}
        self._leaf = LEAF_WITH_WORDS if reads_words else LEAF
        self._shapes: dict[int, tuple[SchemaLike, Shape]] = {}

    def compare(self, old: SchemaLike | None, new: SchemaLike | None) -> list[Located]:
        """Return what differs between two schemas and all they lead to, nearest first, each schema once."""
        if old is None or new is None:
            return []
        here = Local([], [])
        self._node(old, new, "", here, "", 0)
        if not here.located and len(here.edges) == 1:
            return self._from(here.edges[0])
        return list(self._reached(here))

    def _from(self, edge: Edge) -> list[Located]:
        key = (edge.old, edge.new)
        if key not in self._whole:
            self._whole[key] = list(self._reached(Local([], [edge._replace(path="")])))
        found = self._whole[key]
        return [one._replace(path=_joined(edge.path, one.path)) for one in found] if edge.path else found

    def _reached(self, start: Local) -> Iterator[Located]:
        yield from start.located
        seen: set[tuple[str, str]] = set()
        level = start.edges
        while level:
            below: list[Edge] = []
            for edge in level:
                if (edge.old, edge.new) in seen or (edge.old == edge.new and self._same(edge.old)):
                    continue
                seen.add((edge.old, edge.new))
                local = self._named(edge.old, edge.new)
                for one in local.located:
                    yield one._replace(path=_joined(edge.path, one.path))
                below += [Edge(_joined(edge.path, one.path), one.old, one.new) for one in local.edges]
            level = below

    def _named(self, old: str, new: str) -> Local:
        if (old, new) not in self._local:
            # Known before it is complete, so that a schema may refer to itself by way of another.
            local = self._local[old, new] = Local([], [])
            self._shaped(self._old.named(old), self._new.named(new), "", local, new, 0)
        return self._local[old, new]

    def _node(self, old: SchemaLike, new: SchemaLike, path: str, local: Local, owner: str, depth: int) -> None:
        if depth > DEEPEST:
            return
        if is_leaf(old) and is_leaf(new) and self._leaf(old) == self._leaf(new):
            return
        one, other = self._old.opened(old), self._new.opened(new)
        if isinstance(one.schema, SchemaRef) and isinstance(other.schema, SchemaRef):
            self._use(one, other, path, local, owner)
            local.edges.append(Edge(path, one.schema.name, other.schema.name))
        else:
            self._shaped(self._old.of(old), self._new.of(new), path, local, owner, depth)

    def _use(self, old: Opened, new: Opened, path: str, local: Local, owner: str) -> None:
        """Compare what is said beside two references."""
        if old.nullable == new.nullable and old.beside is None and new.beside is None:
            return
        one, other = _beside(self._old, old), _beside(self._new, new)
        if _PLAIN(one) != _PLAIN(other):
            self._values(one, other, path, local, owner, (), ())

    def _shaped(self, old: Shape, new: Shape, path: str, local: Local, owner: str, depth: int) -> None:
        added: list[str] = []
        removed: list[str] = []
        pairs: list[tuple[SchemaLike, SchemaLike]] = []
        if old.variants or new.variants:
            pairs, removed, added = self._variants(old, new)
        if added or removed or _PLAIN(old) != _PLAIN(new) or old.is_open != new.is_open:
            self._values(old, new, path, local, owner, added, removed)
        if old.is_open or new.is_open:
            return
        if old.properties or new.properties:
            self._object(old, new, path, local, owner, depth)
        for one, other in pairs:
            self._node(one, other, path, local, owner, depth + 1)
        for one, other, below in _inner(old, new, path):
            self._node(one, other, below, local, owner, depth + 1)

    def _values(
        self, old: Shape, new: Shape, path: str, local: Local, owner: str, added: Sequence[str], removed: Sequence[str]
    ) -> None:
        pair = ValuePair(old, new, self._direction, added, removed, self._reads_words)
        # What bounds text says nothing of what bounds a number.
        unrelated = is_unrelated(old.types, new.types)
        for rule in self._rules.value:
            if unrelated and not rule.says_property:
                continue
            for found in rule.check(pair):
                local.located.append(Located(path, rule, found, owner))

    def _object(self, old: Shape, new: Shape, path: str, local: Local, owner: str, depth: int) -> None:
        pair = self._properties(old, new)
        if pair.added or pair.removed or pair.renamed or any(self._differ(one, other) for one, other in pair.common):
            for rule in self._rules.object:
                for found in rule.check(pair):
                    local.located.append(Located(_joined(path, found.part), rule, found, owner))
        for one, other in chain(pair.common, pair.renamed):
            self._node(one.schema, other.schema, _joined(path, other.name), local, owner, depth + 1)

    def _properties(self, old: Shape, new: Shape) -> ObjectPair:
        travels = self._travels
        removed = [p for name, p in old.properties.items() if name not in new.properties and travels(p, self._old_of)]
        added = [p for name, p in new.properties.items() if name not in old.properties and travels(p, self._new_of)]
        common = [
            (p, new.properties[name])
            for name, p in old.properties.items()
            if name in new.properties
            and (travels(p, self._old_of) or travels(new.properties[name], self._new_of))
        ]  # fmt: skip
        renamed = list(self._renamed(removed, added)) if removed and added else []
        gone, come = {one.name for one, _ in renamed}, {other.name for _, other in renamed}
        return ObjectPair(
            self._direction,
            [one for one in added if one.name not in come],
            [one for one in removed if one.name not in gone],
            renamed,
            common,
            self._old_of,
            self._new_of,
        )

    def _travels(self, one: Property, shape: Callable[[Property], Shape]) -> bool:
        found = _plain(one.schema) or shape(one)
        return not (found.read_only if self._direction == "request" else found.write_only)

    def _renamed(self, removed: list[Property], added: list[Property]) -> Iterator[tuple[Property, Property]]:
        """Pair properties that allow the same under names alike, the likest first, each once.

        Where two could as well be meant, neither is: a rename is said only of what has one candidate.
        """
        rated = sorted(
            ((self._sameness(one, other), one.name, other.name) for one in removed for other in added), reverse=True
        )
        rates = Counter((rate, side, name) for rate, *both in rated for side, name in enumerate(both))
        old, new = {one.name: one for one in removed}, {one.name: one for one in added}
        for rate, name, other_name in rated:
            if rate < RENAMED:
                return
            is_only = rates[rate, 0, name] == rates[rate, 1, other_name] == 1
            if is_only and name in old and other_name in new:
                yield old.pop(name), new.pop(other_name)

    def _sameness(self, one: Property, other: Property) -> float:
        old, new = self._old_of(one), self._new_of(other)
        if _ALLOWED(old) != _ALLOWED(new) or old.properties.keys() != new.properties.keys() or old.is_open:
            return 0.0
        if (old.items is None) != (new.items is None):
            return 0.0
        alike = likeness(one.name, other.name)
        if old.description and new.description:
            said = SequenceMatcher(None, old.description[:200], new.description[:200], autojunk=False).ratio()
            return (alike + said) / 2 if said > 0.6 else alike * 0.6
        return alike

    def _variants(self, old: Shape, new: Shape) -> tuple[list[tuple[SchemaLike, SchemaLike]], list[str], list[str]]:
        """Pair the forms that a value may take; return what is left of both sides as labels."""
        ours, theirs = forms(old.variants, self._old), forms(new.variants, self._new)
        if not ours or not theirs:
            plain = kind(old if not ours else new)
            return (
                [],
                [one.name for one in ours if one.name != plain],
                [one.name for one in theirs if one.name != plain],
            )
        pairs, ours, theirs = paired(ours, theirs)
        if len(ours) == len(theirs) == 1 and pairs:
            (one,), (other,) = ours, theirs
            if self._old.of(one.schema).types == self._new.of(other.schema).types:
                pairs.append((one.schema, other.schema))
                ours, theirs = [], []
        return pairs, [one.name for one in ours], [one.name for one in theirs]

    def _differ(self, one: Property, other: Property) -> bool:
        """Whether there is a difference of which rules of properties speak."""
        if one.required != other.required:
            return True
        old, new = _plain(one.schema) or self._old_of(one), _plain(other.schema) or self._new_of(other)
        return _FLAGS(old) != _FLAGS(new)

    def _old_of(self, one: Property) -> Shape:
        return self._shape(one, self._old)

    def _new_of(self, one: Property) -> Shape:
        return self._shape(one, self._new)

    def _shape(self, one: Property, shapes: Shapes) -> Shape:
        if type(one.schema) is SchemaRef and one.schema.beside is None:
            return shapes.named(one.schema.name)
        known = self._shapes.get(id(one.schema))
        if known is None:
            # Kept with its schema, or another one could be given its identity.
            known = self._shapes[id(one.schema)] = (one.schema, shapes.of(one.schema))
        return known[1]


def _plain(schema: SchemaLike) -> Schema | None:
    """Return a schema that says everything about itself: none that refers, extends or wraps."""
    if isinstance(schema, Schema) and not schema.all_of and not schema.any_of and not schema.one_of:
        return schema
    return None


def _inner(old: Shape, new: Shape, path: str) -> Iterator[tuple[SchemaLike, SchemaLike, str]]:
    """Yield what lies below two values beside named properties and variants."""
    if old.items is not None and new.items is not None:
        yield old.items, new.items, path + ITEM
    for index, (one, other) in enumerate(zip(old.prefix_items, new.prefix_items, strict=False)):
        yield one, other, _joined(path, f"@{index}")
    for name in old.patterns.keys() & new.patterns.keys():
        yield old.patterns[name], new.patterns[name], _joined(path, f"*{name}")
    if not isinstance(old.additional, bool | None) and not isinstance(new.additional, bool | None):
        yield old.additional, new.additional, _joined(path, "*")


def _beside(shapes: Shapes, opened: Opened) -> Shape:
    """Return what is said beside a reference, as a shape without structure."""
    shape = Shape(nullable=opened.nullable, types=frozenset({"as referred to"}))
    beside = opened.beside
    if beside is not None:
        shape.default, shape.description = beside.default, beside.description
        shape.deprecated, shape.read_only, shape.write_only = beside.deprecated, beside.read_only, beside.write_only
    return shape


def _joined(path: str, below: str) -> str:
    if below.startswith(ITEM):
        return path + below
    path = path.rstrip(ITEM) if below else path
    return f"{path}.{below}" if path and below else path or below
