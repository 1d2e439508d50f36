from typing import Any

import pytest

from gatepost.sandbox import Refusal, refusals
from gatepost.sandbox.description import Description, Operation
from gatepost.sandbox.faults import Fault
from tests.unit.sandbox.things import describe, json_of

REFUSAL = Refusal(429, "slow_down", "Too many.", param="rpm")


def operation(responses: dict[str, Any]) -> Operation:
    (found,) = Description(describe({"/": {"get": {"responses": responses}}})).operations()
    return found


def object_of(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "body"),
    [
        (object_of("detail", detail=TEXT), {"detail": "Too many."}),
        (object_of("message", "code", message=TEXT, code={"type": "integer"}), {"message": "Too many.", "code": 429}),
        (object_of("error", error=TEXT), {"error": "Too many."}),
        (object_of("errors", errors={"type": "array", "items": TEXT}), {"errors": ["Too many."]}),
        (
            object_of("errors", errors={"type": "array", "items": object_of("message", message=TEXT)}),
            {"errors": [{"message": "Too many."}]},
        ),
        (
            object_of(
                detail={"type": "array", "items": object_of(loc={"type": "array", "items": TEXT}, msg=TEXT, type=TEXT)}
            ),
            {"detail": [{"loc": ["rpm"], "msg": "Too many.", "type": "rate_limit_error"}]},
        ),
        (
            object_of("status", "message", status={"enum": ["failure"]}, message=TEXT),
            {"status": "failure", "message": "Too many."},
        ),
        ({}, refusals.general(REFUSAL)),
        (object_of(), refusals.general(REFUSAL)),
    ],
)
def test_a_refusal_takes_the_declared_shape(schema: Any, body: Any) -> None:
    for status in ("429", "4XX", "default"):
        answer = refusals.answer(REFUSAL, operation({status: {"content": json_of(schema)}}))
        assert (answer.status, answer.body) == (429, body)


def test_problem_details_are_problem_details() -> None:
    schema = object_of(
        "type", "title", "status", type={"type": "string"}, title=TEXT, status={"type": "integer"}, detail=TEXT
    )
    answer = refusals.answer(REFUSAL, operation({"429": {"content": {"application/problem+json": {"schema": schema}}}}))
    assert answer.media_type == "application/problem+json"
    assert answer.body == {"type": "about:blank", "title": "Too Many Requests", "status": 429, "detail": "Too many."}


@pytest.mark.parametrize(
    ("declared", "status"), [(["200"], 400), (["400", "422"], 400), (["422"], 422), (["default"], 400), (["4XX"], 400)]
)
def test_an_invalid_request_has_the_status_the_operation_declares(declared: list[str], status: int) -> None:
    refusal = refusals.invalid(
        operation({one: {} for one in declared}), [Fault("body /a", "is required"), Fault("b", "x")]
    )
    assert (refusal.status, refusal.message, refusal.param) == (status, "body /a is required (and 1 more)", "/a")


def test_without_an_operation_the_general_shape_is_used() -> None:
    assert refusals.answer(Refusal(404, "c", "m"), None).body == {
        "error": {"message": "m", "type": "not_found_error", "param": None, "code": "c"}
    }
