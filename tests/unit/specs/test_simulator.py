import json
from typing import Any

import pytest

from tests.unit.specs.postern import behaviour

simulator, tokens = behaviour("simulator"), behaviour("tokens")


def arguments(question: str, **properties: Any) -> dict[str, Any]:
    """What a tool with these required properties is called with."""
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    tool = {"name": "act", "parameters": schema}
    draft = simulator.answer([{"role": "user", "content": question}], [tool], "required")
    return dict(json.loads(draft.tool_calls[0][1]))


QUESTION = 'Send "see you at noon" to Ada Lovelace in 3 copies, urgent'
VALUES = [
    ({"type": "string"}, "see you at noon"),
    ({"type": "integer"}, 3),
    ({"type": "number"}, 3.0),
    ({"type": "boolean"}, True),
    ({"type": "string", "enum": ["calm", "urgent"]}, "urgent"),
    ({"type": "string", "enum": ["red", "blue"]}, "red"),
    ({"const": 7}, 7),
    ({"type": "array", "items": {"type": "integer"}}, [3]),
    ({"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}, {"n": 3}),
    ({}, "see you at noon"),
]


@pytest.mark.parametrize(("schema", "value"), VALUES)
def test_arguments_are_found_in_the_question(schema: dict[str, Any], value: Any) -> None:
    assert arguments(QUESTION, it=schema) == {"it": value}


def test_text_arguments_are_names_or_else_the_longest_word() -> None:
    assert arguments("Write to Ada Lovelace", to={"type": "string"}) == {"to": "Ada Lovelace"}
    assert arguments("find herons", what={"type": "string"}) == {"what": "herons"}
    assert arguments("", what={"type": "string"}) == {"what": ""}


def test_a_schema_without_required_properties_needs_no_arguments() -> None:
    draft = simulator.answer([{"role": "user", "content": "act"}], [{"name": "act"}], "auto")
    assert draft.tool_calls == [("act", "{}")]


@pytest.mark.parametrize("size", range(1, 40))
def test_a_cut_text_has_at_most_the_tokens_allowed(size: int) -> None:
    text, reason = tokens.cut("The heron stands in shallow water.", size, [])
    assert tokens.count(text) <= size
    assert reason == ("stop" if size >= 9 else "length")
