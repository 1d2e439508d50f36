"""When an operation is deprecated, and the day on which it ends."""

from collections.abc import Iterator, Sequence
from datetime import date
from email.utils import parsedate_to_datetime

from msgspec import UNSET

from gatepost.model.parameter import Header
from gatepost.model.response import Response
from gatepost.model.schema import Json, Schema
from gatepost.translate.node import Node

_SUNSET = ("x-sunset", "x-sunset-date", "x-deprecated-sunset", "x-removal-date")


def is_deprecated(node: Node, answers: Sequence[Response]) -> bool:
    """Whether an operation is deprecated: it says so, or its answers always have a `Deprecation` header (RFC 9745)."""
    if node.flag("deprecated") or node.value.get("x-deprecated") is True:
        return True
    return any(header.required for header in _headers(answers, "deprecation"))


def sunset(node: Node, answers: Sequence[Response], deprecated: bool) -> str:
    """Return the ISO date on which an operation ends, from the first extension that has one; empty where none has.

    Of deprecated ones also the `Sunset` header is read (RFC 8594), where its only value or example is declared: on
    others it is there to say how an end would be announced.
    """
    keyword = next((keyword for keyword in _SUNSET if keyword in node.value), None)
    if keyword is None:
        github = node.value.get("x-github")
        value = github.get("removalDate") if type(github) is dict else None
        if type(value) is str and _is_date(value):
            return value
        return next(filter(None, map(_day, _declared(answers))), "") if deprecated else ""
    value = node.text(keyword)[:10]
    if _is_date(value):
        return value
    node.child(keyword).report("invalid-sunset", "A sunset has to be a date such as 2026-12-31; it was left out.")
    return ""


def _headers(answers: Sequence[Response], name: str) -> Iterator[Header]:
    """Yield the headers of a name that successes have."""
    for answer in answers:
        if answer.status.startswith("2"):
            yield from (header for header in answer.headers if header.name.lower() == name)


def _declared(answers: Sequence[Response]) -> Iterator[Json]:
    for header in _headers(answers, "sunset"):
        yield from (example.value for example in header.examples)
        if isinstance(header.schema, Schema):
            yield from (value for value in (header.schema.const, header.schema.default) if value is not UNSET)
            yield from header.schema.examples


def _day(value: Json) -> str:
    """Return the day of an HTTP-date (RFC 9110 section 5.6.7) or an ISO one, empty for anything else."""
    if not isinstance(value, str):
        return ""
    if _is_date(value[:10]):
        return value[:10]
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except ValueError:
        return ""


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
