"""Postern for tests: its descriptions, and a sandbox of it that answers 500 where a reply breaks its contract."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml

from gatepost.sandbox.behaviour import load_folder
from tests.unit.sandbox.asgi import Answer, Client

SPECS = Path(__file__).parents[3] / "specs"
CURRENT, OLD = "postern-2026-11.yaml", "postern-2025-11.yaml"
METHODS = ("get", "put", "post", "delete", "patch")
ADMIN = "sk-sandbox"


@cache
def description(name: str = CURRENT) -> dict[str, Any]:
    """A description of Postern, parsed."""
    return yaml.load((SPECS / name).read_bytes(), yaml.CSafeLoader)


@cache
def behaviours() -> tuple[Any, ...]:
    """Postern's behaviour modules."""
    return load_folder(SPECS / "behaviours")


def behaviour(name: str) -> Any:
    """One behaviour module."""
    return next(module for module in behaviours() if module.__name__.endswith(f".{name}"))


class Postern(Client):
    """A fresh Postern; calls may name another key, and raise where the status is not the one expected."""

    def __init__(self, **options: Any) -> None:
        super().__init__(description(), behaviours=behaviours(), **options)

    def get(self, target: str, **options: Any) -> Answer:
        """Read something."""
        return self.send("GET", target, **options)

    def post(self, target: str, body: Any = None, **options: Any) -> Answer:
        """Post a body."""
        return self.send("POST", target, body, **options)

    def put(self, target: str, body: Any, **options: Any) -> Answer:
        """Put a body."""
        return self.send("PUT", target, body, **options)

    def send(
        self,
        method: str,
        target: str,
        body: Any = None,
        *,
        key: str = ADMIN,
        expect: int | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Call an operation with a key; the status must be the expected one, or any 2xx."""
        sent = {"authorization": f"Bearer {key}", **(headers or {})}
        answer = self(method, target, json_body=body, headers=sent, key=False)
        right = answer.status == expect if expect else 200 <= answer.status < 300
        assert right, f"{method} {target}: {answer.status} {answer.body.decode()[:500]}"
        return answer

    def ask(
        self, question: str, model: str = "fast", *, key: str = ADMIN, expect: int | None = None, **more: Any
    ) -> Answer:
        """Ask a question by chat completion."""
        headers = more.pop("headers", None)
        body = {"model": model, "messages": [{"role": "user", "content": question}], **more}
        return self.post("/v1/chat/completions", body, key=key, expect=expect, headers=headers)


def text(answer: Answer) -> str:
    """What a chat completion says."""
    return str(answer.json["choices"][0]["message"]["content"])


def events(answer: Answer) -> list[Any]:
    """The data of the events of a stream, parsed but for `[DONE]`."""
    lines = [line.removeprefix("data: ") for line in answer.body.decode().splitlines() if line.startswith("data: ")]
    return [line if line == "[DONE]" else json.loads(line) for line in lines]


def error(answer: Answer) -> str:
    """The code of an error."""
    return str(answer.json["error"]["code"])


@dataclass(frozen=True)
class Documented:
    """An operation as it is documented, with the request that its examples make."""

    id: str
    method: str
    path: str
    operation: dict[str, Any]
    target: str
    body: Any

    def example(self, status: int) -> Any:
        """The first documented example of a JSON response, or None."""
        response = resolved(self.operation["responses"].get(str(status), {}))
        content = response.get("content", {}).get("application/json", {})
        return next(iter(examples(content)), None)


def documented(name: str = CURRENT) -> Iterator[Documented]:
    """Every operation of a description with the request that its examples make."""
    for path, item in description(name)["paths"].items():
        for method in METHODS:
            if method in item:
                operation = item[method]
                parameters = [
                    resolved(one, name) for one in item.get("parameters", []) + operation.get("parameters", [])
                ]
                content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
                target = path + _query(operation, parameters)
                for one in reversed(parameters):  # an operation's own stands for its path's
                    if one["in"] == "path":
                        target = target.replace(f"{{{one['name']}}}", quote(str(one["example"]), safe=""))
                body = next(iter(examples(content)), None)
                yield Documented(operation["operationId"], method.upper(), path, operation, target, body)


def _query(operation: dict[str, Any], parameters: list[dict[str, Any]]) -> str:
    """The query that the examples of parameters make; a page is as long as its example."""
    values = {one["name"]: one["example"] for one in parameters if one["in"] == "query" and "example" in one}
    if any(one["name"] == "limit" for one in parameters):
        content = operation["responses"]["200"]["content"]["application/json"]
        values["limit"] = len(content["example"]["data"])
    texts = {name: ",".join(value) if isinstance(value, list) else str(value) for name, value in values.items()}
    return "?" + "&".join(f"{name}={quote(value, safe=',')}" for name, value in texts.items()) if texts else ""


def examples(node: Mapping[str, Any]) -> list[Any]:
    """The example values beside a schema."""
    if "example" in node:
        return [node["example"]]
    return [example["value"] for example in node.get("examples", {}).values()]


def resolved(node: dict[str, Any], name: str = CURRENT) -> dict[str, Any]:
    """What a `$ref` leads to."""
    while "$ref" in node:
        node = at(description(name), node["$ref"].removeprefix("#"))
    return node


def at(document: Any, pointer: str) -> Any:
    """The value at a JSON pointer. Raises KeyError or IndexError where there is none."""
    for token in pointer.split("/")[1:]:
        token = token.replace("~1", "/").replace("~0", "~")
        document = document[int(token)] if isinstance(document, list) else document[token]
    return document
