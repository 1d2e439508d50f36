"""Swagger 2.0 as OpenAPI 3.0, so that the rest of the sandbox knows one form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

METHODS = ("get", "put", "post", "delete", "options", "head", "patch")
MOVED = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
}
SCHEMA_WORDS = (
    "type format items enum default minimum maximum exclusiveMinimum exclusiveMaximum minLength maxLength pattern "
    "minItems maxItems uniqueItems multipleOf"
).split()
STYLES = {"ssv": "spaceDelimited", "pipes": "pipeDelimited"}
FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
JSON_TYPE = "application/json"


def upgraded(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """The description in the form of OpenAPI 3.0; anything but Swagger 2.0 as it stands."""
    if not str(raw.get("swagger", "")).startswith("2"):
        return raw
    shared = _objects(raw.get("parameters"))
    components = {
        "schemas": _moved(raw.get("definitions") or {}),
        "parameters": {name: _parameter(one) for name, one in shared.items()},
        "responses": {
            name: _response(one, _types(raw, "produces")) for name, one in _objects(raw.get("responses")).items()
        },
        "securitySchemes": {name: _scheme(one) for name, one in _objects(raw.get("securityDefinitions")).items()},
    }
    paths = {path: _path_item(raw, item, shared) for path, item in _objects(raw.get("paths")).items()}
    kept = {word: raw[word] for word in ("info", "tags", "security", "externalDocs") if word in raw}
    scheme = (raw.get("schemes") or ["https"])[0]
    host = raw.get("host")
    url = f"{scheme}://{host}" if host else ""
    servers = [{"url": f"{url}{raw.get('basePath') or ''}" or "/"}]
    return {"openapi": "3.0.3", **kept, "servers": servers, "paths": paths, "components": components}


def _objects(value: object) -> dict[str, dict[str, Any]]:
    return {name: one for name, one in value.items() if isinstance(one, dict)} if isinstance(value, dict) else {}


def _types(owner: Mapping[str, Any], word: str, default: tuple[str, ...] = (JSON_TYPE,)) -> list[str]:
    return list(owner.get(word) or default)


def _moved(node: Any) -> Any:
    """A copy with the references of Swagger 2.0 rewritten; `type: file` is a binary string."""
    if isinstance(node, list):
        return [_moved(one) for one in node]
    if not isinstance(node, dict):
        return node
    copied = {name: _moved(one) for name, one in node.items()}
    if isinstance(node.get("$ref"), str):
        for old, new in MOVED.items():
            copied["$ref"] = copied["$ref"].replace(old, new, 1)
    if node.get("type") == "file":
        copied.update(type="string", format="binary")
    if node.get("x-nullable") is True:
        copied["nullable"] = True
    if isinstance(node.get("discriminator"), str):
        copied["discriminator"] = {"propertyName": node["discriminator"]}
    return copied


def _path_item(raw: Mapping[str, Any], item: dict[str, Any], shared: dict[str, dict[str, Any]]) -> dict[str, Any]:
    common = item.get("parameters") or []
    upgraded_item = {
        method: _operation(raw, item[method], common, shared)
        for method in METHODS
        if isinstance(item.get(method), dict)
    }
    return {**upgraded_item, **({"$ref": item["$ref"]} if "$ref" in item else {})}


def _operation(
    raw: Mapping[str, Any], operation: dict[str, Any], common: list[Any], shared: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    parameters = [_followed(one, shared) for one in [*common, *(operation.get("parameters") or [])]]
    kept = {name: one for name, one in operation.items() if name not in ("parameters", "consumes", "produces")}
    produces = _types(operation, "produces", tuple(_types(raw, "produces")))
    consumes = _types(operation, "consumes", tuple(_types(raw, "consumes")))
    plain = [_parameter(one) for one in parameters if one.get("in") not in ("body", "formData")]
    responses = {status: _response(one, produces) for status, one in _objects(operation.get("responses")).items()}
    made = {**kept, "parameters": plain, "responses": responses}
    body = _body(parameters, consumes)
    return {**made, "requestBody": body} if body else made


def _followed(parameter: Any, shared: dict[str, dict[str, Any]]) -> dict[str, Any]:
    reference = parameter.get("$ref", "") if isinstance(parameter, dict) else ""
    return shared.get(reference.removeprefix("#/parameters/"), {}) if reference else parameter


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = _moved({word: parameter[word] for word in SCHEMA_WORDS if word in parameter})
    made = {"name": parameter.get("name"), "in": parameter.get("in"), "schema": schema}
    if parameter.get("required") is True:
        made["required"] = True
    if parameter.get("type") == "array":
        collected = parameter.get("collectionFormat", "csv")
        made["explode"] = collected == "multi"
        if parameter.get("in") == "query":
            made["style"] = STYLES.get(collected, "form")
    return made


def _body(parameters: list[dict[str, Any]], consumes: list[str]) -> dict[str, Any] | None:
    """The body parameter, or the form parameters as one object."""
    for one in parameters:
        if one.get("in") == "body":
            content = {media_type: {"schema": _moved(one.get("schema", True))} for media_type in consumes}
            return {"required": one.get("required") is True, "content": content}
    fields = [one for one in parameters if one.get("in") == "formData"]
    if not fields:
        return None
    files = any(one.get("type") == "file" for one in fields)
    default = ["multipart/form-data"] if files else ["application/x-www-form-urlencoded"]
    types = [media_type for media_type in consumes if "form" in media_type] or default
    schema = {
        "type": "object",
        "properties": {one.get("name"): _parameter(one)["schema"] for one in fields},
        "required": [one.get("name") for one in fields if one.get("required") is True],
    }
    return {"required": bool(schema["required"]), "content": {media_type: {"schema": schema} for media_type in types}}


def _response(response: dict[str, Any], produces: list[str]) -> dict[str, Any]:
    if "$ref" in response:
        return dict(_moved(response))
    made: dict[str, Any] = {"description": response.get("description", "")}
    examples = response.get("examples") or {}
    if "schema" in response:
        schema = _moved(response["schema"])
        made["content"] = {
            media_type: {"schema": schema, **({"example": examples[media_type]} if media_type in examples else {})}
            for media_type in produces
        }
    headers = _objects(response.get("headers"))
    if headers:
        made["headers"] = {
            name: {"schema": _moved({word: one[word] for word in SCHEMA_WORDS if word in one})}
            for name, one in headers.items()
        }
    return made


def _scheme(scheme: dict[str, Any]) -> dict[str, Any]:
    if scheme.get("type") == "basic":
        return {"type": "http", "scheme": "basic"}
    if scheme.get("type") == "oauth2":
        return {
            "type": "oauth2",
            "flows": {FLOWS.get(str(scheme.get("flow")), "implicit"): {"scopes": scheme.get("scopes")}},
        }
    return scheme
