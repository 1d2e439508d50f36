from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.unit.specs.postern import CURRENT, METHODS, OLD, SPECS, at, description, documented

KEYWORDS = ("type", "enum", "default", "const", "maximum", "minimum", "maxItems", "required", "deprecated", "pattern")
SEVERITIES = ("breaking", "risky", "safe", "note")


@cache
def golden() -> list[dict[str, Any]]:
    """The planted changes."""
    return list(yaml.safe_load((SPECS / "changes-2025-11-to-2026-11.yaml").read_text())["changes"])


def pointers(side: str) -> set[str]:
    """Every place that the golden list names on one side."""
    places = [place for change in golden() for place in (change, *change.get("of", ()))]
    return {place[side] for place in places if place[side]}


@pytest.mark.parametrize("change", golden(), ids=lambda change: f"{change['rule']} {change['address']}")
def test_the_change_is_there(change: dict[str, Any]) -> None:
    assert change["severity"] in SEVERITIES
    assert change["note"].strip().endswith(".")
    for place in (change, *change.get("of", ())):
        assert place["old"] or place["new"]
    for side, value, name in (("old", "before", OLD), ("new", "after", CURRENT)):
        if change[side]:
            found = at(description(name), change[side])
            assert found == change.get(value, found)
    if change["old"] == change["new"]:
        assert at(description(OLD), change["old"]) != at(description(CURRENT), change["new"])
    if change["old"] is None:
        _assert_absent(OLD, change["new"], change.get("after"))
    if change["new"] is None:
        _assert_absent(CURRENT, change["old"], change.get("before"))


def _assert_absent(name: str, pointer: str, value: Any) -> None:
    """What one version has is not in the other, or is something else there."""
    try:
        found = at(description(name), pointer)
    except (KeyError, IndexError):
        return
    assert value is not None
    assert found != value


def test_addresses_name_operations() -> None:
    known = {f"operation:{one.method} {one.path}" for one in (*documented(CURRENT), *documented(OLD))}
    for change in golden():
        kind, _, rest = change["address"].partition(":")
        assert kind in ("gateway", "security", "webhook") or f"{kind}:{rest.partition('#')[0]}" in known


def test_no_operation_comes_goes_or_moves_unlisted() -> None:
    old, new = _operations(OLD), _operations(CURRENT)
    moved = [change for change in golden() if change["rule"] == "operation-moved"]
    gone = {change["old"] for change in golden() if change["rule"] == "operation-removed"}
    come = {change["new"] for change in golden() if change["rule"] == "operation-added"}
    assert set(old) - set(new) == gone | {change["old"] for change in moved}
    assert set(new) - set(old) == come | {change["new"] for change in moved}


def _operations(name: str) -> dict[str, dict[str, Any]]:
    """Operations by pointer; the renamed path parameter is not counted as a move."""
    found = {}
    for path, item in description(name)["paths"].items():
        place = path.replace("{team}", "{team_id}").replace("~", "~0").replace("/", "~1")
        found.update({f"/paths/{place}/{method}": item[method] for method in METHODS if method in item})
    return found


def test_no_schema_changes_unlisted() -> None:
    old, new = (description(name)["components"]["schemas"] for name in (OLD, CURRENT))
    listed = pointers("old") | pointers("new")
    unlisted = []
    for name in old.keys() & new.keys():
        for place in _differences(old[name], new[name], f"/components/schemas/{name}"):
            if not _explained(place, listed):
                unlisted.append(place)
    assert unlisted == []


def test_no_shared_parameter_or_header_changes_unlisted() -> None:
    listed = pointers("old") | pointers("new")
    for kind in ("parameters", "headers"):
        old, new = (description(name)["components"][kind] for name in (OLD, CURRENT))
        for name in old.keys() & new.keys():
            places = _differences(old[name], new[name], f"/components/{kind}/{name}")
            assert [place for place in places if not _explained(place, listed)] == []


def _explained(place: str, listed: set[str]) -> bool:
    """Whether a difference is listed, or follows from one: what is required from properties, bounds from a type."""
    owner, _, keyword = place.rpartition("/")
    if keyword == "required":
        return place in listed or any(one.startswith(f"{owner}/properties/") for one in listed)
    return place in listed or f"{owner}/type" in listed


def _differences(old: Any, new: Any, place: str) -> Iterator[str]:
    """Places where two schemas differ in what they allow; texts and examples do not count."""
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old.keys() | new.keys():
            inside = f"{place}/{name}"
            if name in old and name in new:
                yield from _differences(old[name], new[name], inside)
            elif name in KEYWORDS or place.endswith("/properties"):
                yield inside
    elif isinstance(old, list) and isinstance(new, list) and not place.endswith(("/enum", "/required", "/default")):
        for index, (one, other) in enumerate(zip(old, new, strict=False)):
            yield from _differences(one, other, f"{place}/{index}")
    elif old != new and place.rsplit("/", 1)[-1] in KEYWORDS:
        yield place
