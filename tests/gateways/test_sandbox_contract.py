"""The sandbox against descriptions it has never seen, judged by other people's validators."""

import json
import time
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode

from gatepost.sandbox import Sandbox
from gatepost.sandbox.serve import start
from tests.corpus import github, spotify
from tests.unit.sandbox.asgi import KEY, Client
from tests.unit.sandbox.requests_of import filled
from tests.unit.sandbox.things import CHANGE, ERROR, THING, describe, json_of, parameter, response

REF = {"$ref": "#/components/schemas/Thing"}
REFUSED = {
    status: {"description": "", "content": json_of({"$ref": "#/components/schemas/Error"})}
    for status in ("400", "401", "404")
}
SMALL = describe(
    {
        "/things": {
            "get": {
                "operationId": "listThings",
                "parameters": [
                    parameter("limit", "query", {"type": "integer", "minimum": 1, "maximum": 100}),
                    parameter("kind", "query", {"enum": ["a", "b"]}),
                    parameter(
                        "tags", "query", {"type": "array", "items": {"type": "string", "pattern": "^[a-z]{1,5}$"}}
                    ),
                    parameter("X-Trace", "header", {"type": "integer"}),
                ],
                "responses": {"200": response({"type": "array", "items": REF}), **REFUSED},
            },
            "post": {
                "operationId": "createThing",
                "requestBody": {"required": True, "content": json_of(REF)},
                "responses": {"201": response(REF), **REFUSED},
            },
        },
        "/things/{id}": {
            "parameters": [parameter("id", "path", {"type": "string", "minLength": 1})],
            "get": {"operationId": "showThing", "responses": {"200": response(REF), **REFUSED}},
            "patch": {
                "operationId": "changeThing",
                "requestBody": {"required": True, "content": json_of({**CHANGE, "additionalProperties": False})},
                "responses": {"200": response(REF), **REFUSED},
            },
            "delete": {"operationId": "removeThing", "responses": {"204": response(), **REFUSED}},
        },
    },
    security=[{"key": []}],
    components={
        "schemas": {"Thing": {**THING, "additionalProperties": False}, "Error": ERROR},
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
)
METHODS = {"/things": ["GET", "POST"], "/things/{id}": ["GET", "PATCH", "DELETE"]}


def as_2020(node: Any) -> Any:
    """A schema of OpenAPI 3.0 in the words of JSON Schema 2020-12, for the other validator."""
    if isinstance(node, list):
        return [as_2020(one) for one in node]
    if not isinstance(node, dict):
        return node
    made = {
        name: as_2020(one) for name, one in node.items() if name not in ("nullable", "example", "format", "default")
    }
    # Spotify writes some bounds as text.
    made = {name: one for name, one in made.items() if name not in ("minimum", "maximum") or not isinstance(one, str)}
    return {"anyOf": [made, {"type": "null"}]} if node.get("nullable") is True else made


def test_every_operation_of_spotify_answers_a_success_that_its_schema_accepts() -> None:
    raw = json.loads(spotify().read_text())
    call = Client(raw)
    components = as_2020(raw["components"])
    for operation in call.sandbox.operations:
        request = filled(operation)
        answer = call(operation.method, request.target, body=request.body, headers=request.headers)
        assert 200 <= answer.status < 300, f"{operation.name}: {answer.body[:300]!r}"
        declared = operation.responses[str(answer.status)].get("content")
        if not declared:
            assert answer.body == b""
            continue
        schema = as_2020(declared["application/json"]["schema"])
        judge = jsonschema_rs.Draft202012Validator({"allOf": [schema], "components": components})
        faults = [str(fault)[:300] for fault in judge.iter_errors(answer.json)]
        assert not faults, f"{operation.name}: {faults[0]}"


def test_every_operation_of_github_answers_as_declared() -> None:
    call = Client(json.loads(github().read_text()))
    begun = time.process_time()
    for operation in call.sandbox.operations:
        request = filled(operation)
        answer = call(operation.method, request.target, body=request.body, headers=request.headers)
        call.sandbox.reset()
        # The check of the client makes an answer against its contract a 500; some only ever redirect.
        assert answer.status < 400, f"{operation.name}: {answer.status} {answer.body[:300]!r}"
    assert (time.process_time() - begun) / len(call.sandbox.operations) < 0.05


class Key:
    """Presents the key, and lets schemathesis try without it."""

    def get(self, case: Any, context: Any) -> str:
        return KEY["authorization"]

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers["authorization"] = data


@pytest.fixture
def served() -> Iterator[str]:
    running = start(Sandbox(SMALL, pace=0, check=True))
    yield running.url
    running.stop()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "invalid"])
@pytest.mark.parametrize(("path", "method"), [(path, method) for path in SMALL["paths"] for method in METHODS[path]])
def test_schemathesis_finds_no_fault_over_http(served: str, path: str, method: str, mode: GenerationMode) -> None:
    schema = schemathesis.openapi.from_dict(SMALL)
    schema.config.update(base_url=served)
    schema.auth()(Key)
    operation = schema[path][method]
    statuses: set[int] = set()

    @settings(max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case) -> None:
        statuses.add(case.call_and_validate().status_code)

    run()
    # For operations that take any text as an id, the key is all that can be wrong.
    expected = {200, 201, 204} if mode is GenerationMode.POSITIVE else {400, 401, 404, 405}
    assert statuses & expected, statuses
