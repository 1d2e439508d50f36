"""One OpenAPI description as the sandbox reads it: references followed, path items flattened, nothing copied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import unquote, urlsplit

from gatepost.sandbox.schema import UnresolvedError, Validator

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace", "query")
LONGEST_CHAIN = 64


@dataclass(frozen=True, eq=False)
class Operation:
    """One operation of one description, with what its path item says merged in."""

    description: Description
    method: str
    template: str
    raw: dict[str, Any]
    path_item: dict[str, Any]

    @property
    def id(self) -> str | None:
        """The operationId, which a description may leave out."""
        name = self.raw.get("operationId")
        return name if isinstance(name, str) else None

    @property
    def name(self) -> str:
        """Method and path, for people."""
        return f"{self.method} {self.template}"

    @cached_property
    def parameters(self) -> tuple[dict[str, Any], ...]:
        """Parameters by location and name; the operation's replace those of its path item."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for raw in [*_objects(self.path_item.get("parameters")), *_objects(self.raw.get("parameters"))]:
            parameter = self.description.resolve(raw)
            if isinstance(parameter.get("name"), str):
                found[str(parameter.get("in")), parameter["name"]] = parameter
        return tuple(found.values())

    @cached_property
    def request_body(self) -> dict[str, Any] | None:
        """The request body object, or None where the operation declares none."""
        raw = self.raw.get("requestBody")
        return self.description.resolve(raw) if isinstance(raw, dict) else None

    @cached_property
    def responses(self) -> dict[str, dict[str, Any]]:
        """Response objects by status as text: `200`, `4XX`, `default`."""
        raw = self.raw.get("responses")
        found = raw.items() if isinstance(raw, dict) else ()
        return {
            str(status).upper() if str(status) != "default" else "default": self.description.resolve(response)
            for status, response in found
            if isinstance(response, dict) and not str(status).startswith("x-")
        }

    def response(self, status: int) -> dict[str, Any] | None:
        """What is declared for a status: itself, else its range, else the default."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.responses:
                return self.responses[key]
        return None

    @cached_property
    def security(self) -> tuple[dict[str, Any], ...]:
        """The alternatives of which one must be met; empty where none is needed."""
        raw = self.raw.get("security", self.description.raw.get("security"))
        return tuple(_objects(raw))

    @cached_property
    def base_paths(self) -> tuple[str, ...]:
        """Where the operation's servers mount it, such as `/v1`, or the empty string for the root."""
        for owner in (self.raw, self.path_item):
            if owner.get("servers"):
                return base_paths(owner["servers"])
        return self.description.base_paths


class Description:
    """A parsed description, of OpenAPI 3.0 to 3.2, with internal references only."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self.raw = raw
        described = raw.get("info")
        self.info: dict[str, Any] = described if isinstance(described, dict) else {}
        self.reading = Validator(self.resolve)
        self.writing = Validator(self.resolve, writing=True)

    @property
    def title(self) -> str:
        """The title of the description."""
        return str(self.info.get("title") or "Sandbox")

    @cached_property
    def base_paths(self) -> tuple[str, ...]:
        """The paths of the description's servers."""
        return base_paths(self.raw.get("servers"))

    def operations(self) -> Iterator[Operation]:
        """Every operation, in the order of the description."""
        paths = self.raw.get("paths")
        for template, raw in paths.items() if isinstance(paths, dict) else ():
            if not isinstance(raw, dict) or not str(template).startswith("/"):
                continue
            item = self.resolve(raw)
            more = item.get("additionalOperations")
            pairs = [(method.upper(), item[method]) for method in METHODS if method in item]
            pairs += more.items() if isinstance(more, dict) else ()
            for method, operation in pairs:
                if isinstance(operation, dict):
                    yield Operation(self, method, template, operation, item)

    def component(self, kind: str, name: str) -> dict[str, Any]:
        """A component such as a security scheme; empty where there is none."""
        found = ((self.raw.get("components") or {}).get(kind) or {}).get(name)
        return self.resolve(found) if isinstance(found, dict) else {}

    def resolve(self, node: Any) -> Any:
        """What a node's `$ref` leads to, followed to its end, or the node itself.

        A reference to nothing, to another file or to itself leads to an empty object: the sandbox answers
        what it can, and `gatepost check` names the fault.
        """
        for _ in range(LONGEST_CHAIN):
            if not isinstance(node, dict) or not isinstance(node.get("$ref"), str):
                return node
            try:
                node = self._at(node["$ref"])
            except UnresolvedError:
                return {}
        return {}

    def _at(self, reference: str) -> Any:
        if not reference.startswith("#"):
            raise UnresolvedError(reference)
        node: Any = self.raw
        for token in unquote(reference[1:]).split("/")[1:]:
            token = token.replace("~1", "/").replace("~0", "~")
            if isinstance(node, dict) and token in node:
                node = node[token]
            elif isinstance(node, list) and token.isdecimal() and int(token) < len(node):
                node = node[int(token)]
            else:
                raise UnresolvedError(reference)
        return node


def base_paths(servers: object) -> tuple[str, ...]:
    """The distinct paths of server objects, variables at their defaults; the root where there are none."""
    found = [_base_path(server) for server in _objects(servers)]
    return tuple(dict.fromkeys(found)) or ("",)


def _base_path(server: dict[str, Any]) -> str:
    url = str(server.get("url", ""))
    variables = server.get("variables")
    for name, variable in variables.items() if isinstance(variables, dict) else ():
        url = url.replace("{" + str(name) + "}", str(variable.get("default", "")))
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    return ("/" + path.strip("/")) if path.strip("/") and "{" not in path else ""


def _objects(value: object) -> Sequence[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
