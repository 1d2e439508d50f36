"""Every operation, called as its example calls it, answers as its example says."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.specs.postern import METHODS, Documented, Postern, behaviours, description, documented, resolved

# What the sandbox makes up anew for something that is written.
MADE = frozenset(
    "id created_at created secret masked request_id registered_at revoked_at added_at call_id tool_calls".split()
)
OPERATIONS = list(documented())
ADMINISTRATIVE = [one for one in OPERATIONS if any("adminKey" in way for way in one.operation.get("security", []))]
WITH_ID = [one for one in OPERATIONS if "{" in one.path]
OTHERWISE = {"purgeCache"}
"""Operations whose example tells of another moment than the start."""


@pytest.fixture(scope="module")
def postern() -> Postern:
    return Postern()


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.id)
def test_it_answers_as_documented(postern: Postern, one: Documented) -> None:
    postern.sandbox.reset()
    answer = postern.send(one.method, one.target, one.body, expect=_success(one))
    assert answer.headers.get("x-postern-request-id", "req_").startswith("req_")
    assert _declared_headers(one, answer.status) >= {
        name for name in answer.headers if name.startswith(("x-postern", "x-ratelimit"))
    }
    example = one.example(answer.status)
    if example is not None and one.id not in OTHERWISE:
        assert list(_disagreements(example, answer.json, one.method == "GET")) == []


@pytest.mark.parametrize("one", OPERATIONS, ids=lambda one: one.id)
def test_it_asks_for_a_key(postern: Postern, one: Documented) -> None:
    answer = postern(one.method, one.target, json_body=one.body, key=False)
    if one.operation.get("security") == []:
        assert answer.status == 200
    else:
        assert answer.status == 401
        assert "www-authenticate" in answer.headers


@pytest.mark.parametrize("one", ADMINISTRATIVE, ids=lambda one: one.id)
def test_administration_needs_the_scope(postern: Postern, one: Documented) -> None:
    answer = postern.send(one.method, one.target, one.body, key="sk-sandbox-inference", expect=403)
    assert answer.json["error"]["code"] == "scope_missing"


@pytest.mark.parametrize("one", WITH_ID, ids=lambda one: one.id)
def test_an_unknown_id_is_404(postern: Postern, one: Documented) -> None:
    postern.sandbox.reset()
    parts = [part for part in one.path.split("/") if part.startswith("{")]
    unknown = {"{subject_kind}": "key", "{trace_id}": "0" * 32, "{user_id}": "user_nobody"}
    target = one.path
    for part in parts:
        target = target.replace(part, unknown.get(part, "unknown"))
    assert postern.send(one.method, target, one.body, expect=404).json["error"]["param"]


def test_every_operation_has_a_behaviour() -> None:
    marked = {
        id
        for module in behaviours()
        for function in vars(module).values()
        for id in getattr(function, "__gatepost_operations__", ())
    }
    assert marked == {one.id for one in OPERATIONS}


def test_the_operators_key_opens_administration_only(postern: Postern) -> None:
    postern.sandbox.reset()
    header = {"x-postern-admin-key": "sk-sandbox"}
    assert postern("GET", "/v1/teams", headers=header, key=False).status == 200
    assert postern("GET", "/v1/models", headers=header, key=False).status == 401


def test_errors_of_requests_that_do_not_fit_keep_the_contract(postern: Postern) -> None:
    for one in OPERATIONS:
        if one.body is not None and one.operation["requestBody"].get("required"):
            answer = postern.send(one.method, one.target, {"nonsense": [None]}, expect=_invalid(one))
            assert answer.json["error"]["code"] == "invalid_request"


def _invalid(one: Documented) -> int:
    return 400 if "400" in one.operation["responses"] else 422


def _success(one: Documented) -> int:
    return min(int(status) for status in one.operation["responses"] if status.startswith("2"))


def _declared_headers(one: Documented, status: int) -> set[str]:
    response = resolved(one.operation["responses"][str(status)])
    return set(response.get("headers", {}))


def _disagreements(example: Any, answer: Any, seeded: bool, place: str = "") -> Iterator[str]:
    """Where an example says something else than the answer. Of objects in a list, each has to be in the answer."""
    if isinstance(example, dict) and isinstance(answer, dict):
        if list(example) != list(answer):
            yield f"{place}: {list(example)} is not {list(answer)}"
        for name in example.keys() & answer.keys():
            if seeded or name not in MADE:
                yield from _disagreements(example[name], answer[name], seeded, f"{place}/{name}")
    elif isinstance(example, list) and isinstance(answer, list) and example and isinstance(example[0], dict):
        for index, item in enumerate(example):
            found = [list(_disagreements(item, other, seeded, f"{place}/{index}")) for other in answer]
            yield from min(found, key=len, default=[f"{place}/{index} is not there"])
    elif example != answer:
        yield f"{place}: {example!r} is not {answer!r}"


def test_the_answers_are_those_of_all_operations() -> None:
    declared = sum(len(item.keys() & set(METHODS)) for item in description()["paths"].values())
    assert declared == len(OPERATIONS) == 66
