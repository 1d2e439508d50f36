from collections.abc import Callable
from typing import Any

from gatepost.render.context import Context
from gatepost.render.graph import components


def refers(*names: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"$ref": f"#/components/schemas/{name}"} for name in names}}


def test_references_and_circles(context: Callable[..., Context]) -> None:
    graph = context(A=refers("B"), B=refers("C"), C=refers("B"), D=refers("D"), E=refers("A"), F={}).graph
    assert graph.references["A"] == ("B",)
    assert graph.in_circle("B", "C") and graph.in_circle("D", "D")
    assert not any(graph.in_circle(*pair) for pair in ("AB", "BD", "EA", "FF", "AA"))


def test_components_come_children_first() -> None:
    parts = list(components({"a": ("b",), "b": ("c", "d"), "c": ("b",), "d": (), "e": ("a", "e")}))
    assert [sorted(part) for part in parts] == [["d"], ["b", "c"], ["a"], ["e"]]


def test_names_with_quotes_are_found(context: Callable[..., Context]) -> None:
    graph = context(A={"properties": {"x": {"$ref": "#/components/schemas/a%22b"}}}, **{'a"b': {}}).graph
    assert graph.references["A"] == ('a"b',)


def test_an_example_that_looks_like_a_reference_adds_no_unknown_name(context: Callable[..., Context]) -> None:
    graph = context(A={"examples": [{"name": "Nothing", "beside": None}]}).graph
    assert graph.references["A"] == ()


def test_a_digest_changes_with_all_that_a_schema_leads_to(context: Callable[..., Context]) -> None:
    rest = {"B": refers("A"), "C": refers("B", "D"), "D": refers("C"), "E": {}}
    one, other = context(A={"type": "string"}, **rest).graph, context(A={"type": "integer"}, **rest).graph
    assert {key for key in one.digests if one.digests[key] != other.digests[key]} == {"A", "B", "C", "D"}
    assert len(set(one.digests.values())) == 5


def test_a_chain_of_ten_thousand_is_walked(context: Callable[..., Context]) -> None:
    chain = {f"S{n}": refers(f"S{n + 1}") for n in range(10_000)}
    one, other = context(**chain, S10000={}).graph, context(**chain, S10000={"type": "string"}).graph
    assert one.digests["S0"] != other.digests["S0"]
    assert not one.in_circle("S0", "S0")
