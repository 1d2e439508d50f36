"""`gatepost diff`: what changed between two versions, for people and for continuous integration."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gatepost.cli_inputs import settings_of
from gatepost.errors import ConfigurationError
from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change
from gatepost.versioning.comparing import Inputs, changes_between, gateway_of

if TYPE_CHECKING:
    from gatepost.model.gateway import Gateway

Write = Callable[[Sequence[Change]], str]

VERSION = click.Path(exists=True, path_type=Path)
FAILED = 3
"""Exit status where `--fail-on` found something."""


@click.command()
@click.argument("old", type=VERSION)
@click.argument("new", type=VERSION)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "comment", "json"]),
    default="text",
    help="For a terminal, a changelog, a comment on a pull request, or a machine.",
)
@click.option("--fail-on", type=click.Choice(CHANGE_SEVERITIES[:2]), help="Exit with 3 on such changes, or worse.")
@click.option("--least", type=click.Choice(CHANGE_SEVERITIES), default="note", help="Leave out what is less severe.")
@click.option("--title", default="", help="Heading of the Markdown.")
@click.option("--preset", default="", help="Knowledge of a gateway that filters its noise, such as litellm.")
def diff(old: Path, new: Path, form: str, fail_on: str | None, least: str, title: str, preset: str) -> None:
    """List what changed between two descriptions or MCP snapshots, or between folders of them."""
    changes = changes_between(_settings(old, preset), _settings(new, preset))
    limit = CHANGE_SEVERITIES.index(least)
    shown = [change for change in changes if CHANGE_SEVERITIES.index(change.severity) <= limit]
    click.echo(_written(shown, form, title))
    if fail_on and any(CHANGE_SEVERITIES.index(one.severity) <= CHANGE_SEVERITIES.index(fail_on) for one in changes):
        raise SystemExit(FAILED)


@click.command()
@click.argument("old", type=VERSION)
@click.argument("new", type=VERSION)
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The guide to write."
)
@click.option("--title", default="the new version", help="What the new version is called.")
@click.option("--preset", default="", help="Knowledge of a gateway that filters its noise, such as litellm.")
@click.option(
    "--samples", default="curl", help="Languages of the calls before and after, such as curl,python; or none."
)
@click.option("--blocks", is_flag=True, help="Name the operations: the site shows the calls, in all of its languages.")
def migration(old: Path, new: Path, out: Path, title: str, preset: str, samples: str, blocks: bool) -> None:
    """Write a guide with a section for each breaking change; what a writer added to the file stays."""
    from gatepost.diff import diff
    from gatepost.diff import migration as guide

    gateways = gateway_of(*_settings(old, preset)), gateway_of(*_settings(new, preset))
    changes = diff(*gateways)
    calls = _named_once() if blocks else _calls(*gateways, changes, _languages(samples))
    written = out.read_text(encoding="utf-8") if out.exists() else ""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(guide(changes, title, written, calls), encoding="utf-8")


def _languages(samples: str) -> Sequence[str]:
    return [one.strip() for one in samples.split(",") if one.strip() not in ("", "none")]


def _calls(old: "Gateway", new: "Gateway", changes: Sequence[Change], languages: Sequence[str]) -> Write:
    from gatepost.render.call_words import as_markdown
    from gatepost.render.calls import Calls

    calls = Calls(old, new, changes, languages)
    return lambda found: as_markdown(calls.of(found), languages) if languages else ""


def _named_once() -> Write:
    """Return what names each operation and tool where it comes first: its block shows all that breaks it."""
    told: set[Address] = set()

    def block(found: Sequence[Change]) -> str:
        subject = found[0].subject
        if subject in told or subject.kind not in ("operation", "tool"):
            return ""
        told.add(subject)
        return f"/// migration | {subject.name}\n///"

    return block


def _settings(version: Path, preset: str) -> Inputs:
    paths = _files(version) if version.is_dir() else [version]
    if not paths:
        raise ConfigurationError(f"{version}: there is no description (.yaml, .yml, .json) in this folder.")
    project, settings = settings_of(paths, preset)
    return Inputs(settings, project)


def _files(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml", ".json"))


def _written(changes: Sequence[Change], form: str, title: str) -> str:
    from gatepost.diff import as_comment, as_markdown, as_text

    if form == "json":
        return json.dumps([change.as_json() for change in changes], indent=2, default=str)
    if form == "markdown":
        return as_markdown(changes, title)
    return as_comment(changes) if form == "comment" else as_text(changes)
