"""Two versions of one operation: parameters, body, responses and what stands around them."""

from collections.abc import Iterator, Sequence

import msgspec

from gatepost.diff.pairs import (
    BodyPair,
    HeaderPair,
    MediaTypePair,
    ObjectPair,
    OperationPair,
    ParameterPair,
    ResponsePair,
    ValuePair,
)
from gatepost.diff.reach import Reach
from gatepost.diff.report import changes_of, schema_change
from gatepost.diff.rules import rules_for
from gatepost.diff.schemas import SchemaRules, Schemas
from gatepost.diff.shape import Shapes
from gatepost.model.address import Address
from gatepost.model.change import Change, Direction
from gatepost.model.media_type import MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Header, Parameter
from gatepost.model.response import Response
from gatepost.model.schema import SchemaLike


class Operations:
    """The comparison of operations; schemas that many of them use are compared once."""

    def __init__(self, shapes: tuple[Shapes, Shapes], reach: Reach) -> None:
        self._reach = reach
        every = SchemaRules(rules_for(ValuePair), rules_for(ObjectPair))
        self._requests = Schemas(*shapes, "request", every, reach.same)
        self._responses = Schemas(*shapes, "response", every, reach.same)

    def compare(self, pair: OperationPair) -> Iterator[Change]:
        """Yield what changed in an operation."""
        one = pair.new or pair.old
        if one is None or (pair.both and not pair.moved and self._reach.same_operation(*pair.both)):
            return
        yield from changes_of(pair, one.address, confidence=pair.confidence)
        if pair.both:
            base = Change(rule="", severity="note", address=one.address, message="", confidence=pair.confidence)
            yield from self._parameters(pair, base)
            yield from self._body(*pair.both, base)
            yield from self._answers(*pair.both, base)

    def _parameters(self, pair: OperationPair, base: Change) -> Iterator[Change]:
        for found in _parameter_pairs(pair):
            one = found.new or found.old
            if one is None:
                continue
            address = Address(base.address.kind, base.address.name, one.name)
            yield from changes_of(found, address, one.location, base.confidence)
            if found.both:
                old, new = (_schema_of(parameter) for parameter in found.both)
                here = _at(base, one.location, "request")
                for located in self._requests.compare(old, new):
                    yield schema_change(located, here, "parameter", one.name)

    def _body(self, old: Operation, new: Operation, base: Change) -> Iterator[Change]:
        pair = BodyPair(old=old.request_body, new=new.request_body)
        # The payload of a webhook is what callers get, though its description has it as a request.
        received = new.webhook
        here = _at(base, "body", "response" if received else "request")
        yield from changes_of(pair, base.address, "body", base.confidence)
        if pair.both:
            schemas = self._responses if received else self._requests
            yield from self._contents(pair.both[0].content, pair.both[1].content, here, schemas)

    def _answers(self, old: Operation, new: Operation, base: Change) -> Iterator[Change]:
        before = {one.status: one for one in old.responses}
        after = {one.status: one for one in new.responses}
        for status in dict.fromkeys((*after, *before)):
            yield from self._answer(before.get(status), after.get(status), base)

    def _answer(self, old: Response | None, new: Response | None, base: Change) -> Iterator[Change]:
        status = (new or old).status  # type: ignore[union-attr]
        here = _at(base, f"response-{status}", "response")
        pair = ResponsePair(old=old, new=new, is_success=status.startswith("2"))
        address = Address(base.address.kind, base.address.name, status)
        yield from changes_of(pair, address, here.place, base.confidence)
        if pair.both:
            yield from self._headers(*pair.both, here)
            yield from self._contents(pair.both[0].content, pair.both[1].content, here, self._responses)

    def _headers(self, old: Response, new: Response, here: Change) -> Iterator[Change]:
        before = {one.name.lower(): one for one in old.headers}
        after = {one.name.lower(): one for one in new.headers}
        for name in dict.fromkeys((*after, *before)):
            pair = HeaderPair(old=before.get(name), new=after.get(name))
            one: Header = pair.new or pair.old  # type: ignore[assignment]
            place = f"{here.place}-header"
            address = Address(here.address.kind, here.address.name, one.name)
            yield from changes_of(pair, address, place, here.confidence)
            if pair.both:
                base = _at(here, place, "response")
                for located in self._responses.compare(pair.both[0].schema, pair.both[1].schema):
                    yield schema_change(located, base, "response-header", one.name)

    def _contents(
        self, old: Sequence[MediaType], new: Sequence[MediaType], here: Change, schemas: Schemas
    ) -> Iterator[Change]:
        """Compare bodies by media type; what is the same in several is said once."""
        before, after = ({_essence(one): one for one in content} for content in (old, new))
        told: set[tuple[str, str, str]] = set()
        for name in dict.fromkeys((*after, *before)):
            pair = MediaTypePair(old=before.get(name), new=after.get(name), direction=here.direction)
            for change in changes_of(pair, here.address, here.place, here.confidence):
                yield _directed(change, here.direction)
            for one, other in _bodies(pair):
                for located in schemas.compare(one, other):
                    change = schema_change(located, here, here.direction)
                    key = (change.rule, change.address.part, change.message)
                    if key not in told:
                        told.add(key)
                        yield change


def _parameter_pairs(pair: OperationPair) -> Iterator[ParameterPair]:
    """Pair parameters by place and name; path parameters of another name by their order."""
    if not pair.both:
        return
    old, new = ({_key(one): one for one in operation.parameters} for operation in pair.both)
    names = dict(pair.parameter_names)
    for one in list(old.values()):
        key = _key(one)
        if one.location == "path" and one.name in names:
            key = ("path", names[one.name])
        other = new.pop(key, None)
        if other is None and not pair.moved:
            other = _elsewhere(one, new, old)
        elif other is None and one.location == "path":
            other = next((found for found in new.values() if found.location == "path" and _key(found) not in old), None)
            if other is not None:
                del new[_key(other)]
                continue
        yield ParameterPair(old=one, new=other)
    for one in new.values():
        yield ParameterPair(old=None, new=one)


def _elsewhere(
    one: Parameter, new: dict[tuple[str, str], Parameter], old: dict[tuple[str, str], Parameter]
) -> Parameter | None:
    """Take the parameter of the same name that stands elsewhere in the request, and did not before."""
    for key, other in new.items():
        if other.name == one.name and key not in old:
            return new.pop(key)
    return None


def _key(parameter: Parameter) -> tuple[str, str]:
    return parameter.location, parameter.name.lower() if parameter.location == "header" else parameter.name


def _schema_of(parameter: Parameter) -> SchemaLike | None:
    return parameter.content.schema if parameter.content else parameter.schema


def _bodies(pair: MediaTypePair) -> Iterator[tuple[SchemaLike | None, SchemaLike | None]]:
    if pair.both:
        yield pair.both[0].schema, pair.both[1].schema
        yield pair.both[0].item_schema, pair.both[1].item_schema


def _essence(media_type: MediaType) -> str:
    return media_type.name.partition(";")[0].strip().lower()


def _at(base: Change, place: str, direction: Direction) -> Change:
    return Change(
        rule="", severity="note", address=base.address, message="", confidence=base.confidence,
        place=place, direction=direction,
    )  # fmt: skip


def _directed(change: Change, direction: Direction) -> Change:
    return msgspec.structs.replace(change, direction=direction)
