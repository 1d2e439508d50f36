"""Our verdict of valid or invalid is that of openapi-spec-validator, which takes a hundred times as long."""

import json
from pathlib import Path
from typing import Any

import pytest

from gatepost.errors import DescriptionError
from gatepost.load import load
from gatepost.settings import OpenApiInput
from gatepost.validate import validate
from tests.corpus import directory_sample, spotify

SMALL = 25_000


def ours(path: Path) -> bool:
    try:
        bundle = load([OpenApiInput(path=path.name)], path.parent)[0]
        return not any(problem.severity == "error" for problem in validate(bundle))
    except DescriptionError:
        return False


def theirs(description: dict[str, Any]) -> bool:
    judge = pytest.importorskip("openapi_spec_validator")
    kinds = {
        "2.0": judge.OpenAPIV2SpecValidator,
        "3.0": judge.OpenAPIV30SpecValidator,
        "3.1": judge.OpenAPIV31SpecValidator,
        "3.2": judge.OpenAPIV32SpecValidator,
    }
    version = str(description.get("swagger") or description["openapi"])[:3]
    try:
        return bool(kinds[version](description).is_valid())
    except Exception:  # what makes it fall over is not valid
        return False


def sample() -> list[Path]:
    return [*directory_sample(20, largest=SMALL), spotify()]


def test_verdicts_agree_on_real_descriptions() -> None:
    for path in sample():
        assert ours(path) == theirs(json.loads(path.read_bytes())), path.name


HEAD: dict[str, Any] = {"info": {"title": "A", "version": "1"}}
RESPONSES = {"200": {"description": "x"}}
OPERATION = {"responses": RESPONSES}
BROKEN: dict[str, dict[str, Any]] = {
    "nothing wrong": {},
    "title missing": {"info": {"version": "1"}},
    "unknown field": {"pathes": {}},
    "tag twice": {"tags": [{"name": "a"}, {"name": "a"}]},
    "id twice": {"paths": {path: {"get": {**OPERATION, "operationId": "a"}} for path in ("/a", "/b")}},
    "path parameter missing": {"paths": {"/{a}": {"get": OPERATION}}},
    "path parameter unused": {
        "paths": {
            "/a": {
                "get": {
                    **OPERATION,
                    "parameters": [{"name": "b", "in": "path", "required": True, "schema": {"type": "string"}}],
                }
            }
        }
    },
    "parameter twice": {
        "paths": {
            "/a": {"parameters": [{"name": "b", "in": "query", "schema": {"type": "string"}}] * 2, "get": OPERATION}
        }
    },
    "unresolvable": {"components": {"schemas": {"A": {"properties": {"b": {"$ref": "#/components/schemas/B"}}}}}},
    "required undeclared": {"components": {"schemas": {"A": {"allOf": [{"type": "object"}], "required": ["b"]}}}},
    "required without allOf": {"components": {"schemas": {"A": {"type": "object", "required": ["b"]}}}},
    "default of another type": {"components": {"schemas": {"A": {"type": "integer", "default": "1"}}}},
    "default inside": {"components": {"schemas": {"A": {"properties": {"b": {"enum": ["x"], "default": "y"}}}}}},
    "default beside a reference": {
        "components": {
            "schemas": {"A": {"allOf": [{"$ref": "#/components/schemas/B"}], "default": 1}, "B": {"type": "string"}}
        }
    },
    "type unknown": {"components": {"schemas": {"A": {"type": "text"}}}},
    "default of a request body": {
        "paths": {
            "/a": {
                "post": {
                    **OPERATION,
                    "requestBody": {"content": {"application/json": {"schema": {"type": "integer", "default": "1"}}}},
                }
            }
        }
    },
    "invalid expression": {"components": {"schemas": {"A": {"type": "string", "pattern": "("}}}},
}


@pytest.mark.parametrize("version", ["3.0", "3.1", "3.2"])
@pytest.mark.parametrize("name", BROKEN)
def test_verdicts_agree_on_what_is_broken(name: str, version: str, tmp_path: Path) -> None:
    description = {"openapi": f"{version}.0", **HEAD, "paths": {}, **BROKEN[name]}
    path = tmp_path / "a.json"
    path.write_text(json.dumps(description))
    assert ours(path) == theirs(description)
