"""Two versions of a gateway for the tests, and changes in a form that is short to write."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from gatepost.diff import diff
from gatepost.model.change import Change
from gatepost.model.document import Bundle, Document
from gatepost.model.gateway import Gateway
from gatepost.model.source import NoLines
from gatepost.translate import translate

GOLDEN = Path(__file__).parents[2] / "golden/diff"
FINE: dict[str, Any] = {"200": {"description": "Fine"}}


def golden(name: str) -> list[dict[str, Any]]:
    return list(yaml.safe_load((GOLDEN / f"{name}.yml").read_text()))


def gateway_of(root: dict[str, Any]) -> Gateway:
    whole = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}, **root}
    document = Document("api.json", whole, NoLines(), "digest", str(whole["openapi"])[:3])
    return translate([Bundle(document, {"api.json": document})])[0]


def gateway_at(path: Path) -> Gateway:
    text = path.read_text()
    return gateway_of(json.loads(text) if path.suffix == ".json" else yaml.safe_load(text))


def changes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Change, ...]:
    return diff(gateway_of(old), gateway_of(new))


def short(found: Iterable[Change]) -> list[str]:
    """Return changes as `severity rule`, with `#part` where they have one."""
    return [f"{one.severity} {one.rule}" + (f" #{one.address.part}" if one.address.part else "") for one in found]


def with_operation(**operation: Any) -> dict[str, Any]:
    schemes = {
        "key": {"type": "apiKey", "in": "header", "name": "X-Key"},
        "oauth": {
            "type": "oauth2",
            "flows": {"clientCredentials": {"tokenUrl": "https://t.example", "scopes": {"read": "", "write": ""}}},
        },
    }
    return {
        "paths": {"/things": {"post": {"responses": FINE, **operation}}},
        "components": {"securitySchemes": schemes},
    }
