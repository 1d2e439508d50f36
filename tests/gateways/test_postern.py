"""Postern under uvicorn, called by schemathesis: it answers truthfully to its description."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance

from gatepost.load import load
from gatepost.sandbox import Sandbox
from gatepost.sandbox.behaviour import load_folder
from gatepost.sandbox.serve import start
from gatepost.settings import OpenApiInput

SPECS = Path(__file__).parents[2] / "specs"
DESCRIPTION: dict[str, Any] = load([OpenApiInput(path="postern-2026-11.yaml")], SPECS)[0].root.root
METHODS = ("get", "put", "post", "delete", "patch")
OPERATIONS = [(path, method) for path, item in DESCRIPTION["paths"].items() for method in METHODS if method in item]
STREAMS = {"createChatCompletion", "createResponse"}
"""Their event-stream schema is that of one event's data; schemathesis holds the whole envelope against it."""


class Key:
    """Presents the key that every sandbox accepts."""

    def get(self, case: Any, context: Any) -> str:
        return "Bearer sk-sandbox"

    def set(self, case: Any, data: str, context: Any) -> None:
        case.headers["authorization"] = data


@pytest.fixture(scope="module")
def postern() -> Iterator[str]:
    running = start(Sandbox(DESCRIPTION, behaviours=load_folder(SPECS / "behaviours"), pace=0))
    yield running.url
    running.stop()


@pytest.fixture(scope="module")
def described(postern: str) -> Any:
    schema = schemathesis.openapi.from_dict(DESCRIPTION)
    schema.config.update(base_url=postern)
    schema.auth()(Key)
    return schema


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["valid", "invalid"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation(described: Any, path: str, method: str, mode: GenerationMode) -> None:
    operation = described[path][method]
    streams = DESCRIPTION["paths"][path][method]["operationId"] in STREAMS
    excluded = [response_schema_conformance] if streams else []
    called = 0

    @settings(max_examples=4, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def run(case: schemathesis.Case) -> None:
        nonlocal called
        case.call_and_validate(excluded_checks=excluded)
        called += 1

    try:
        run()
    except Unsatisfiable:
        # What takes no input cannot be called with a wrong one.
        raw = DESCRIPTION["paths"][path][method]
        assert mode is GenerationMode.NEGATIVE and not raw.get("parameters") and "requestBody" not in raw
    else:
        assert called
