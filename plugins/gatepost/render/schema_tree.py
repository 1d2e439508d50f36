"""Schemas as HTML: lists of fields that open level by level."""

from typing import Protocol

import msgspec

from gatepost.model.schema import EnumValue, Json, Schema, SchemaLike, SchemaRef
from gatepost.render.extent import Extent, Place
from gatepost.render.graph import Graph
from gatepost.render.markup import ANCHOR, code, text
from gatepost.render.prose import line, link, sentence
from gatepost.render.shapes import Row, Shape, Shapes, VariantSet
from gatepost.render.urls import step
from gatepost.render.words import Code, Link, Words, plural, value

FOLDED = 12
"""Enum values above which the list is folded."""
OPENED = 24
"""Rows up to which a whole tree stands open."""
_LONGEST_VALUE = 300


class SchemaUrls(Protocol):
    """Where named schemas stand, seen from the pages that show a tree."""

    def near(self, kind: str, name: str) -> str:
        """Return the link to a schema; empty where it has no place of its own."""

    def place(self, name: str, path: str) -> str:
        """Return the link to a property of a schema at its own place; empty where it has none."""


class SchemaTree:
    """Trees of the schemas of one gateway; what a named schema shows is made once for each depth."""

    def __init__(self, shapes: Shapes, graph: Graph, extent: Extent, urls: SchemaUrls) -> None:
        self._shapes, self._graph, self._extent, self._urls = shapes, graph, extent, urls
        self._phrases: dict[Words, str] = {}
        self._rows: dict[tuple[int, bool], tuple[Row, str, str, bool]] = {}
        self._fragments: dict[tuple[str, int, bool], str] = {}

    def type(self, schema: SchemaLike) -> str:
        """Return the type of a schema in words, as HTML."""
        return self.words(self._shapes.of(schema).type)

    def words(self, words: Words) -> str:
        """Return a phrase as HTML; schemas in it lead to their pages."""
        made = self._phrases.get(words)
        if made is None:
            made = self._phrases[words] = "".join([self._word(word) for word in words])
        return made

    def _word(self, word: str | Link | Code) -> str:
        if isinstance(word, str):
            return text(word)
        if isinstance(word, Code):
            return code(word.text)
        near = self._urls.near("schema", word.key)
        return f'<a href="{near}">{text(word.text)}</a>' if near else text(word.text)

    def facts(self, schema: SchemaLike, lean: bool = False) -> str:
        """Return what is to be said of a value beside its type: constraints, default, permitted values, examples."""
        shape = self._shapes.of(schema)
        inner = self._shapes.content(schema)
        if inner is schema or isinstance(inner, SchemaRef):
            return self._facts(shape, lean)
        below = self._shapes.of(inner)
        each = self._facts(below, lean, "each ") if below.is_leaf and not _is_wrapper(schema) else ""
        return self._facts(shape, lean) + each

    def below(self, schema: SchemaLike, prefix: str, place: Place) -> str:
        """Return the fields below a schema. `prefix` begins the id of each; `place` is what `Extent` allows."""
        return _opened(self._below(schema, prefix, place))

    def page(self, key: str, place: Place) -> str:
        """Return all fields of a named schema for its own page."""
        shape = self._shapes.named(key)
        return _opened(self._level(shape, "property-", place)) if shape is not None else ""

    def _below(self, schema: SchemaLike, prefix: str, place: Place) -> str:
        inner = self._shapes.content(schema)
        if isinstance(inner, SchemaRef):
            if self._graph.in_circle(place.owner, inner.name):
                return ""
            return self._fragment(inner.name, place.depth, place.lean).replace(ANCHOR, prefix)
        shape = self._shapes.of(inner)
        return "" if shape.is_leaf else self._level(shape, prefix, place)

    def _fragment(self, key: str, depth: int, lean: bool) -> str:
        made = self._fragments.get((key, depth, lean))
        if made is None:
            shape = self._shapes.named(key)
            made = self._level(shape, ANCHOR, Place(key, depth, False, lean)) if shape is not None else ""
            self._fragments[key, depth, lean] = made
        return made

    def _level(self, shape: Shape, prefix: str, place: Place) -> str:
        parts = []
        for one in shape.sets:
            if one.origin and one.origin != place.owner and len(shape.sets) > 1:
                near = self._urls.near("schema", one.origin)
                parts.append(f'<p class="gatepost-origin">From <a href="{near}">{text(self._name(one.origin))}</a></p>')
            rows = "".join([self._row(row, prefix, place) for row in one.rows])
            parts.append(f"<dl>{rows}</dl>")
        for variants in shape.variants:
            parts.append(self._variants(variants, prefix, place))
        return "".join(parts)

    def _name(self, key: str) -> str:
        return self._shapes.schemas[key].name

    def _row(self, row: Row, prefix: str, place: Place) -> str:
        made = self._rows.get((id(row), place.lean))
        if made is None:
            made = self._rows[id(row), place.lean] = self._own_row(row, place.lean)
        _, own, head, is_leaf = made
        anchor = prefix + own
        nested = "" if is_leaf else self._nested(row.schema, anchor, place)
        return f'<dt id="{anchor}">{head}{nested}</dd>'

    def _own_row(self, row: Row, lean: bool) -> tuple[Row, str, str, bool]:
        """Return what a row has wherever it stands: its part of anchors, its HTML, whether nothing is below."""
        shape = self._shapes.of(row.schema)
        marks = " <b>required</b>" if row.required else ""
        if shape.flags:
            marks += "".join([f" <i>{flag}</i>" for flag in shape.flags])
        is_wrapper = self._shapes.content(row.schema) is not row.schema
        facts = self.facts(row.schema, lean) if is_wrapper or not _is_silent(shape) else ""
        said = self._said(row.schema, shape)
        head = f"{_label(row)} {self.words(shape.type)}{marks}</dt><dd>{said}{facts}"
        # The row is kept with its HTML, or another one could be given its identity.
        return row, _step(row), head, self._shapes.is_leaf(row.schema)

    def _said(self, schema: SchemaLike, shape: Shape) -> str:
        if not shape.description:
            return ""
        if isinstance(schema, SchemaRef) and (schema.beside is None or not schema.beside.description):
            return text(sentence(shape.description, 120))
        return line(shape.description)

    def _nested(self, schema: SchemaLike, anchor: str, place: Place) -> str:
        inner = self._shapes.content(schema)
        by_reference = isinstance(inner, SchemaRef)
        target = self._shapes.named(inner.name) if isinstance(inner, SchemaRef) else self._shapes.of(inner)
        if target is None or target.is_leaf:
            return ""
        if isinstance(inner, SchemaRef) and self._graph.in_circle(place.owner, inner.name):
            return "<small>recursive</small>"
        if not self._extent.is_shown(schema, place):
            # What has a page of its own is linked to by its type.
            return "" if by_reference else self._cut(target, anchor, place)
        html = self._below(inner, f"{anchor}.", place.across() if by_reference else place.inside())
        return f"<details><summary>{_count(target)}</summary>{html}</details>" if html else ""

    def _cut(self, target: Shape, anchor: str, place: Place) -> str:
        path = anchor[anchor.index(ANCHOR) + 1 :] if ANCHOR in anchor else anchor
        where = self._urls.place(place.owner, path)
        return f'<a href="{where}">{_count(target)}</a>' if where else f"<small>{_count(target)}</small>"

    def _variants(self, one: VariantSet, prefix: str, place: Place) -> str:
        lead = "One of" if one.exactly_one else "Any of"
        told = f", told apart by {code(one.told_by)}" if one.told_by else ""
        parts = [f'<p class="gatepost-variants">{lead} {len(one.variants)} variants{told}</p>']
        for index, variant in enumerate(one.variants):
            inner = self._variant(variant.schema, f"{prefix}~{step(variant.label)}.", place)
            tag = f" {code(variant.tag)}" if variant.tag else ""
            state = " open" if index == 0 and inner else ""
            parts.append(
                f'<details name="{prefix}~"{state}><summary>{text(variant.label)}{tag}</summary>{inner}</details>'
            )
        return "".join(parts)

    def _variant(self, schema: SchemaLike, prefix: str, place: Place) -> str:
        shape = self._shapes.of(schema)
        type_ = self.words(shape.type)
        said = line(shape.description) if shape.description else ""
        below = ""
        if self._extent.is_shown(schema, place):
            by_reference = isinstance(self._shapes.content(schema), SchemaRef)
            below = self._below(schema, prefix, place.across() if by_reference else place.inside())
        return f"<p><em>{type_}</em> {said}</p>{self.facts(schema, place.lean)}{below}"

    def _facts(self, shape: Shape, lean: bool, each: str = "") -> str:
        if _is_silent(shape):
            return ""
        facts = [each + self.words(note) for note in shape.notes]
        if shape.const is not msgspec.UNSET:
            facts.append(f"always {_code(shape.const)}")
        if shape.default is not msgspec.UNSET:
            facts.append(f"default {_code(shape.default)}")
        if shape.examples and not shape.enum and not lean:
            facts.append("example " + ", ".join([_code(example) for example in shape.examples[:3]]))
        if shape.external_docs_url:
            facts.append(link(shape.external_docs_url, "more about it"))
        listed = f"<small>{' · '.join(facts)}</small>" if facts else ""
        return _enum(shape.enum) + listed if shape.enum else listed


