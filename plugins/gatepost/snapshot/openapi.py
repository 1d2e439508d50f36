"""An OpenAPI description as a gateway serves it, made stable."""

from typing import Any

from gatepost.errors import SnapshotError
from gatepost.model.operation import METHODS
from gatepost.model.schema import Json
from gatepost.snapshot.redaction import without_places
from gatepost.snapshot.targets import Target

_ORDER = (
    "openapi swagger info jsonSchemaDialect servers host basePath schemes consumes produces security tags"
    " x-tagGroups externalDocs paths webhooks components definitions parameters responses securityDefinitions"
).split()
_NAMED = ("definitions", "parameters", "responses", "securityDefinitions")


def stable(root: Json, target: Target) -> Json:
    """Return the description with paths, methods and components in a fixed order, and without the gateway's host.

    Properties of schemas keep their order: it carries meaning for readers. Raises SnapshotError when it is none.
    """
    if not isinstance(root, dict) or not ("openapi" in root or "swagger" in root):
        raise SnapshotError(f"{target} serves JSON that is no OpenAPI description: neither 'openapi' nor 'swagger'.")
    found = dict(root)
    for key in ("paths", "webhooks"):
        if isinstance(found.get(key), dict):
            found[key] = {path: _path_item(item) for path, item in sorted(found[key].items())}
    if isinstance(found.get("components"), dict):
        found["components"] = {kind: _by_name(found["components"][kind]) for kind in sorted(found["components"])}
    for key in _NAMED:
        if key in found:
            found[key] = _by_name(found[key])
    if found.get("host") and target.origin.endswith(f"//{found['host']}"):
        del found["host"]
    return without_places(_ordered(found, _ORDER), target)


def _path_item(item: Json) -> Json:
    return _ordered(item, ("$ref", "summary", "description", "servers", "parameters", *METHODS))


def _ordered(value: Json, order: tuple[str, ...] | list[str]) -> Json:
    """Members in a given order, then the others by name."""
    if not isinstance(value, dict):
        return value
    known: dict[str, Any] = {key: value[key] for key in order if key in value}
    return {**known, **{key: value[key] for key in sorted(value) if key not in known}}


def _by_name(value: Json) -> Json:
    return dict(sorted(value.items())) if isinstance(value, dict) else value
