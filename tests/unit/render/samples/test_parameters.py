"""Values that stand in for parameters."""

from collections.abc import Callable
from typing import Any

import pytest

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example
from gatepost.model.parameter import Parameter
from gatepost.model.schema import EnumValue, NamedSchema, Schema, SchemaRef
from gatepost.render.samples import parameters

Gateways = Callable[..., Gateway]


def _path(gateway: Gateway) -> str:
    operation = gateway.operations[0]
    return parameters.path(operation.path, operation, gateway)


def _in(location: str, name: str = "it", **more: Any) -> Parameter:
    return Parameter(name=name, location=location, style="simple" if location in ("path", "header") else "form", **more)


@pytest.mark.parametrize(
    ("name", "schema", "examples", "expected"),
    [
        ("owner-id", None, (), "OWNER_ID"),
        ("threadId", Schema(types=("string",)), (Example(value="string", generated=True),), "THREAD_ID"),
        ("n", Schema(types=("integer",)), (), "1"),
        ("n", Schema(types=("integer",)), (Example(value=7, generated=True),), "7"),
        ("id", Schema(types=("string",), format="uuid"), (Example(value="0-1", generated=True),), "0-1"),
        ("kind", Schema(types=("string",), enum=(EnumValue(value="a/b"),)), (), "a%2Fb"),
        ("x", Schema(types=("string",), default="d", examples=("e",)), (), "e"),
        ("x", Schema(types=("string",), default="d"), (Example(value="declared"),), "declared"),
        ("x", SchemaRef(name="Named"), (), "from-there"),
        ("x", SchemaRef(name="Circle"), (), "X"),
        ("x", None, (Example(value=".."),), "X"),
        ("x", None, (Example(value=""),), "X"),
        ("日本", None, (), "%E6%97%A5%E6%9C%AC"),
    ],
)
def test_path_values(gateway: Gateways, name: str, schema: Any, examples: tuple[Example, ...], expected: str) -> None:
    parameter = _in("path", name, required=True, schema=schema, examples=examples)
    it = gateway(path=f"/a/{{{name}}}/b", parameters=(parameter,))
    named = Schema(types=("string",), default="from-there")
    it.schemas.update(  # type: ignore[attr-defined]
        Named=NamedSchema(key="Named", name="Named", schema=named),
        Circle=NamedSchema(key="Circle", name="Circle", schema=SchemaRef(name="Circle")),
    )
    assert _path(it) == f"/a/{expected}/b"


def test_a_path_parameter_that_is_not_declared_asks_to_be_replaced(gateway: Gateways) -> None:
    assert _path(gateway(path="/a/{what}:run/{}")) == "/a/WHAT:run/VALUE"


def test_a_path_stays_a_path(gateway: Gateways) -> None:
    assert _path(gateway(path="/a b?c#d")) == "/a%20b%3Fc%23d"


def test_required_query_parameters_come_with_a_few_that_have_examples(gateway: Gateways) -> None:
    chosen = gateway(
        parameters=(
            _in("query", "plain"),
            _in("query", "needed", required=True),
            _in("query", "made", examples=(Example(value="x", generated=True),)),
            _in("query", "old", deprecated=True, examples=(Example(value="x"),)),
            *(_in("query", f"e{n}", schema=Schema(examples=(n,))) for n in range(5)),
        )
    )
    pairs = parameters.query(chosen.operations[0], chosen)
    assert [raw for _, _, raw in pairs] == ["needed=NEEDED", "e0=0", "e1=1", "e2=2"]


def test_headers_are_tokens_and_never_those_described_elsewhere(gateway: Gateways) -> None:
    names = ("X-A", "accept", "Content-Type", "Authorization", "bad name", "bad\r\nX-B")
    it = gateway(parameters=tuple(_in("header", name, required=True) for name in names))
    assert parameters.headers(it.operations[0], it) == [("X-A", "X_A")]
