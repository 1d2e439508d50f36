"""The way of one operation, tool or schema through the versions."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.model.version import Version

Step = tuple[Version, tuple[Change, ...]]
"""A version, and what changed with it."""


class Trail:
    """What changed with each version, found by page; `versions` are the newest first.

    `changes` are those from the version before to the version with that label.
    """

    def __init__(self, versions: Sequence[Version], changes: Mapping[str, Sequence[Change]]) -> None:
        self.versions = tuple(versions)
        self.changes = changes
        self._by_subject: dict[str, dict[Address, list[Change]]] = {}
        self._came_from: dict[str, dict[Address, Change]] = {}
        self._went: dict[str, dict[Address, Change]] = {}
        self._gone: dict[str, dict[Address, Change]] = {}
        self._new: dict[str, dict[Address, Change]] = {}
        for label, found in changes.items():
            self._index(label, found)

    def history(self, address: Address, version: Version) -> list[Step]:
        """Return what changed on the page of a thing until a version, the newest first, moves followed back."""
        steps: list[Step] = []
        for one in self.versions[self.versions.index(version) :]:
            if found := self._by_subject.get(one.label, {}).get(address):
                steps.append((one, tuple(found)))
            if address in self._new.get(one.label, {}):
                break
            if moved := self._came_from.get(one.label, {}).get(address):
                address = moved.origin or address
        return steps

    def status(self, address: Address, version: Version) -> str:
        """Return what became of a thing with a version: `new`, `changed` or `unchanged`; empty for the oldest."""
        if version.label not in self.changes:
            return ""
        if address in self._new[version.label]:
            return "new"
        return "changed" if address in self._by_subject[version.label] else "unchanged"

    def target(self, address: Address, old: Version, new: Version) -> tuple[Address | None, Change | None, Version]:
        """Return the address in another version, or the change that says why there is none, with its version."""
        start, end = self.versions.index(old), self.versions.index(new)
        if start > end:
            for one in reversed(self.versions[end:start]):
                if gone := self._gone.get(one.label, {}).get(address):
                    return None, gone, one
                if moved := self._went.get(one.label, {}).get(address):
                    address = moved.subject
        for one in self.versions[start:end]:
            if come := self._new.get(one.label, {}).get(address):
                return None, come, one
            if moved := self._came_from.get(one.label, {}).get(address):
                address = moved.origin or address
        return address, None, new

    def _index(self, label: str, changes: Sequence[Change]) -> None:
        by_subject: dict[Address, list[Change]] = defaultdict(list)
        came_from: dict[Address, Change] = {}
        went: dict[Address, Change] = {}
        for one in changes:
            by_subject[one.subject].append(one)
            if one.origin is not None and one.origin != one.subject:
                came_from[one.subject], went[one.origin] = one, one
        self._by_subject[label], self._came_from[label], self._went[label] = by_subject, came_from, went
        whole = [one for one in changes if not one.address.part]
        self._gone[label] = {one.subject: one for one in whole if is_gone(one)}
        self._new[label] = {one.subject: one for one in whole if is_new(one)}


def is_new(change: Change) -> bool:
    """Whether a change says that there was no such thing before."""
    return change.rule in (f"{change.address.kind}-added", "mcp-server-added", "operation-merged", "tool-added")


def is_gone(change: Change) -> bool:
    """Whether a change says that there is no such thing any more, and not only no body, scope or callback of it."""
    return change.rule in (f"{change.address.kind}-removed", "mcp-server-removed", "operation-split")
