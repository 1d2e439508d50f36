"""Descriptions that other people wrote, mocked by contract and called by schemathesis over HTTP."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from gatepost.sandbox import Sandbox
from gatepost.sandbox.serve import start
from tests.corpus import directory_sample, spotify

METHODS = ("get", "put", "post", "delete", "patch")
OPERATIONS = 12
"""Of each description, at even steps through it."""


def key_of(raw: dict[str, Any]) -> type:
    """What presents the key that every sandbox accepts, wherever the description wants one."""
    schemes = (raw.get("components") or {}).get("securitySchemes") or raw.get("securityDefinitions") or {}
    places = [(one["in"], one["name"]) for one in schemes.values() if one.get("type") == "apiKey"]

    class Key:
        def get(self, case: Any, context: Any) -> str:
            return "sk-sandbox"

        def set(self, case: Any, data: str, context: Any) -> None:
            case.headers["authorization"] = f"Bearer {data}"
            for place, name in places:
                (case.headers if place == "header" else case.query)[name] = data

    return Key


WRITTEN_AS_TEXT = {"minimum": int, "maximum": int, "additionalProperties": {"true": True, "false": False}.get}


def mended(node: Any) -> Any:
    """A description for schemathesis: numbers and booleans not as text, and no discriminator.

    Spotify writes some as text, and its discriminators name schemas by values that these themselves rule out.
    """
    if isinstance(node, list):
        return [mended(one) for one in node]
    if not isinstance(node, dict):
        return node
    return {
        name: WRITTEN_AS_TEXT[name](one) if name in WRITTEN_AS_TEXT and isinstance(one, str) else mended(one)
        for name, one in node.items()
        if name != "discriminator"
    }


def described() -> list[Path]:
    try:
        return [spotify(), *directory_sample(10, largest=300_000)]
    except pytest.skip.Exception:
        return []


@pytest.mark.parametrize("path", described(), ids=lambda path: "/".join(path.parts[-3:]))
def test_schemathesis_finds_no_failure(path: Path) -> None:
    raw = json.loads(path.read_bytes())
    sandbox = Sandbox(raw, pace=0)
    running = start(sandbox)
    try:
        schema = schemathesis.openapi.from_dict(mended(raw))
        schema.config.update(base_url=running.url)
        schema.auth()(key_of(raw))
        paths = raw["paths"]
        found = [(path, method) for path, item in paths.items() for method in METHODS if method in item]
        step = max(1, len(found) // OPERATIONS)
        for template, method in found[::step][:OPERATIONS]:
            _call(schema[template][method], sandbox)
    finally:
        running.stop()


def _call(operation: Any, sandbox: Sandbox) -> None:
    strategy = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)

    @settings(max_examples=2, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def run(case: schemathesis.Case) -> None:
        # What an earlier case has deleted is gone, and few descriptions say that this may be.
        sandbox.reset()
        case.call_and_validate()

    try:
        run()
    except Unsatisfiable:
        # What the description asks for cannot be made, by anyone.
        return
