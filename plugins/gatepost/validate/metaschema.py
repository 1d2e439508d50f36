"""The description against the JSON Schema of its specification."""

from collections.abc import Iterator

from jsonschema_rs import ValidationError

from gatepost.model.problem import Problem
from gatepost.model.source import escape
from gatepost.validate.causes import cause, closest
from gatepost.validate.packaged import description_schema
from gatepost.validate.walk import Walk

MAX_FINDINGS = 2_000
"""Findings taken from one description; a file that is wrong throughout would bring a million."""


def structure(walk: Walk) -> Iterator[Problem]:
    """Every object has the fields that its specification wants, of the types that it wants."""
    root = walk.bundle.root
    for count, error in enumerate(description_schema(walk.specification).iter_errors(root.root)):
        if count >= MAX_FINDINGS:
            return
        finding = closest(error)
        message = f"{cause(finding)} ({_name(walk.specification)})"
        yield Problem(rule="structure", severity="error", message=message, source=root.locate(_pointer(finding)))


def _pointer(error: ValidationError) -> str:
    return "".join(f"/{escape(str(key))}" for key in error.instance_path)


def _name(specification: str) -> str:
    return "Swagger 2.0" if specification == "2.0" else f"OpenAPI {specification}"
