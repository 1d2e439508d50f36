"""What an operation takes and gives, as far as it helps to recognise it."""

from typing import NamedTuple

from gatepost.diff.shape import Shapes
from gatepost.diff.words import parts
from gatepost.model.media_type import MediaType
from gatepost.model.operation import Operation


class Trait(NamedTuple):
    """Names of what callers send and get, and the words of the description."""

    sends: frozenset[str]
    gets: frozenset[str]
    words: frozenset[str]

    @property
    def fields(self) -> frozenset[str]:
        """Names of everything sent, parameters of the path left out."""
        return frozenset(name for name in self.sends if not name.startswith("path:"))


class Traits:
    """Traits of the operations of one version, each found when it is first asked for."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._known: dict[str, Trait] = {}

    def of(self, operation: Operation) -> Trait:
        """Return the traits of an operation."""
        if operation.name not in self._known:
            self._known[operation.name] = self._found(operation)
        return self._known[operation.name]

    def _found(self, operation: Operation) -> Trait:
        count = sum(one.location == "path" for one in operation.parameters)
        sends = {f"path:{index}" for index in range(count)}
        sends |= {one.name for one in operation.parameters if one.location != "path"}
        for media_type in operation.request_body.content[:1] if operation.request_body else ():
            sends |= self._names(media_type)
        gets = {response.status for response in operation.responses}
        success = operation.success
        for media_type in success.content[:1] if success else ():
            gets |= self._names(media_type)
        words = parts(operation.description[:600])
        return Trait(frozenset(sends), frozenset(gets), words)

    def _names(self, media_type: MediaType) -> set[str]:
        schema = media_type.schema or media_type.item_schema
        if schema is None:
            return {media_type.name}
        shape = self._shapes.of(schema)
        if shape.items is not None and not shape.properties:
            shape = self._shapes.of(shape.items)
        return set(shape.properties) or {media_type.name}
