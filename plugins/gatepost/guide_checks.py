"""Guides held against everything that is known: contract, glossary, and the targets of their links."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec

from gatepost.contents import ProblemRecord
from gatepost.inline import Targets, unknown_targets
from gatepost.lint import Lint
from gatepost.model.gateway import Gateway
from gatepost.model.problem import Problem
from gatepost.model.schema import Json, SchemaLike
from gatepost.model.source import in_text
from gatepost.model.term import Glossary
from gatepost.pipeline import Built
from gatepost.render.json_schema import json_schema

CODEOWNERS = ("CODEOWNERS", ".github/CODEOWNERS", "docs/CODEOWNERS")


def check_guides(
    gateway: Gateway,
    glossary: Glossary,
    sources: Mapping[str, str],
    severity: Mapping[str, str],
    project: Path,
    targets: Targets | None = None,
) -> tuple[Problem, ...]:
    """Return what is wrong with guides, given as texts by file; their deep links too, where `targets` are given.

    Raises ConfigurationError for an unknown rule.
    """
    lint = Lint(
        gateway,
        glossary,
        Judge(gateway).errors,
        severity=severity,
        today=date.today(),
        codeowners=_codeowners(project),
    )
    return (*lint.problems(sources), *(_dead_links(sources, targets) if targets else ()))


def _dead_links(sources: Mapping[str, str], targets: Targets) -> Iterator[Problem]:
    for file, source in sources.items():
        for line, words in unknown_targets(source, targets):
            yield Problem(rule="unknown-target", severity="error", message=words, source=in_text(file, line))


def checked_guides(
    built: Built, glossary: Glossary, sources: Mapping[str, str], severity: Mapping[str, str], project: Path, kept: Path
) -> tuple[Problem, ...]:
    """Return what `check_guides` does for a build; `kept` is the file that remembers it while nothing changes."""
    key = _key(built, glossary, sources, severity)
    try:
        known, records = msgspec.json.decode(kept.read_bytes(), type=tuple[str, list[ProblemRecord]])
        if known == key:
            return tuple(_restored(record) for record in records)
    except (OSError, msgspec.MsgspecError):
        pass  # absent or damaged: check anew
    problems = check_guides(built.made.gateway, glossary, sources, severity, project)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(msgspec.json.encode((key, [problem.as_json() for problem in problems])))
    return problems


def _restored(record: ProblemRecord) -> Problem:
    place = in_text(record.file, record.line)
    return Problem(rule=record.rule, severity=record.severity, message=record.message, source=place)


def _key(built: Built, glossary: Glossary, sources: Mapping[str, str], severity: Mapping[str, str]) -> str:
    digest = blake2b(built.state.encode(), digest_size=16)
    # Reviews expire by the day.
    digest.update(repr((sorted(severity.items()), sorted(glossary.files.items()), date.today())).encode())
    for outline in built.outlines:
        digest.update(built.digest(outline.path).encode())
    for file, source in sources.items():
        digest.update(f"{file}\0{source}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


class Judge:
    """Says whether values fit schemas of a gateway."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._definitions: dict[str, Json] | None = None
        self._validators: dict[int, tuple[SchemaLike, Any]] = {}

    def errors(self, schema: SchemaLike, value: Json) -> str:
        """Return why a value does not fit, in one sentence without a full stop; empty where it does."""
        validator = self._validator(schema)
        first = next(iter(validator.iter_errors(value)), None) if validator else None
        if first is None:
            return ""
        path = "/".join(str(step) for step in first.instance_path)
        said = first.message.split("\n")[0][:200].rstrip(".")
        return f"{said} at `{path}`" if path else said

    def _validator(self, schema: SchemaLike) -> Any:
        known = self._validators.get(id(schema))
        if known is None:
            whole = json_schema(schema, bare=True)
            whole = {**whole, "$defs": self._all()} if isinstance(whole, dict) else whole
            try:
                made = jsonschema_rs.Draft202012Validator(whole)
            except (ValueError, jsonschema_rs.ValidationError):
                made = None
            known = self._validators[id(schema)] = (schema, made)
        return known[1]

    def _all(self) -> dict[str, Json]:
        if self._definitions is None:
            schemas = self._gateway.schemas
            self._definitions = {key: json_schema(named.schema, bare=True) for key, named in schemas.items()}
        return self._definitions


def _codeowners(project: Path) -> str:
    return next((_read(project / name) for name in CODEOWNERS if (project / name).is_file()), "")


@lru_cache(maxsize=4)
def _read(path: Path) -> str:
    return path.read_text("utf-8", "replace")
