"""Moves of every kind, pure and with edits: each operation must be found again where it went."""

import copy
import random
import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from tests.unit.diff.versions import FINE, changes
from tests.unit.specs.postern import METHODS, SPECS

Root = dict[str, Any]
Rewrite = Callable[[str], str]


@cache
def _postern() -> Root:
    return dict(yaml.safe_load((SPECS / "postern-2026-11.yaml").read_text()))


def moved(root: Root, rewrite: Rewrite) -> Root:
    return {**root, "paths": {rewrite(path): item for path, item in root["paths"].items()}}


def renamed_ids(root: Root, rename: Rewrite) -> Root:
    new = copy.deepcopy(root)
    for _, _, operation in operations(new):
        operation["operationId"] = rename(operation["operationId"])
    return new


def operations(root: Root) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in root["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def edited(root: Root, seed: int) -> Root:
    """Change words, parameters and answers of every second operation."""
    chance, new = random.Random(seed), copy.deepcopy(root)
    for index, (_, _, operation) in enumerate(operations(new)):
        if index % 2:
            continue
        operation["description"] = "It does what it did. " + operation.get("description", "")[: chance.randrange(200)]
        operation.setdefault("parameters", []).append({"name": "trace", "in": "query", "schema": {"type": "string"}})
        if len(operation["responses"]) > 2:
            operation["responses"].pop(chance.choice([s for s in operation["responses"] if not s.startswith("2")]))
        if chance.random() < 0.5:
            operation["summary"] = operation["summary"] + " by hand"
    return new


def found_again(old: Root, new: Root, rewrite: Rewrite) -> float:
    """Return the share of operations that are paired with themselves; a removed and added one is a failure."""
    found = changes(old, new)
    went = {(change.before, change.after) for change in found if change.rule == "operation-moved"}
    expected = {(f"{m} {path}", f"{m} {rewrite(path)}") for m, path, _ in operations(old) if rewrite(path) != path}
    assert not went - expected
    return len(went) / len(expected)


PATHS: dict[str, Rewrite] = {
    "a new prefix": lambda path: f"/api{path}",
    "another version": lambda path: path.replace("/v1/", "/v2/"),
    "a prefix gone": lambda path: path.removeprefix("/v1") or "/",
    "a resource renamed": lambda path: path.replace("/keys", "/access-keys").replace("/budgets", "/spending/limits"),
}


@pytest.mark.parametrize("move", PATHS)
def test_a_pure_move_is_known_whatever_the_ids(move: str) -> None:
    old, rewrite = _postern(), PATHS[move]
    assert found_again(old, moved(old, rewrite), rewrite) == 1.0
    ids = renamed_ids(moved(old, rewrite), lambda name: f"{name}_{len(name)}_v2_api")
    assert found_again(old, ids, rewrite) == 1.0


@pytest.mark.parametrize("move", PATHS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_move_with_edits_is_known_nearly_always(move: str, seed: int) -> None:
    old, rewrite = _postern(), PATHS[move]
    new = moved(edited(old, seed), rewrite)
    assert found_again(old, new, rewrite) >= 0.95
    assert found_again(old, renamed_ids(new, lambda name: f"{name}V2"), rewrite) >= 0.95


def test_ids_that_frameworks_make_of_paths_do_not_mislead() -> None:
    """FastAPI writes method and path into the id: after a move under a prefix nearly none is the same."""

    def fastapi(root: Root) -> Root:
        new = copy.deepcopy(root)
        for method, path, operation in operations(new):
            operation["operationId"] = re.sub(r"\W+", "_", f"{operation['operationId']}{path}_{method.lower()}")
        return new

    rewrite = PATHS["a new prefix"]
    assert found_again(fastapi(_postern()), fastapi(moved(_postern(), rewrite)), rewrite) == 1.0


def test_parameters_of_paths_renamed() -> None:
    old = _postern()
    new = copy.deepcopy(moved(old, lambda path: path.replace("_id}", "}")))
    shared = new["components"]["parameters"].values()
    own = [one for item in new["paths"].values() for one in item.get("parameters", ())]
    own += [one for _, _, operation in operations(new) for one in operation.get("parameters", ())]
    for parameter in (*shared, *own):
        if parameter.get("in") == "path":
            parameter["name"] = parameter["name"].removesuffix("_id")
    found = changes(old, new)
    assert {change.rule for change in found} == {"path-parameter-renamed"}
    assert {change.severity for change in found} == {"safe"}
    renamed = {change.subject for change in found}
    assert len(renamed) == sum("_id}" in path for _, path, _ in operations(old))


def test_a_tag_renamed_is_said_once_and_no_operation_moves() -> None:
    old, new = _postern(), copy.deepcopy(_postern())
    for _, _, operation in operations(new):
        operation["tags"] = ["Conversations" if tag == "Chat" else tag for tag in operation["tags"]]
    for tag in new["tags"]:
        tag["name"] = "Conversations" if tag["name"] == "Chat" else tag["name"]
    found = changes(old, new)
    assert {change.rule for change in found} == {"tag-renamed", "operation-tags-changed"}
    assert [change.after for change in found if change.rule == "tag-renamed"] == ["Conversations"]


def test_ids_changed_where_nothing_moved() -> None:
    old = _postern()
    found = changes(old, renamed_ids(old, lambda name: f"x{name}"))
    assert {change.rule for change in found} == {"operation-id-changed"}
    assert len(found) == sum(1 for _ in operations(old))


def _with_fields(*names: str, **members: Any) -> dict[str, Any]:
    properties = {name: {"type": "string"} for name in names}
    body = {"content": {"application/json": {"schema": {"type": "object", "properties": properties}}}}
    return {"post": {"requestBody": body, "responses": FINE, **members}}


WHOLE = {"/accounts/{id}/settings": _with_fields("theme", "language", "zone", "mail", "phone", "push")}
PIECES = {
    "/accounts/{id}/settings/display": _with_fields("theme", "language", "zone"),
    "/accounts/{id}/settings/contact": _with_fields("mail", "phone", "push"),
}
OTHERS = {"/accounts": _with_fields("name"), "/reports": _with_fields("from", "to", "zone")}


@pytest.mark.parametrize("edit", ["", "one more field", "other words"])
def test_an_operation_split_in_two_is_hinted_at(edit: str) -> None:
    pieces = copy.deepcopy(PIECES)
    if edit == "one more field":
        pieces["/accounts/{id}/settings/contact"] = _with_fields("mail", "phone", "push", "fax")
    if edit == "other words":
        pieces["/accounts/{id}/settings/display"]["post"]["description"] = "How it looks."
    found = changes({"paths": {**OTHERS, **WHOLE}}, {"paths": {**OTHERS, **pieces}})
    split = next(change for change in found if change.rule == "operation-split")
    assert split.after == [f"POST {path}" for path in PIECES]
    assert str(split.replacement) == f"operation:POST {next(iter(PIECES))}"
    assert sum(change.rule == "operation-added" for change in found) == 2


def test_two_operations_merged_into_one_are_hinted_at() -> None:
    found = changes({"paths": {**OTHERS, **PIECES}}, {"paths": {**OTHERS, **WHOLE}})
    merged = next(change for change in found if change.rule == "operation-merged")
    assert merged.before == [f"POST {path}" for path in PIECES]
    assert sum(change.rule == "operation-removed" for change in found) == 2


def test_what_has_nothing_in_common_is_removed_and_added() -> None:
    found = changes({"paths": {"/cats": _with_fields("fur")}}, {"paths": {"/invoices": _with_fields("sum", "due")}})
    assert [change.rule for change in found] == ["operation-removed", "operation-added"]
