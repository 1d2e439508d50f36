"""Sentences that give orders, and sentences that look like it."""

from typing import Any

import pytest
import yaml

from tests.unit.honesty.poison import GOLDEN, examined

WORDING: dict[str, list[str]] = yaml.safe_load((GOLDEN / "wording.yml").read_text(encoding="utf-8"))


def rules(description: str) -> set[str]:
    tool: dict[str, Any] = {"name": "do_it", "description": description, "inputSchema": {"type": "object"}}
    return {finding.rule for finding in examined({"tool": tool})}


@pytest.mark.parametrize("description", WORDING["orders"], ids=lambda text: text[:40])
def test_orders_are_seen(description: str) -> None:
    assert rules(description) & {"directive-to-model", "manipulative-wording"}


@pytest.mark.parametrize("description", WORDING["missed"], ids=lambda text: text[:40])
def test_what_is_missed_is_known(description: str) -> None:
    assert rules(description) == set(), "seen now: move it to `orders`"


def test_plain_descriptions_are_left_alone() -> None:
    flagged = [description for description in WORDING["plain"] if rules(description)]
    assert len(flagged) <= len(WORDING["plain"]) // 50, flagged
