"""What changed between two versions on one page, to be shown elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from jinja2 import Environment

from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change, together
from gatepost.model.trail import Step, Trail
from gatepost.model.version import Version
from gatepost.render.change_words import link_words, said, values, where
from gatepost.render.revision import Place


class Comparisons:
    """Parts of pages that compare versions; `links` are pages by address, by label, from the root of the site."""

    def __init__(
        self,
        trail: Trail,
        links: Mapping[str, Mapping[Address, str]],
        place: Place,
        environment: Callable[[], Environment],
    ) -> None:
        self._trail, self._links, self._place, self._make = trail, links, place, environment

    def html(self, address: Address, at: Version, old: Version, new: Version) -> str:
        """Return what became of a thing from `old` to `new`; its address is that of version `at`."""
        before, _, _ = self._trail.target(address, at, old)
        after, went, left = self._trail.target(address, at, new)
        if went is not None and after is None:
            steps: list[Step] = [(left, (went,))]
        else:
            steps = self._steps(after or address, old, new)
        return self._environment.get_template("comparison.html.jinja").render(
            sides=[self._side(before, old), self._side(after, new)],
            steps=[self._told(one, found, address.kind) for one, found in steps],
            several=len(steps) > 1,
        )

    def _steps(self, address: Address, old: Version, new: Version) -> list[Step]:
        """Return what changed with each version after `old`, the newest first; of a schema wherever it is used."""
        since = self._trail.versions[: self._trail.versions.index(old)]
        own = {one.label: found for one, found in self._trail.history(address, new) if one in since}
        if address.kind != "schema":
            return [(one, own[one.label]) for one in since if one.label in own]
        steps: list[Step] = []
        for one in since[since.index(new) :]:
            used = tuple(c for c in self._trail.changes.get(one.label, ()) if c.schema == address.name)
            if found := (*own.get(one.label, ()), *used):
                steps.append((one, found))
        return steps

    def _side(self, address: Address | None, version: Version) -> dict[str, Any]:
        method, name = link_words(address) if address else ("", "")
        url = self._links[version.label].get(address, "") if address else ""
        return {"version": version, "method": method, "name": name, "url": url}

    def _told(self, version: Version, changes: Sequence[Change], kind: str) -> dict[str, Any]:
        groups: dict[str, Change] = {}
        for group in sorted(together(changes), key=lambda group: CHANGE_SEVERITIES.index(group.first.severity)):
            # The same said of what is sent and of what is answered is one change of the schema behind both.
            groups.setdefault(group.first.message, group.first)
        return {
            "version": version,
            "url": self._place(changes[0], version).partition("#")[0],
            "changes": [_row(change, kind) for change in groups.values()],
        }

    @cached_property
    def _environment(self) -> Environment:
        return self._make()


def _row(change: Change, kind: str) -> dict[str, Any]:
    return {
        "severity": change.severity,
        "message": said(change.message),
        # A schema stands in many places: one of them would say nothing.
        "where": "" if kind == "schema" else where(change),
        **values(change),
    }
