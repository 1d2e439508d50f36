"""What the builders of one description share."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from gatepost.model.security import SecurityRequirement
from gatepost.model.server import Server
from gatepost.translate.generation import ExampleWriter
from gatepost.translate.node import Node, Origin
from gatepost.translate.schemas import Schemas

Built = TypeVar("Built")

_BUILDING: Any = object()


class Scope:
    """One description while it is translated: its schemas, and what was built once and is used again.

    `servers` and `security` are the description's own, `addresses` the name part of the address of each
    operation by operationId and by `METHOD path`, `places` the same by file and pointer.
    """

    def __init__(self, origin: Origin, *, streams: Callable[[str, str], bool] | None = None) -> None:
        self.origin = origin
        self.schemas = Schemas(origin)
        self.requests = ExampleWriter(self.schemas.named, mode="request")
        self.responses = ExampleWriter(self.schemas.named, mode="response")
        self.streams = streams
        self.servers: tuple[Server, ...] = ()
        self.security: tuple[SecurityRequirement, ...] = ()
        self.security_keys: Mapping[str, str] = {}
        self.addresses: dict[str, str] = {}
        self.places: dict[tuple[str, str], str] = {}
        self._shared: dict[tuple[object, ...], Any] = {}

    @property
    def is_swagger(self) -> bool:
        """Whether the description is written in Swagger 2.0."""
        return self.origin.specification == "2.0"

    def shared(self, node: Node, build: Callable[..., Built | None], *names: str) -> Built | None:
        """Return `build(scope, target, *names)` for a node or the target of its `$ref`, built once a target.

        None where there is nothing to build from, with a problem. A description beside the `$ref` wins
        (OpenAPI 3.1 Reference Object).
        """
        target = node.follow()
        if target is None:
            return None
        if target is node:
            return build(self, node, *names)
        key = (build, names, target.document.file, target.pointer)
        if key not in self._shared:
            self._shared[key] = _BUILDING
            self._shared[key] = build(self, target, *names)
        built: Built | None = self._shared[key]
        if built is _BUILDING:
            message = "This reference leads back to what it is part of; it was left out."
            node.child("$ref").report("reference-circle", message)
            return None
        return self._described(node, built) if built is not None and len(node.value) > 1 else built

    def _described(self, node: Node, built: Built) -> Built:
        wins = self.origin.siblings_of_references and node.value.get("description")
        if not wins or not isinstance(built, msgspec.Struct) or not hasattr(built, "description"):
            return built
        return msgspec.structs.replace(built, description=node.text("description"))
