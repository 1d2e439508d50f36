"""What rules look at: two versions of one thing."""

from collections.abc import Callable, Sequence
from typing import Generic, NamedTuple, TypeVar

import msgspec

from gatepost.diff.shape import Shape
from gatepost.model.change import Direction
from gatepost.model.media_type import MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Header, Parameter
from gatepost.model.request_body import RequestBody
from gatepost.model.response import Response
from gatepost.model.schema import Property

Thing = TypeVar("Thing")


class ValuePair(NamedTuple):
    """What a value may be in two versions; `reads_words` says that an agent goes by its description.

    `variants_added` and `variants_removed` are labels of forms that only one version has.
    """

    old: Shape
    new: Shape
    direction: Direction
    variants_added: Sequence[str] = ()
    variants_removed: Sequence[str] = ()
    reads_words: bool = False


class ObjectPair(NamedTuple):
    """The properties of an object in two versions, those that do not travel in this direction left out."""

    direction: Direction
    added: Sequence[Property]
    removed: Sequence[Property]
    renamed: Sequence[tuple[Property, Property]]
    common: Sequence[tuple[Property, Property]]
    old_shape: Callable[[Property], Shape]
    new_shape: Callable[[Property], Shape]

    @property
    def is_request(self) -> bool:
        """Whether callers send the object."""
        return self.direction == "request"


class Pair(msgspec.Struct, Generic[Thing], frozen=True, kw_only=True):
    """A thing in the old version and in the new, None where it is not there."""

    old: Thing | None
    new: Thing | None
    confidence: float = 1.0

    @property
    def both(self) -> tuple[Thing, Thing] | None:
        """Old and new where there are both."""
        return (self.old, self.new) if self.old is not None and self.new is not None else None


class OperationPair(Pair[Operation], frozen=True, kw_only=True):
    """An operation or webhook; `moved` says that callers must write it otherwise, and why it was taken for one.

    `pieces` are operations of the new version that the old one was split into, `sources` those of the old
    version that were merged into the new one.
    """

    moved: bool = False
    pieces: tuple[Operation, ...] = ()
    sources: tuple[Operation, ...] = ()
    parameter_names: tuple[tuple[str, str], ...] = ()
    """Parameters of the path that only have another name."""


class ParameterPair(Pair[Parameter], frozen=True, kw_only=True):
    """A parameter of an operation."""


class BodyPair(Pair[RequestBody], frozen=True, kw_only=True):
    """The body of a request."""


class ResponsePair(Pair[Response], frozen=True, kw_only=True):
    """A response with one status."""

    is_success: bool = False


class MediaTypePair(Pair[MediaType], frozen=True, kw_only=True):
    """A body in one media type."""

    direction: Direction = ""


class HeaderPair(Pair[Header], frozen=True, kw_only=True):
    """A header of a response."""
