"""What callers send before and after a change, in each language, and what they get: found, not yet shown."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.model.gateway import Gateway
from gatepost.model.mcp_server import McpServer
from gatepost.model.operation import Operation
from gatepost.model.schema import Json, SchemaLike
from gatepost.model.tool import Tool
from gatepost.render.excerpts import excerpt_pair
from gatepost.render.mcp_samples import mcp_samples, request_of
from gatepost.render.samples import Sample, samples
from gatepost.render.samples.focus import Focus, focused, placed

_REQUEST = ("path", "query", "header", "cookie", "body", "input")
_BOUND = re.compile(r"(maximum-lowered|minimum-raised)$")


class Sides(NamedTuple):
    """One sample, before and after; None on a side where there is no such call or language."""

    language: str
    title: str
    before: Sample | None
    after: Sample | None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """An operation or tool in two versions: calls by language, and as JSON what of a reply differs.

    `samples` and `reply` are empty where nothing differs that an example shows. `status` is that of the reply.
    """

    samples: tuple[Sides, ...] = ()
    reply: tuple[str, str] | tuple[()] = ()
    status: str = ""


class Calls:
    """Calls of two versions of a gateway; `changes` are all that came with the new one."""

    def __init__(self, old: Gateway, new: Gateway, changes: Sequence[Change], languages: Sequence[str]) -> None:
        self._old, self._new, self._languages = _Edition(old), _Edition(new), tuple(languages)
        self._origins = {one.subject: one.origin for one in changes if one.origin is not None}

    def of(self, changes: Sequence[Change]) -> Compared:
        """Return the calls that changes of one operation or tool are about; empty where none shows them."""
        subject = changes[0].subject
        before = self._old.at(self._origins.get(subject, subject))
        after = self._new.at(subject) or next(
            (self._new.at(one.replacement) for one in changes if one.replacement is not None), None
        )
        told = [one for one in changes if one.direction != "response"]
        written = tuple(self._samples(before, after, told)) if told else ()
        reply = self._reply(before, after, [one for one in changes if one.direction == "response"])
        differs = any(_text(one.before) != _text(one.after) for one in written)
        return Compared(
            samples=written if differs else (), reply=reply[1:] if reply else (), status=reply[0] if reply else ""
        )

    def _samples(
        self, before: "Operation | Tool | None", after: "Operation | Tool | None", changes: Sequence[Change]
    ) -> Iterator[Sides]:
        focuses = [sides for change in changes if (sides := _focuses(change))]
        befores, afters = [one for one, _ in focuses], [other for _, other in focuses]
        old = self._old.written(_without_extras(before, after, befores), befores, self._languages)
        new = self._new.written(_without_extras(after, before, afters), afters, self._languages)
        for language in dict.fromkeys((*old, *new)):
            one, other = old.get(language), new.get(language)
            title = (one or other).title  # type: ignore[union-attr]
            yield Sides(language, title, one, other)

    def _reply(
        self, before: "Operation | Tool | None", after: "Operation | Tool | None", changes: Sequence[Change]
    ) -> tuple[str, str, str] | tuple[()]:
        place = next((one.place for one in changes if one.address.part), "")
        parts = [pair for one in changes if one.place == place and (pair := _parts(one))]
        old, new = self._old.reply(before, place), self._new.reply(after, place)
        if not parts or old is None or new is None:
            return ()
        found = excerpt_pair((old, [one for one, _ in parts]), (new, [other for _, other in parts]))
        return (place.removeprefix("response-"), *found) if found and found[0] != found[1] else ()


class _Edition:
    """One side of a comparison."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._servers: Mapping[str, McpServer] = {one.id: one for one in gateway.mcp_servers}
        self._at: dict[Address, Operation | Tool] = {one.address: one for one in gateway.operations}
        self._at |= {tool.address: tool for server in gateway.mcp_servers for tool in server.tools}

    def at(self, address: Address | None) -> Operation | Tool | None:
        """Return the operation or tool with an address."""
        return self._at.get(address) if address else None

    def written(
        self, called: Operation | Tool | None, focuses: Sequence[Focus], languages: Sequence[str]
    ) -> dict[str, Sample]:
        """Return samples by language that have in them what changed."""
        if isinstance(called, Operation):
            for focus in focuses:
                called = focused(called, self._gateway, focus)
            return {one.language: one for one in samples(called, self._gateway, languages)}
        return self._tool(called, focuses) if called else {}

    def _tool(self, tool: Tool, focuses: Sequence[Focus]) -> dict[str, Sample]:
        server, own = self._servers[tool.server], _schemas_of(tool)
        arguments = tool.example_arguments if isinstance(tool.example_arguments, dict) else {}
        for focus in focuses:
            arguments = placed(arguments, focus, tool.input_schema, own)
        shown = msgspec.structs.replace(tool, example_arguments=arguments)
        return {
            one.language: Sample(one.language, one.title, one.forms[0].text, str(one.forms[0].html))
            for one in mcp_samples(request_of(shown, server), server.eras)
        }

    def reply(self, called: Operation | Tool | None, place: str) -> tuple[Json, SchemaLike | None, Gateway] | None:
        """Return the example of a reply, with its schema and where that is looked up; None where there is none."""
        if isinstance(called, Tool):
            known = called.example_result is not msgspec.UNSET and place == "output"
            return (called.example_result, called.output_schema, _schemas_of(called)) if known else None
        answers = called.responses if called else ()
        content = next((one.content for one in answers if f"response-{one.status}" == place), ())
        for media in content:
            for example in media.examples:
                if media.is_json and example.value is not msgspec.UNSET:
                    return example.value, media.schema, self._gateway
        return None


