"""Golden cases: a fragment of a description, and the problems that the rules find in it."""

from pathlib import Path
from typing import Any

import pytest

from gatepost.errors import DescriptionError
from gatepost.load.yaml_text import read_yaml
from gatepost.model.document import Bundle, Document
from gatepost.model.problem import Problem
from gatepost.validate import validate

GOLDEN = Path(__file__).parents[2] / "golden/validate"
INFO = {"title": "A", "version": "1"}


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['name']}")
        for file in sorted(GOLDEN.glob("*.yml"))
        for case in read_yaml(file.read_bytes())[0]  # type: ignore[union-attr]
    ]


def described(case: dict[str, Any]) -> Bundle:
    version = case.get("version", "3.1")
    head = {"swagger": "2.0"} if version == "2.0" else {"openapi": f"{version}.0"}
    root, lines = {**head, "info": INFO, "paths": {}, **case["description"]}, read_yaml(b"a: 1")[1]
    document = Document("a.yaml", root, lines, "", version)
    return Bundle(root=document, documents={"a.yaml": document})


def found(bundle: Bundle) -> tuple[Problem, ...]:
    try:
        return validate(bundle)
    except DescriptionError as error:
        return error.problems


@pytest.mark.parametrize("case", cases())
def test_golden(case: dict[str, Any]) -> None:
    problems = found(described(case))
    shown = [{"severity": p.severity, "rule": p.rule, "at": p.source.pointer, "says": p.message} for p in problems]
    expected = case.get("problems", [])
    # A case may leave out what it is not about.
    chosen = [{key: problem[key] for key in want} for problem, want in zip(shown, expected, strict=False)]
    assert chosen == expected, shown
    assert len(shown) == len(expected), shown
