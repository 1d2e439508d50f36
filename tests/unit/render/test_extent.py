from collections.abc import Callable
from typing import Any

from gatepost.model.schema import SchemaRef
from gatepost.render.context import Context
from gatepost.render.extent import Place


def wide(count: int, *names: str) -> dict[str, Any]:
    own = {f"p{n}": {"type": "string"} for n in range(count)}
    return {"properties": {**own, **{name: {"$ref": f"#/components/schemas/{name}"} for name in names}}}


def test_as_many_levels_as_rows_allow(context: Callable[..., Context]) -> None:
    made = context(A=wide(3, "B"), B=wide(3, "C"), C=wide(3, "D"), D=wide(3))
    top = SchemaRef(name="A")
    assert [made.extent.of(top, budget).depth for budget in (0, 7, 8, 11, 12, 100)] == [0, 0, 1, 1, 2, 3]


def test_rows_are_counted_as_they_are_made(context: Callable[..., Context]) -> None:
    made = context(A=wide(2, "B", "A"), B=wide(4, "A"))
    for depth in range(4):
        place = Place("", depth, only=True)
        html = made.tree.below(SchemaRef(name="A"), "x-", place)
        assert made.extent.rows(SchemaRef(name="A"), place) == html.count("<dt ")


def test_a_dense_graph_stays_small(context: Callable[..., Context]) -> None:
    names = [f"N{n}" for n in range(30)]
    made = context(**{name: wide(0, *names[index + 1 :]) for index, name in enumerate(names)})
    place = made.extent.of(SchemaRef(name="N0"), 60)
    assert made.tree.below(SchemaRef(name="N0"), "x-", place).count("<dt ") <= 60


def test_on_its_own_page_nothing_in_place_is_left_out(context: Callable[..., Context]) -> None:
    deep: dict[str, Any] = {"type": "string"}
    for level in range(10):
        deep = {"type": "object", "properties": {f"l{level}": deep}}
    made = context(Deep=deep)
    assert made.tree.page("Deep", made.extent.of_page("Deep", 1)).count("<dt ") == 10
