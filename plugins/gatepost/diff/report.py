"""From what rules find to changes."""

from collections.abc import Iterator
from typing import Any

from gatepost.diff.rule import IT, ITEM, Found, Rule, code
from gatepost.diff.rules import rules_for
from gatepost.diff.schemas import Located
from gatepost.model.address import Address
from gatepost.model.change import Change


def changes_of(pair: Any, address: Address, place: str = "", confidence: float = 1.0) -> Iterator[Change]:
    """Yield what the rules of its type find in a pair; `place` is where its parts stand on the page."""
    for rule in rules_for(pair.__class__):
        for found in rule.check(pair):
            yield _change(rule, found, address, place, confidence)


def schema_change(located: Located, base: Change, prefix: str, name: str = "") -> Change:
    """Return a change of a value. `base` has address, place and direction, `prefix` begins the rule's name.

    `name` is what the outermost value is called, such as a parameter; its parts follow in the address.
    """
    rule, found = located.rule, located.found
    path = located.path.rstrip(ITEM)
    part = ".".join(one for one in (name, path) if one)
    subject = f"Each item of {_inside(part)}" if located.path.endswith(ITEM) else _subject(part)
    severity = found.severity or rule.severity(base.direction)
    return Change(
        rule=_rule_name(rule.name, prefix, path, rule.says_property),
        severity=severity,
        address=Address(base.address.kind, base.address.name, part),
        message=_said(found.message, subject),
        before=found.before,
        after=found.after,
        direction=base.direction,
        confidence=base.confidence,
        place=base.place,
        schema=located.schema,
    )


def _subject(part: str) -> str:
    """Return what a message calls a value: its name, or which one of a list or map without names it is."""
    whole, _, last = part.rpartition(".")
    if last.startswith("*"):
        return f"A value of {_inside(whole)}"
    if last.startswith("@"):
        return f"Item {int(last[1:]) + 1} of {_inside(whole)}"
    return code(last) if part else "The body"


def _inside(whole: str) -> str:
    return _lowered(_subject(whole))


def _said(message: str, subject: str) -> str:
    return message.replace(IT, subject if message.startswith(IT) else _lowered(subject))


def _lowered(subject: str) -> str:
    """Return what something is called inside a sentence; names in backticks stay as they are."""
    return subject[0].lower() + subject[1:]


def _rule_name(name: str, prefix: str, path: str, says_property: bool) -> str:
    if says_property and path and prefix in ("request", "response"):
        return f"{prefix}-property-{name}"
    if prefix == "tool-argument":
        return f"tool-{name.replace('property', 'argument')}" if "property" in name else f"{prefix}-{name}"
    return f"{prefix}-{name}"


def _change(rule: Rule[Any], found: Found, address: Address, place: str, confidence: float) -> Change:
    there = found.address or address
    return Change(
        rule=found.rule or rule.id,
        severity=found.severity or rule.severity,
        address=Address(there.kind, there.name, found.part or there.part),
        message=found.message,
        before=found.before,
        after=found.after,
        direction=rule.direction,
        confidence=confidence,
        place=found.place or place,
        origin=found.origin,
        replacement=found.replacement,
        sunset=found.sunset,
    )
