"""Meta-schemas that lie inside the packages of openapi-spec-validator, compiled for jsonschema-rs.

The packages are found, not imported: importing them costs half a second that only a test of verdicts needs.
"""

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import jsonschema_rs as rs

_DRAFT_4 = "urn:gatepost:draft-04"
_DIALECTS = {
    "3.1": ("oas3.1/metaschema.json", "oas3.1/vocabularies/base"),
    "3.2": ("oas3.2/dialect/2025-09-17.json", "oas3.2/meta/2025-09-17.json"),
}
# `openapi-spec-validator` checks of all formats in meta-schemas only that of regular expressions.
_UNCHECKED_FORMATS = {name: lambda _: True for name in ("uri", "uri-reference", "email", "media-range")}


@cache
def description_schema(specification: str) -> rs.Validator:
    """Return the validator of whole descriptions in a version of the specification."""
    schema = _read("openapi_spec_validator", f"resources/schemas/v{specification}/schema.json")
    return rs.validator_cls_for(schema)(schema, validate_formats=False, offline=True)


@cache
def list_of_schemas(specification: str) -> rs.Validator:
    """Return the validator of a list of Schema Objects against the dialect of their specification."""
    if specification in ("2.0", "3.0"):
        return _list_validator(rs.Draft4Validator, _DRAFT_4, {_DRAFT_4: _draft_4()})
    resources = [_read("openapi_schema_validator", f"schemas/{name}") for name in _DIALECTS[specification]]
    dialect = resources[0]["$id"]
    return _list_validator(rs.Draft202012Validator, dialect, {resource["$id"]: resource for resource in resources})


def _list_validator(kind: type[Any], dialect: str, resources: dict[str, Any]) -> rs.Validator:
    schema = {"type": "array", "items": {"$ref": dialect}}
    registry = rs.Registry(list(resources.items()))
    validator: rs.Validator = kind(
        schema, registry=registry, offline=True, validate_formats=True, formats=_UNCHECKED_FORMATS
    )
    return validator


def _draft_4() -> Any:
    """The meta-schema as published: the one inside jsonschema-rs allows equal values in an `enum`."""
    return {**_read("jsonschema_specifications", "schemas/draft4/metaschema.json"), "id": _DRAFT_4}


def _read(package: str, name: str) -> Any:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise ImportError(f"the package {package} is not installed", name=package)
    return json.loads((Path(found.submodule_search_locations[0]) / name).read_bytes())
