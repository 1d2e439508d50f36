"""Long bodies are cut, and stay JSON that its schema knows."""

import json

from gatepost.model.gateway import Gateway
from gatepost.model.schema import NamedSchema, Property, Schema, SchemaRef
from gatepost.render.samples.json_text import pretty
from gatepost.render.samples.shorten import LIMIT, essential, resolve, shortened

ITEM = Schema(properties=(Property(name="id", schema=Schema(), required=True), Property(name="note", schema=Schema())))
BASE = Schema(properties=(Property(name="name", schema=Schema(), required=True),))
WHOLE = Schema(
    all_of=(SchemaRef(name="Base"),),
    properties=(
        Property(name="items", schema=Schema(types=("array",), items=SchemaRef(name="Item")), required=True),
        Property(name="extra", schema=Schema()),
    ),
)
GATEWAY = Gateway(
    title="It",
    schemas={
        "Item": NamedSchema(key="Item", name="Item", schema=ITEM),
        "Base": NamedSchema(key="Base", name="Base", schema=BASE),
        "Loop": NamedSchema(key="Loop", name="Loop", schema=Schema(all_of=(SchemaRef(name="Loop"),))),
        "Circle": NamedSchema(key="Circle", name="Circle", schema=SchemaRef(name="Circle")),
    },
)


def test_required_properties_stay_and_arrays_keep_one_item() -> None:
    value = {"name": "n", "extra": "x" * 2000, "items": [{"id": 1, "note": "y"}, {"id": 2}]}
    assert shortened(value, WHOLE, GATEWAY) == {"name": "n", "items": [{"id": 1}]}


def test_without_a_schema_it_is_cut_until_it_fits() -> None:
    value = {f"property{n}": {f"p{m}": "text " * 50 for m in range(20)} for n in range(50)}
    text = pretty(shortened(value, None, GATEWAY))
    assert len(text) <= LIMIT
    assert json.loads(text)


def test_schemas_that_lead_in_circles_end() -> None:
    assert resolve(SchemaRef(name="Circle"), GATEWAY) is None
    assert resolve(SchemaRef(name="Missing"), GATEWAY) is None
    assert shortened({"a": 1}, SchemaRef(name="Loop"), GATEWAY) == {"a": 1}
    assert essential({"a": 1, "b": 2}, SchemaRef(name="Loop"), GATEWAY, ["b"]) == {"b": 2}
