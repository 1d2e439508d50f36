"""Findings of a JSON Schema validator in the words of an author."""

from collections.abc import Sequence
from typing import Any

from jsonschema_rs import ValidationError
from jsonschema_rs import ValidationErrorKind as Kind

_LONGEST = 60


def closest(error: ValidationError) -> ValidationError:
    """Return the finding that says most: in a choice of schemas, that of the branch which came furthest."""
    while isinstance(error.kind, Kind.AnyOf | Kind.OneOfNotValid):
        branches = [branch for branch in error.kind.context if branch]
        if not branches:
            break
        # A branch fails on what it lacks. One that wants `$ref` is the choice of those who meant a reference.
        meant = [branch for branch in branches if not any(_wants_reference(finding) for finding in branch)] or branches
        error = max((max(branch, key=_depth) for branch in meant), key=_depth)
    return error


def cause(error: ValidationError) -> str:
    """Return cause and remedy of a finding, in one or two sentences."""
    kind = error.kind
    match kind:
        case Kind.Required():
            return f"'{kind.property}' is missing. Add it."
        case Kind.AdditionalProperties() | Kind.UnevaluatedProperties():
            names = ", ".join(f"'{name}'" for name in kind.unexpected[:5])
            return f"{names} is not a field here. Correct the name, or begin an extension with 'x-'."
        case Kind.Type():
            return f"{shown(error.instance)} is not of the type {_types(kind.types)}. Correct the value."
        case Kind.Enum():
            return f"{shown(error.instance)} is not one of {_options(kind.options)}. Correct the value."
        case Kind.Constant():
            return f"{shown(error.instance)} stands where only {shown(kind.expected_value)} may. Correct the value."
        case Kind.Pattern():
            return f"{shown(error.instance)} is not of the form that is wanted here ({kind.pattern}). Correct it."
        case Kind.Format():
            return f"{shown(error.instance)} is not a valid {kind.format}. Correct it."
        case Kind.OneOfMultipleValid():
            return "Two things are said here of which only one may be. Remove one."
        case Kind.UniqueItems():
            return "The list has a value twice. Remove one."
        case Kind.MinItems() | Kind.MinProperties() | Kind.MinLength():
            return f"{shown(error.instance)} is too short; at least {kind.limit} wanted. Add to it."
        case _:
            return f"{shown(error.instance)} breaks the rule '{kind.name}: {shown(kind.value)}'. Correct the value."


def shown(value: Any) -> str:
    """Return a short form of a value for a message."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = (
        {None: "null", True: "true", False: "false"}.get(value)
        if value is None or value is True or value is False
        else None
    )
    text = text or (f"'{value}'" if isinstance(value, str) else str(value))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _depth(error: ValidationError) -> int:
    below = [len(error.instance_path)]
    if isinstance(error.kind, Kind.AnyOf | Kind.OneOfNotValid):
        below.extend(_depth(finding) for branch in error.kind.context for finding in branch)
    return max(below)


def _wants_reference(error: ValidationError) -> bool:
    return isinstance(error.kind, Kind.Required) and error.kind.property == "$ref"


def _types(types: Any) -> str:
    return " or ".join(types) if isinstance(types, list) else str(types)


def _options(options: Sequence[Any]) -> str:
    listed = ", ".join(shown(option) for option in options[:8])
    return f"{listed}, …" if len(options) > 8 else listed
