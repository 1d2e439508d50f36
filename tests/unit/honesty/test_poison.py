"""The planted corpus: every hostile tool is flagged for what it does, and of the innocent ones at most two."""

from typing import Any

import pytest

from tests.unit.honesty.poison import cases, examined


@pytest.mark.parametrize("case", cases("hostile"), ids=lambda case: case["name"])
def test_a_hostile_tool_is_flagged(case: dict[str, Any]) -> None:
    assert case["rule"] in {finding.rule for finding in examined(case)}


def test_innocent_tools_are_left_alone() -> None:
    flagged = {case["name"]: [finding.rule for finding in examined(case)] for case in cases("innocent")}
    assert len([name for name, rules in flagged.items() if rules]) <= 2, flagged


def test_the_corpus_is_large_enough() -> None:
    assert len(cases("hostile")) >= 20 and len(cases("innocent")) >= 20