def _opened(html: str) -> str:
    """Open the levels of a small tree."""
    return html.replace("<details><summary>", "<details open><summary>") if html.count("<dt") <= OPENED else html


def _is_wrapper(schema: SchemaLike) -> bool:
    """Whether `allOf` and the like of it are merged into its own shape already."""
    return isinstance(schema, Schema) and bool(schema.all_of)


def _is_silent(shape: Shape) -> bool:
    return (
        not shape.enum
        and not shape.notes
        and shape.default is msgspec.UNSET
        and shape.const is msgspec.UNSET
        and not shape.examples
        and not shape.external_docs_url
    )


def _step(row: Row) -> str:
    if row.kind == "property":
        return step(row.name)
    return {"item": f"@{row.name}", "rest": "*"}.get(row.kind) or f"*{step(row.name)}"


def _label(row: Row) -> str:
    if row.kind == "property":
        return code(row.name)
    if row.kind == "item":
        return f"item {text(row.name)}"
    return "any other name" if row.kind == "rest" else f"names like {code(row.name)}"


def _count(shape: Shape) -> str:
    rows = [row.kind for one in shape.sets for row in one.rows]
    if rows:
        unit = "item" if rows[0] == "item" else "property"
        return f"{len(rows)} {unit if len(rows) == 1 else plural(unit)}"
    return f"{sum(len(one.variants) for one in shape.variants)} variants"


def _code(given: Json) -> str:
    words = value(given)
    return code(words if len(words) <= _LONGEST_VALUE else words[: _LONGEST_VALUE - 1] + "…")


def _enum(values: tuple[EnumValue, ...]) -> str:
    if any(item.name or item.description for item in values):
        lines = "".join([f"<li>{_code(item.value)} {text(item.name)} {line(item.description)}</li>" for item in values])
        listed = f"<ul>{lines}</ul>"
        return listed if len(values) <= FOLDED else _folded(len(values), listed)
    listed = " ".join([_code(item.value) for item in values])
    return (
        f"<small>One of {listed}</small>" if len(values) <= FOLDED else _folded(len(values), f"<small>{listed}</small>")
    )


def _folded(count: int, listed: str) -> str:
    return f'<details class="gatepost-enum"><summary>One of {count} values</summary>{listed}</details>'
