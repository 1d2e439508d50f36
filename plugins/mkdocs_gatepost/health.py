"""`docs-health/`: for authors, what is wrong with the guides."""

from collections.abc import Sequence
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from gatepost import Problem

PAGE = "docs-health/index.md"


def health_file(config: MkDocsConfig) -> File:
    """Return the page as a file of the site, before it is known what is on it."""
    return File.generated(config, PAGE, content="# Docs health\n", inclusion=InclusionLevel.NOT_IN_NAV)


def health(problems: Sequence[Problem], guides: int) -> str:
    """Return what the page lists, as HTML."""
    found = f"{len(problems)} finding{'s' if len(problems) != 1 else ''} in {guides} guides."
    if not problems:
        return f"<h1>Docs health</h1><p>{found}</p>"
    head = "<tr><th>Severity</th><th>Place</th><th>What is wrong</th><th>Rule</th></tr>"
    rows = "".join(map(_row, problems))
    return f"<h1>Docs health</h1><p>{found}</p><table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _row(problem: Problem) -> str:
    place = f"<code>{escape(problem.source.file)}:{problem.source.line}</code>"
    said = f"<td>{escape(problem.message)}</td><td><code>{escape(problem.rule)}</code></td>"
    return f"<tr><td>{escape(problem.severity)}</td><td>{place}</td>{said}</tr>"
