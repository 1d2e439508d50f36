"""Problems of a bundle, found once for each content."""

from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import msgspec

from gatepost.errors import DescriptionError
from gatepost.model.document import Bundle
from gatepost.model.problem import Problem, Severity
from gatepost.validate.defaults import defaults
from gatepost.validate.floods import without_floods
from gatepost.validate.links import unsafe_links, unsafe_servers
from gatepost.validate.metaschema import structure
from gatepost.validate.operations import duplicate_parameters, operation_ids, path_parameters
from gatepost.validate.references import circular_references, reference_kinds, unresolvable_references
from gatepost.validate.schemas import dialect, required_properties
from gatepost.validate.tags import duplicate_tags, tag_parents
from gatepost.validate.walk import Walk

RULES: tuple[Callable[[Walk], Iterator[Problem]], ...] = (
    structure,
    operation_ids,
    path_parameters,
    duplicate_parameters,
    unresolvable_references,
    circular_references,
    reference_kinds,
    dialect,
    required_properties,
    defaults,
    duplicate_tags,
    tag_parents,
    unsafe_links,
    unsafe_servers,
)
"""Every rule of OpenAPI descriptions, in the order in which problems are listed."""

_STOPPING = frozenset(("operation-id-duplicate", "operation-id-empty"))
"""Rules whose problems stop a build: pages are named after operation ids."""

_CACHE_VERSION = 1
"""Goes up when a rule finds something else than before."""


class _Finding(msgspec.Struct, frozen=True, array_like=True):
    """A problem as the cache has it: its line is looked up again."""

    rule: str
    severity: Severity
    message: str
    file: str
    pointer: str


def validate(bundle: Bundle, cache: Path | None = None) -> tuple[Problem, ...]:
    """Return the problems of a bundle, those of reading it first; `cache` keeps the rest by content.

    Errors are violations of the specification, warnings what is likely a mistake. Raises DescriptionError where two
    operationIds are the same but for case, or one is empty.
    """
    entry = cache / f"verdict-{_key(bundle)}.json" if cache else None
    problems = _recall(entry, bundle) if entry else None
    if problems is None:
        walk = Walk(bundle)
        problems = without_floods(problem for rule in RULES for problem in rule(walk))
        if entry:
            _remember(entry, problems)
    stopping = [problem for problem in problems if problem.rule in _STOPPING]
    if stopping:
        raise DescriptionError(stopping)
    return (*bundle.problems, *problems)


def _key(bundle: Bundle) -> str:
    packages = "-".join(version(name) for name in ("openapi-spec-validator", "jsonschema-rs"))
    return f"{bundle.digest}-{_CACHE_VERSION}-{packages}"


def _recall(entry: Path, bundle: Bundle) -> tuple[Problem, ...] | None:
    try:
        findings = msgspec.json.decode(entry.read_bytes(), type=list[_Finding])
        return tuple(
            Problem(
                rule=finding.rule,
                severity=finding.severity,
                message=finding.message,
                source=bundle.documents[finding.file].locate(finding.pointer),
            )
            for finding in findings
        )
    except (OSError, ValueError, KeyError):  # absent or damaged: judge anew
        return None


def _remember(entry: Path, problems: tuple[Problem, ...]) -> None:
    findings = [_Finding(p.rule, p.severity, p.message, p.source.file, p.source.pointer) for p in problems]
    entry.parent.mkdir(parents=True, exist_ok=True)
    unfinished = entry.with_suffix(".new")
    unfinished.write_bytes(msgspec.json.encode(findings))
    unfinished.replace(entry)
