"""What became of one version of a gateway in the next."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from gatepost.model.address import Address
from gatepost.model.schema import Json

ChangeSeverity = Literal["breaking", "risky", "safe", "note"]
Direction = Literal["request", "response", ""]

CHANGE_SEVERITIES: tuple[ChangeSeverity, ...] = ("breaking", "risky", "safe", "note")
"""From what stops callers to what they may ignore: breaking, risky, safe, note."""


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference between two versions, said to a reader.

    `rule` is a stable kebab-case id; `address` is in the new version, or in the old one where the new has no such
    thing; `message` is plain text with names in backticks. `before` and `after` are values, None where there is none.
    `direction` is what callers send or what they get. `confidence` (0 to 1) is less than 1 where two things were
    taken for one. `place` and the address's part make the anchor of a field: `query`, `body`, `response-200`.
    `origin` is the address in the old version where that is another, `replacement` what to use instead of a thing
    that is gone or deprecated, `sunset` the ISO date on which it ends. `schema` names the schema that differs.
    """

    rule: str
    severity: ChangeSeverity
    address: Address
    message: str
    before: Json = None
    after: Json = None
    direction: Direction = ""
    confidence: float = 1.0
    place: str = ""
    origin: Address | None = None
    replacement: Address | None = None
    sunset: str = ""
    schema: str = ""

    @property
    def subject(self) -> Address:
        """The address of the page that the change is about."""
        return Address(self.address.kind, self.address.name)

    def as_json(self) -> dict[str, Json]:
        """Return the form of `gatepost diff --format json`."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "address": str(self.address),
            "before": self.before,
            "after": self.after,
            "message": self.message,
            "direction": self.direction,
            "confidence": round(self.confidence, 2),
        }


class ChangeGroup(msgspec.Struct, frozen=True, kw_only=True):
    """Changes that say the same of several operations or tools: one schema or parameter stands behind them."""

    changes: tuple[Change, ...]

    @property
    def first(self) -> Change:
        """The change that stands for all."""
        return self.changes[0]

    @property
    def subjects(self) -> tuple[Address, ...]:
        """The pages that the changes are about, each once."""
        return tuple(dict.fromkeys(change.subject for change in self.changes))


def together(changes: Iterable[Change]) -> tuple[ChangeGroup, ...]:
    """Return changes that say the same as one, in the order of the first of each."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for one in changes:
        whole = one.rule.endswith(("-added", "-removed", "-moved")) and not one.address.part
        key = (one.rule, one.severity, one.message, str(one.address) if whole else "", repr((one.before, one.after)))
        groups.setdefault(key, []).append(one)
    return tuple(ChangeGroup(changes=tuple(found)) for found in groups.values())


def counted(changes: Iterable[Change]) -> dict[ChangeSeverity, int]:
    """Return how many changes there are of each severity, also where there is none."""
    counts: dict[ChangeSeverity, int] = dict.fromkeys(CHANGE_SEVERITIES, 0)
    for one in changes:
        counts[one.severity] += 1
    return counts