def _without_extras(
    called: Operation | Tool | None, other: Operation | Tool | None, focuses: Sequence[Focus]
) -> Operation | Tool | None:
    """Return an operation without parameters that only one version has, need not be sent and are not spoken of."""
    if not isinstance(called, Operation) or not isinstance(other, Operation):
        return called
    known = {(one.location, one.name) for one in other.parameters} | {(one.place, one.part) for one in focuses}
    kept = tuple(one for one in called.parameters if one.required or (one.location, one.name) in known)
    return msgspec.structs.replace(called, parameters=kept)


def _schemas_of(tool: Tool) -> Gateway:
    """Return a gateway that has the schemas of a tool, and nothing else."""
    return Gateway(title=tool.name, schemas=tool.definitions)


def _text(sample: Sample | None) -> str:
    return sample.text if sample else ""


def _parts(change: Change) -> tuple[Focus, Focus] | None:
    """Return where a field of a reply is before and after a change."""
    part = change.address.part
    if not part or change.rule.startswith(("response-status", "response-header")):
        return None
    if change.rule.endswith("-renamed"):
        return Focus(change.place, _beside(part, str(change.before))), Focus(change.place, part)
    if change.rule.endswith("-became-nullable"):
        return Focus(change.place, part), Focus(change.place, part, None)
    return _there_and_gone(change, part)


def _focuses(change: Change) -> tuple[Focus, Focus] | None:
    """Return what of a request has to be in the samples before and after a change; None where it is all of it."""
    part, rule = change.address.part, change.rule
    if change.place not in _REQUEST or not part:
        return None
    if rule.endswith("-renamed"):
        return Focus(change.place, _beside(part, str(change.before))), Focus(change.place, part)
    if rule == "parameter-relocated":
        return Focus(str(change.before), part), Focus(change.place, part)
    before, after = _values(change)
    if before is not msgspec.UNSET or after is not msgspec.UNSET:
        return Focus(change.place, part, before), Focus(change.place, part, after)
    return _there_and_gone(change, part)


def _there_and_gone(change: Change, part: str) -> tuple[Focus, Focus]:
    there, gone = Focus(change.place, part), Focus(change.place, part, absent=True)
    if change.rule.endswith("-removed"):
        return there, gone
    if change.rule.endswith(("-added", "-became-required", "-property-became-optional")):
        return gone, there
    return there, there


def _values(change: Change) -> tuple[Json, Json]:
    """Return a value that was right, and one that is right now, where the change itself says them."""
    before, after = change.before, change.after
    if found := _BOUND.search(change.rule):
        step = 1 if found[1].startswith("maximum") else -1
        return (before if before is not None else after + step), after
    if change.rule.endswith("enum-narrowed") and isinstance(before, list) and isinstance(after, list):
        gone = [one for one in before if one not in after]
        return (gone or before)[0], after[0] if after else msgspec.UNSET
    if change.rule.endswith("-became-not-nullable"):
        return None, msgspec.UNSET
    if change.rule.endswith("const-changed"):
        return before, after
    return msgspec.UNSET, msgspec.UNSET


def _beside(part: str, name: str) -> str:
    """Return the path of what stands beside another, such as what it was called before."""
    head, dot, _ = part.rpartition(".")
    return f"{head}{dot}{name}"
