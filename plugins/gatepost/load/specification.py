"""Which specification a description is written in, and whether it is one at all."""

import re
from typing import Any

from gatepost.load.fault import Fault
from gatepost.model.document import Document
from gatepost.model.problem import Problem
from gatepost.model.schema import Json

_VERSION = re.compile(r"3\.([012])(\..*)?")
_REMEDY = "Gatepost reads OpenAPI 3.0, 3.1, 3.2 and Swagger 2.0."
_BODIES = {"2.0": ("paths",), "3.0": ("paths",)}
_BODIES_SINCE_3_1 = ("paths", "webhooks", "components")


def identify(root: Json) -> str:
    """Return `2.0`, `3.0`, `3.1` or `3.2`. Raises Fault when the tree is not a usable description of one."""
    if not isinstance(root, dict):
        raise Fault("not-a-description", f"The file holds {_kind(root)} and not an object. {_REMEDY}")
    specification = _specification(root)
    if not isinstance(root.get("info"), dict):
        raise Fault("no-info", "There is no 'info' object. Add one with 'title' and 'version'.")
    bodies = _BODIES.get(specification, _BODIES_SINCE_3_1)
    if not any(isinstance(root.get(body), dict) for body in bodies):
        wanted = " or ".join(f"'{body}'" for body in bodies)
        raise Fault("nothing-described", f"There is no {wanted} object, so there is nothing to document. Add one.")
    return specification


def version_problems(document: Document) -> tuple[Problem, ...]:
    """Return a warning when the version is a number (`openapi: 3.1` in YAML) in place of a string."""
    for field in ("swagger", "openapi"):
        value = document.root.get(field)
        if isinstance(value, int | float):
            message = f"'{field}' is the number {value}. Write it as text with its patch version, such as '{value}.0'."
            source = document.locate(f"/{field}")
            return (Problem(rule="version-not-text", severity="warning", message=message, source=source),)
    return ()


def _specification(root: dict[str, Any]) -> str:
    if "openapi" in root:
        match = _VERSION.fullmatch(str(root["openapi"]))
        if match:
            return f"3.{match[1]}"
        raise Fault("version-unsupported", f"'openapi' is {_shown(root['openapi'])}. {_REMEDY}", pointer="/openapi")
    if "swagger" in root:
        if str(root["swagger"]) in ("2.0", "2"):
            return "2.0"
        raise Fault("version-unsupported", f"'swagger' is {_shown(root['swagger'])}. {_REMEDY}", pointer="/swagger")
    raise Fault("not-a-description", f"There is neither 'openapi' nor 'swagger' at the top. {_REMEDY}")


def _shown(value: Json) -> str:
    return f"'{value[:40]}'" if isinstance(value, str) else _kind(value)


def _kind(value: Json) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "a boolean", type(None): "nothing"}
    return kinds.get(type(value), "a number")
