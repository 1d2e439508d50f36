"""Requests that fill what an operation requires, made by the sandbox's own generator."""

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from gatepost.sandbox.bodies import is_json
from gatepost.sandbox.description import Operation
from gatepost.sandbox.generate import Generator


@dataclass
class Filled:
    """A request with what its operation requires."""

    target: str
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def filled(operation: Operation) -> Filled:
    """A request for the operation, its required parameters and body generated."""
    generator = Generator(operation.description, writing=True)
    path, query = operation.base_paths[0] + operation.template, []
    request = Filled("", {"authorization": "Bearer sk-sandbox"})
    for parameter in operation.parameters:
        name, value = parameter["name"], _text(generator.make(parameter.get("schema", True)))
        if parameter["in"] == "path":
            path = path.replace(f"{{{name}}}", quote(value, safe=""))
        elif parameter.get("required") and parameter["in"] == "query":
            query.append((name, value))
        elif parameter.get("required") and parameter["in"] == "header":
            request.headers[name.lower()] = value
    content = (operation.request_body or {}).get("content") or {}
    for media_type, declared in content.items():
        made = generator.make(declared.get("schema", True))
        request.headers["content-type"] = media_type
        request.body = json.dumps(made).encode() if is_json(media_type) else _text(made).encode()
        break
    request.target = f"{path}?{urlencode(query)}"
    return request


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(map(_text, value))
    return str(value).lower() if isinstance(value, bool) else str(value)
