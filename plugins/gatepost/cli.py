"""The `gatepost` command."""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from gatepost import pipeline
from gatepost.cli_agents import agents
from gatepost.cli_diff import diff, migration
from gatepost.cli_guides import guide_problems, new, sort_inputs, vocabulary
from gatepost.cli_inputs import settings_of
from gatepost.cli_snapshot import snapshot
from gatepost.errors import DescriptionError, GatepostError
from gatepost.export import export
from gatepost.finding import answers, never_found
from gatepost.load import is_mcp
from gatepost.model.problem import Problem
from gatepost.sandbox.serve import run
from gatepost.settings import ReferenceSettings, SandboxSettings
from gatepost.stand_in import sandbox_of
from gatepost.vale import vale_is_installed

DESCRIPTION = click.Path(exists=True, dir_okay=False, path_type=Path)
CHECKED = click.Path(exists=True, path_type=Path)


class _Command(click.Group):
    """Turns our own errors into one message and exit status 2, never a traceback."""

    def invoke(self, context: click.Context) -> None:
        try:
            super().invoke(context)
        except GatepostError as error:
            raise click.UsageError(str(error)) from None


@click.group(cls=_Command)
@click.version_option(package_name="gatepost")
def main() -> None:
    """Documentation from the contracts of a gateway."""


main.add_command(snapshot)
main.add_command(diff)
main.add_command(migration)
main.add_command(vocabulary)
main.add_command(new)
main.add_command(agents)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=CHECKED)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to list problems.")
def check(paths: Sequence[Path], form: str) -> None:
    """List what is wrong with descriptions, MCP snapshots, glossaries, and guides (Markdown, or a folder of it).

    Guides are held against the descriptions and glossaries beside them. Exits with 1 when a problem is an error.
    """
    sorted_paths = sort_inputs(paths)
    described = sorted_paths.descriptions
    problems = [problem for together in _checked_together(described) for problem in _problems(together)]
    problems += guide_problems(sorted_paths)
    if form == "json":
        click.echo(json.dumps([problem.as_json() for problem in problems], indent=2))
    else:
        for problem in problems:
            click.echo(str(problem))
        if sorted_paths.guides and not vale_is_installed():
            click.echo("Vale is not installed: spelling and style of guides are not checked", err=True)
        click.echo(_summary(problems), err=True)
    raise SystemExit(any(problem.severity == "error" for problem in problems))


@main.command()
@click.argument("out", type=click.Path(file_okay=False, path_type=Path))
@click.argument("descriptions", nargs=-1, required=True, type=DESCRIPTION)
@click.option("--preset", default="", help="Knowledge of a gateway that filters its noise, such as litellm.")
@click.option("--templates", default="", help="Folder of templates that go before Gatepost's own.")
def pages(out: Path, descriptions: Sequence[Path], preset: str, templates: str) -> None:
    """Write the whole reference to OUT, as HTML and Markdown that any host can serve; MCP snapshots as well."""
    project, settings = settings_of(descriptions, preset)
    reference = ReferenceSettings(templates=os.path.abspath(templates) if templates else "")
    built = pipeline.build(settings, reference, project)
    click.echo(f"{export(built, out)} pages in {out}")
    for problem in built.problems:
        click.echo(str(problem), err=True)


@main.command()
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--queries", required=True, type=DESCRIPTION, help='JSON: {"queries": [{"id", "text"}]}.')
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1000), help="Results for each query.")
@click.option("--never", is_flag=True, help="List instead what no query found.")
@click.option(
    "--tier",
    type=click.Choice(["default", "model"]),
    default="default",
    help="`model`: as for readers who turn the model on; needs gatepost[sentences].",
)
def search(site: Path, queries: Path, top: int, never: bool, tier: str) -> None:
    """Ask the search of a built SITE, by the engine that runs in its pages; prints JSON. Needs Node."""
    found = answers(site, queries, top, tier)
    click.echo(json.dumps(never_found(site, found) if never else found, indent=1, ensure_ascii=False))


@main.command()
@click.argument("descriptions", nargs=-1, type=DESCRIPTION)
@click.option("--port", default=8090, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one.")
@click.option("--behaviours", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of modules.")
@click.option("--seed", default=1, show_default=True, help="Makes answers repeatable.")
def sandbox(descriptions: Sequence[Path], port: int, behaviours: Path | None, seed: int) -> None:
    """Serve the sandbox gateway on loopback: Postern, or the given descriptions. The key is sk-sandbox."""
    if not descriptions:
        postern = _postern()
        descriptions, behaviours = [postern / "postern-2026-11.yaml"], behaviours or postern / "behaviours"
    project, described = settings_of(descriptions)
    bundles = pipeline.read(described, project)
    settings = SandboxSettings(behaviours=str(behaviours.absolute()) if behaviours else "", seed=seed)
    try:
        run(sandbox_of(bundles, settings, project, pipeline.read_mcp(described, project)), port)
    except OSError as error:
        raise click.UsageError(f"port {port}: {error}. Choose another with --port.") from None


def _checked_together(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Descriptions are checked one by one, snapshots at once: tools of one server may shadow those of another."""
    snapshots = [path for path in paths if is_mcp(path)]
    yield from ([path] for path in paths if path not in snapshots)
    if snapshots:
        yield snapshots


def _problems(paths: Sequence[Path]) -> Iterator[Problem]:
    project, settings = settings_of(paths)
    try:
        yield from pipeline.check(settings, project)
    except DescriptionError as error:
        yield from error.problems


def _postern() -> Path:
    """Postern's folder: inside the wheel, or that of a checkout."""
    package = Path(__file__).parent
    inside = package / "postern"
    return inside if inside.exists() else package.parents[1] / "specs"


def _summary(problems: Sequence[Problem]) -> str:
    counts = {kind: sum(problem.severity == kind for problem in problems) for kind in pipeline.SEVERITIES}
    return ", ".join(f"{count} {kind}{'s' if count != 1 else ''}" for kind, count in counts.items())
