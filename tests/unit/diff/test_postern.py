"""Every planted change between the two versions of Postern is found, and nothing breaks that was not planted."""

from functools import cache
from typing import Any

import pytest
import yaml

from gatepost.diff import diff
from gatepost.model.change import Change
from tests.unit.diff.versions import gateway_at
from tests.unit.specs.postern import SPECS


@cache
def found() -> tuple[Change, ...]:
    return diff(*(gateway_at(SPECS / f"postern-{version}.yaml") for version in ("2025-11", "2026-11")))


@cache
def planted() -> list[dict[str, Any]]:
    return list(yaml.safe_load((SPECS / "changes-2025-11-to-2026-11.yaml").read_text())["changes"])


@pytest.mark.parametrize("change", planted(), ids=lambda change: f"{change['rule']} {change['address']}")
def test_a_planted_change_is_found(change: dict[str, Any]) -> None:
    wanted = (change["rule"], change["severity"], change["address"])
    assert wanted in {(one.rule, one.severity, str(one.address)) for one in found()}


def test_what_breaks_was_planted() -> None:
    """One place of a shared schema stands for all: rules and names are compared, not every operation."""
    known = {
        (change["rule"].partition("-")[2], change["address"].rpartition("#")[2].rpartition(".")[2])
        for change in planted()
    }
    for one in found():
        if one.severity == "breaking":
            last = str(one.address).rpartition("#")[2].rpartition(".")[2]
            assert (one.rule.partition("-")[2], last) in known, one


def test_values_are_those_of_both_versions() -> None:
    maximum = next(one for one in found() if one.rule == "request-maximum-lowered")
    assert (maximum.before, maximum.after, maximum.direction) == (8, 4, "request")
    assert maximum.message == "`n` may be at most 4; it was 8."


def test_a_removed_operation_names_its_replacement() -> None:
    gone = next(one for one in found() if one.rule == "operation-removed")
    assert str(gone.replacement) == "operation:PATCH /v1/budgets/{budget_id}"
    assert gone.sunset == "2026-10-31"


def test_a_version_does_not_differ_from_itself() -> None:
    one = gateway_at(SPECS / "postern-2026-11.yaml")
    assert diff(one, gateway_at(SPECS / "postern-2026-11.yaml")) == ()
