import re
from functools import cache
from itertools import chain
from typing import Any

import pytest

from gatepost.diff.rule import Rule, SchemaRule
from gatepost.diff.rules import every_rule
from gatepost.model.change import CHANGE_SEVERITIES
from tests.unit.diff.versions import changes, golden, short, with_operation


def _id(case: dict[str, Any]) -> str:
    return f"{case['old']} > {case['new']}"[:90]


@pytest.mark.parametrize("case", golden("values"), ids=_id)
@pytest.mark.parametrize("direction", ["request", "response"])
def test_a_value(case: dict[str, Any], direction: str) -> None:
    found = changes(*(_with_value(case[side], direction) for side in ("old", "new")))
    expected = case["both"] if "both" in case else case[direction]
    assert sorted(line.split(" #")[0].replace(f"{direction}-", "") for line in short(found)) == sorted(expected)
    assert all(change.message.endswith(".") and "\0" not in change.message for change in found)


def _with_value(schema: dict[str, Any], direction: str) -> dict[str, Any]:
    body = {"application/json": {"schema": {"type": "object", "properties": {"x": schema}}}}
    if direction == "request":
        return with_operation(requestBody={"content": body})
    return with_operation(responses={"200": {"description": "Fine", "content": body}})


@pytest.mark.parametrize("case", golden("operations"), ids=_id)
def test_an_operation(case: dict[str, Any]) -> None:
    found = short(changes(with_operation(**case["old"]), with_operation(**case["new"])))
    if case.get("lax"):
        assert set(case["changes"]) <= set(found)
    else:
        assert found == case["changes"]


@cache
def _ids() -> set[str]:
    return {rule.id if isinstance(rule, Rule) else rule.name for rule in every_rule().values()}


def test_rules_are_sixty_and_more_each_with_its_own_id() -> None:
    assert len(every_rule()) == len(_ids()) >= 60
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", name) for name in _ids())


def test_every_rule_counts_as_something() -> None:
    for rule in every_rule().values():
        severities = [rule.request, rule.response] if isinstance(rule, SchemaRule) else [rule.severity]
        assert set(severities) <= set(CHANGE_SEVERITIES)


def test_every_rule_of_a_value_has_a_case() -> None:
    lines = chain.from_iterable(
        [*c.get("both", ()), *c.get("request", ()), *c.get("response", ())] for c in golden("values")
    )
    shown = {line.split(" ")[1].removeprefix("property-") for line in lines}
    names = {rule.name.removeprefix("property-") for rule in every_rule().values() if isinstance(rule, SchemaRule)}
    assert names - shown <= {"description-changed"}  # said of tools only


def test_the_payload_of_a_webhook_is_what_callers_get() -> None:
    def hook(*required: str) -> dict[str, Any]:
        schema = {"type": "object", "properties": {"x": {"type": "string"}}, "required": list(required)}
        body = {"content": {"application/json": {"schema": schema}}}
        return {"webhooks": {"gone": {"post": {"requestBody": body, "responses": {}}}}}

    assert short(changes(hook("x"), hook())) == ["breaking response-property-became-optional #x"]
