"""Real pairs of versions: every operation is accounted for, and the other way round the same is found."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from gatepost.diff import diff
from gatepost.model.change import CHANGE_SEVERITIES, Change
from gatepost.model.gateway import Gateway
from tests import corpus
from tests.unit.diff.versions import gateway_at


@pytest.mark.parametrize("pair", list(corpus.directory_pairs()), ids=lambda pair: pair[1])
def test_a_pair_of_the_directory(pair: tuple[str, str]) -> None:
    examine(*corpus.directory_pair(*pair))


def test_litellm() -> None:
    old, new, found = examine(corpus.litellm("1.105.1"), corpus.litellm("1.106.2"))
    assert (len(old.operations), len(new.operations)) == (977, 996)
    counts = Counter(change.rule for change in found)
    assert counts["operation-added"] - counts["operation-removed"] == 996 - 977


def examine(one: Path, other: Path) -> tuple[Gateway, Gateway, Sequence[Change]]:
    """Compare two versions, both ways."""
    old, new = gateway_at(one), gateway_at(other)
    found, back = diff(old, new), diff(new, old)
    before, after = ({one.name for one in gateway.operations} for gateway in (old, new))
    assert _left(found) == before - after
    assert _left(back) == after - before
    severities = [CHANGE_SEVERITIES.index(change.severity) for change in found]
    assert severities == sorted(severities)
    for change in found:
        assert change.message.endswith(".") and not {"\0", "\1"} & set(change.message), change
        assert 0.5 < change.confidence <= 1
    renaming = {change.subject.name for change in (*found, *back) if change.rule.endswith("-renamed")}
    forth, other_way = (_places(changes, (before & after) - renaming) for changes in (found, back))
    assert forth - other_way == set()
    return old, new, found


def _left(changes: Sequence[Change]) -> set[str]:
    """Names of the operations of the old version that are not there under the same name."""
    gone = {change.subject.name for change in changes if change.rule in ("operation-removed", "operation-split")}
    went = {change.origin.name for change in changes if change.origin and change.subject.kind == "operation"}
    return gone | went


def _places(changes: Sequence[Change], names: set[str]) -> set[tuple[str, str]]:
    """Places at which operations differ. Renames are left out by the caller: they may be seen from one side only."""
    return {(change.subject.name, change.address.part) for change in changes if change.subject.name in names}
