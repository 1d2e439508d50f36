"""The forms that a value may take, and which form of the old version is which of the new."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import UNSET

from gatepost.diff.shape import Shape, Shapes
from gatepost.model.schema import Schema, SchemaLike, SchemaRef


class Form(NamedTuple):
    """One form of a value: what it is called, and what tells it from others that are called the same."""

    name: str
    traits: tuple[object, ...]
    schema: SchemaLike


Pairs = list[tuple[SchemaLike, SchemaLike]]


def forms(variants: Sequence[SchemaLike], shapes: Shapes) -> list[Form]:
    """Return the forms of a value in their order."""
    return [_form(one, shapes) for one in variants]


def paired(old: Sequence[Form], new: Sequence[Form]) -> tuple[Pairs, list[Form], list[Form]]:
    """Return the forms that are in both versions, and those that are in one only.

    Forms of one name are told apart by what they hold, then by their order.
    """
    pairs: Pairs = []
    for names_only in (False, True):
        known: dict[object, list[Form]] = defaultdict(list)
        for form in new:
            known[form.name if names_only else form[:2]].append(form)
        left = []
        for form in old:
            if found := known[form.name if names_only else form[:2]]:
                pairs.append((form.schema, found.pop(0).schema))
            else:
                left.append(form)
        taken = {id(other) for _, other in pairs}
        old, new = left, [form for form in new if id(form.schema) not in taken]
    return pairs, list(old), list(new)


def kind(shape: Shape, shapes: Shapes | None = None) -> str:
    """Return a nameless form of a value in words."""
    if shape.properties:
        return "object with " + ", ".join(sorted(shape.properties)[:3])
    types = " or ".join(sorted(shape.types)) or "anything"
    if shape.items is None or shapes is None:
        return types
    return f"{types} of {shape.items.name if isinstance(shape.items, SchemaRef) else kind(shapes.of(shape.items))}"


def _form(schema: SchemaLike, shapes: Shapes) -> Form:
    if isinstance(schema, SchemaRef):
        return Form(schema.name, (), schema)
    if schema.const is not UNSET:
        return Form(str(schema.const), (), schema)
    shape = shapes.of(schema)
    name = schema.title or _extended(schema) or ", ".join(_said(shape, shapes)) or kind(shape, shapes)
    return Form(name, (shape.title, *sorted(shape.properties)), schema)


def _extended(schema: Schema) -> str:
    """Return the names of the schemas that a form is put together from."""
    named = [part.name for part in schema.all_of if isinstance(part, SchemaRef)]
    return " with ".join(named) if len(named) == len(schema.all_of) else ""


def _said(shape: Shape, shapes: Shapes) -> Iterator[str]:
    """Yield the properties of which a form allows one value only: `type: image`."""
    for name, one in shape.properties.items():
        value = shapes.of(one.schema) if one.required and isinstance(one.schema, Schema) else None
        if value is not None and (value.const is not UNSET or len(value.enum) == 1):
            yield f"{name}: {value.const if value.const is not UNSET else value.enum[0]}"
