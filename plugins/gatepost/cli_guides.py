"""`gatepost check` for guides and glossaries."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec

from gatepost import pipeline
from gatepost.cli_inputs import settings_of, whole
from gatepost.errors import DescriptionError
from gatepost.glossary import read_glossary
from gatepost.guide_bytes import guide_source
from gatepost.guide_checks import check_guides
from gatepost.inline import Marks, Targets
from gatepost.lint import OUTLINES, outline
from gatepost.model.gateway import Gateway
from gatepost.model.problem import Problem
from gatepost.settings import ReferenceSettings
from gatepost.vale import style_problems
from gatepost.vocabulary import write_vocabulary

_GLOSSARY = re.compile(rb"^(?:terms|discouraged)[ \t]*:", re.MULTILINE)
_DESCRIPTION = re.compile(rb"^[\"']?(?:openapi|swagger)[\"']?[ \t]*:", re.MULTILINE)
GLOSSARY_PATH = "glossary/"


class Inputs(msgspec.Struct, frozen=True):
    """What a command was given, by kind."""

    descriptions: tuple[Path, ...]
    glossaries: tuple[Path, ...]
    guides: tuple[Path, ...]


def sort_inputs(paths: Sequence[Path]) -> Inputs:
    """Return files by kind; of a folder, the Markdown in it."""
    guides = [path for path in paths if path.suffix == ".md"]
    for folder in (path for path in paths if path.is_dir()):
        guides += sorted(folder.rglob("*.md"))
    files = [path for path in paths if path.is_file() and path.suffix != ".md"]
    glossaries = tuple(path for path in files if _is_glossary(path))
    return Inputs(tuple(path for path in files if path not in glossaries), glossaries, tuple(guides))


def guide_problems(inputs: Inputs) -> Iterator[Problem]:
    """Yield what is wrong with glossaries, and with guides by what was given beside them."""
    if not inputs.glossaries and not inputs.guides:
        return
    everything = [whole(path) for path in (*inputs.glossaries, *inputs.guides)]
    project = Path.cwd()
    if not all(project in path.parents for path in everything):
        project = Path(os.path.commonpath([path.parent for path in everything]))
    names = [whole(path).relative_to(project).as_posix() for path in inputs.glossaries]
    glossary, problems = read_glossary(names, project)
    yield from problems
    if not inputs.guides:
        return
    try:
        home, settings = settings_of(inputs.descriptions) if inputs.descriptions else (project, None)
        built = pipeline.build(settings, ReferenceSettings(), home) if settings else None
    except DescriptionError:
        return  # said already, and nothing to hold guides against
    if built is None:
        gateway, targets = Gateway(title=""), None
    else:
        gateway = built.made.gateway
        marks = Marks(glossary, GLOSSARY_PATH)
        page = built.page
        targets = Targets(built.outlines, built.ids, lambda path: page(path).anchors, marks.targets)
    sources: dict[str, str] = {}
    for path in map(whole, inputs.guides):
        name = path.relative_to(project).as_posix()
        sources[name], problem = guide_source(path.read_bytes(), name)
        if problem:
            yield problem
    yield from check_guides(gateway, glossary, sources, {}, project, targets)
    with TemporaryDirectory() as folder:
        yield from style_problems(glossary, sources, project, Path(folder))


@click.command()
@click.argument("glossaries", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the vocabulary."
)
def vocabulary(glossaries: Sequence[Path], out: Path) -> None:
    """Write glossaries as a vocabulary of Vale: OUT is styles/config/vocabularies/NAME. Exits with 1 on errors."""
    absolute = [whole(path) for path in glossaries]
    project = Path(os.path.commonpath([path.parent for path in absolute]))
    glossary, problems = read_glossary([path.relative_to(project).as_posix() for path in absolute], project)
    write_vocabulary(glossary, out)
    for problem in problems:
        click.echo(str(problem), err=True)
    raise SystemExit(any(problem.severity == "error" for problem in problems))


@click.command()
@click.argument("kind", type=click.Choice(sorted(OUTLINES)))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--title", default="", help="Its title; without one, the name of the file.")
@click.option("--owner", default="", help="Who answers for it.")
def new(kind: str, file: Path, title: str, owner: str) -> None:
    """Begin a guide: FILE gets the parts that its KIND has, to be written over. A file that is there stays."""
    words = title or file.stem.replace("-", " ").replace("_", " ").capitalize()
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8") as guide:
            guide.write(outline(kind, words, owner))
    except FileExistsError:
        raise click.UsageError(f"{file} is there already. Choose another name.") from None
    click.echo(str(file))


def _is_glossary(path: Path) -> bool:
    content = path.read_bytes() if path.suffix in (".yaml", ".yml") else b""
    return bool(_GLOSSARY.search(content)) and not _DESCRIPTION.search(content)
