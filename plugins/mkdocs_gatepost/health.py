"""`docs-health/`: for authors, what is wrong with the guides."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel

from gatepost import Problem

PAGE = "docs-health/index.md"
SEVERITIES = ("error", "warning", "note")
_CODE = re.compile(r"`([^`]+)`")


def health_file(config: MkDocsConfig) -> File:
    """Return the page as a file of the site, before it is known what is on it."""
    return File.generated(config, PAGE, content="# Docs health\n", inclusion=InclusionLevel.NOT_IN_NAV)


def health(problems: Sequence[Problem], guides: Mapping[str, str]) -> str:
    """Return what the page lists, as HTML: by guide, what is worst first. `guides` are links to them, by file."""
    counts = Counter(str(problem.severity) for problem in problems)
    told = ", ".join(_count(counts[one], one) for one in SEVERITIES if counts[one]) or "Nothing to mend"
    head = f"<h1>Docs health</h1><p>{told} in {_count(len(guides), 'guide')}.</p>"
    if not problems:
        return head
    files: dict[str, list[Problem]] = {}
    for problem in sorted(problems, key=_weight):
        files.setdefault(problem.source.file, []).append(problem)
    label = '<label>Filter findings <input type="search" data-filter="#findings"></label>'
    rows = "".join(_section(file, found, guides.get(file, "")) for file, found in files.items())
    return f'{head}<p class="gatepost-filter" hidden>{label}</p><div id="findings" class="gatepost-health">{rows}</div>'


def _section(file: str, problems: Sequence[Problem], link: str) -> str:
    name = f"<code>{escape(file)}</code>"
    title = f'<a href="{escape(link)}">{name}</a>' if link else name
    rows = "".join(map(_row, problems))
    return f'<section data-filter-group><h2>{title}</h2><ul class="gatepost-changes">{rows}</ul></section>'


def _row(problem: Problem) -> str:
    severity = escape(problem.severity)
    said = _CODE.sub(r"<code>\1</code>", escape(problem.message, quote=False))
    place = f"line {problem.source.line}, " if problem.source.line else ""
    words = f"{severity} {problem.source.file} {problem.source.line} {problem.message} {problem.rule}".lower()
    return (
        f'<li data-severity="{severity}" data-filter-text="{escape(words)}"><b>{severity}</b>'
        f"<div><p>{said}</p><p><small>{place}{escape(problem.rule)}</small></p></div></li>"
    )


def _weight(problem: Problem) -> int:
    return SEVERITIES.index(problem.severity)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
