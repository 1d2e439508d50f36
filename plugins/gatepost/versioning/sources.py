"""The versions of the settings, and where the files of each are; what is wrong with one leaves the others alone."""

import re
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from gatepost.errors import ConfigurationError
from gatepost.model.problem import Problem
from gatepost.model.version import Status, Version
from gatepost.settings import GatewaySettings, ReferenceSettings, VersionInput, VersionsSettings
from gatepost.versioning.comparing import Inputs
from gatepost.versioning.git import GitError, checked_out

LABEL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,40}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
STATUSES: tuple[str, ...] = get_args(Status)
CHANGES = "changes"
"""The folder of the site with what changed."""
TAKEN = ("assets", CHANGES, "glossary", "mcp", "search", "sitemap.xml", "stylesheets", "javascripts")


class Source(NamedTuple):
    """A version and what it is read from; None for the current one, which is read already."""

    version: Version
    inputs: Inputs | None


class Sources(NamedTuple):
    """Versions in order, the newest first, and what is wrong with those that are left out."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]


def sources_of(
    settings: VersionsSettings, gateway: GatewaySettings, reference: ReferenceSettings, project: Path
) -> Sources:
    """Return the versions that can be read. Raises ConfigurationError where the current one is not well named."""
    current = settings.current
    taken = {*TAKEN, reference.path}
    if wrong := _wrong(current, taken):
        raise ConfigurationError(f"gatepost/versions: current: {wrong}")
    if current.openapi or current.mcp or current.ref:
        raise ConfigurationError("gatepost/versions: current: its files are those of gatepost/gateway.")
    here = Source(_version(current, "current", ""), None)
    newer: list[Source] = []
    older: list[Source] = []
    problems: list[Problem] = []
    names = {current.label.lower(), *(alias.lower() for alias in current.aliases)}
    for one in settings.others:
        wrong = _wrong(one, taken) or _twice(one, names)
        found = None if wrong else _inputs(one, gateway, project, problems.append)
        if wrong:
            problems.append(_problem(one.label, wrong))
        if found is not None:
            names |= {one.label.lower(), *(alias.lower() for alias in one.aliases)}
            (newer if one.status == "preview" else older).append(Source(_version(one, "supported", one.label), found))
    return Sources((*newer, here, *older), tuple(problems))


def other_inputs(
    settings: VersionsSettings, gateway: GatewaySettings, reference: ReferenceSettings, project: Path
) -> dict[str, Inputs]:
    """Return what versions besides the current one are read from, by label. Raises as `sources_of` does."""
    found = sources_of(settings, gateway, reference, project).sources
    return {one.version.label: one.inputs for one in found if one.inputs}


def unusable(version: Version, error: Exception) -> Problem:
    """Return why a version could not be read."""
    return _problem(version.label, str(error))


def _version(given: VersionInput, status: str, folder: str) -> Version:
    return Version(
        label=given.label,
        title=given.title,
        status=given.status or status,  # type: ignore[arg-type]
        date=given.date,
        aliases=given.aliases,
        folder=f"{folder}/" if folder else "",
    )


def _wrong(given: VersionInput, taken: Collection[str]) -> str:
    """Return what is wrong with how a version is called, empty where nothing is."""
    if not LABEL.fullmatch(given.label):
        return f"'{given.label}' cannot be a part of a URL. Use letters, digits, '.', '-' and '_', at most 41."
    if given.label.lower() in taken:
        return f"'{given.label}' is the name of another folder of the site. Choose another label."
    if given.status and given.status not in STATUSES:
        return f"'{given.status}' is no status. Use one of {', '.join(STATUSES)}."
    if given.date and not DAY.fullmatch(given.date):
        return f"'{given.date}' is no day. Write it as 2026-11-30."
    return ""


def _twice(given: VersionInput, names: Collection[str]) -> str:
    own = [name for name in (given.label, *given.aliases) if name.lower() in names]
    return f"'{own[0]}' names another version already. Labels and aliases are unique." if own else ""


def _inputs(
    given: VersionInput, gateway: GatewaySettings, project: Path, report: Callable[[Problem], None]
) -> Inputs | None:
    openapi = given.openapi or (gateway.openapi if given.ref else ())
    mcp = given.mcp or (gateway.mcp if given.ref and not given.openapi else ())
    settings = msgspec.structs.replace(gateway, openapi=openapi, mcp=mcp)
    if not openapi and not mcp:
        report(_problem(given.label, "nothing is named that it could be read from: give 'openapi', 'mcp' or 'ref'."))
        return None
    if not given.ref:
        return Inputs(settings, project)
    cache = (project / gateway.cache) if gateway.cache else project / ".cache/gatepost"
    try:
        folder = checked_out(project, given.ref, [*(one.path for one in openapi), *(one.path for one in mcp)], cache)
    except GitError as error:
        report(_problem(given.label, f"{error}."))
        return None
    # The cache stays that of the project: the folder of the commit is only read.
    return Inputs(msgspec.structs.replace(settings, cache=str(cache)), folder)


def _problem(label: str, message: str) -> Problem:
    return Problem(
        rule="version-unusable",
        severity="warning",
        message=f"gatepost/versions: version '{label}' is left out: {message}",
    )
