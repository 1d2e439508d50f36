"""Problems of the descriptions, in the terminal."""

import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from gatepost import Problem

log = get_plugin_logger("gatepost")
SHOWN = 20
"""Problems of one severity that the terminal shows; a gateway's own description may have thousands."""


def report(problems: Sequence[Problem], file: Path) -> None:
    """Log problems: errors and warnings as warnings, so that `--strict` stops; notes as information.

    All of them go to `file` as JSON when some are not shown.
    """
    loud = [problem for problem in problems if problem.severity != "note"]
    quiet = [problem for problem in problems if problem.severity == "note"]
    for problem in loud[:SHOWN]:
        log.warning("%s", problem)
    for problem in quiet[:SHOWN]:
        log.info("%s", problem)
    hidden = len(loud[SHOWN:]) + len(quiet[SHOWN:])
    if hidden:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(msgspec.json.format(msgspec.json.encode([p.as_json() for p in problems]), indent=2))
        log.info("%d more problems of the descriptions are listed in %s", hidden, file)


def report_broken(problems: Sequence[Problem]) -> None:
    """Log why the last good reference stays, past the counter of `--strict`: that would stop the site as well."""
    logger = logging.getLogger("mkdocs.plugins.gatepost")
    text = "gatepost: the description cannot be used; the last good reference stays:\n" + listed(problems)
    record = logger.makeRecord(logger.name, logging.ERROR, __file__, 0, text, (), None)
    for handler in logging.getLogger("mkdocs").handlers:
        if not isinstance(handler, CountHandler) and record.levelno >= handler.level:
            handler.handle(record)


def listed(problems: Sequence[Problem]) -> str:
    """Return the problems as lines of text, cut where nobody would read on."""
    lines = [f"  {problem}" for problem in problems[:SHOWN]]
    if len(problems) > SHOWN:
        lines.append(f"  … and {len(problems) - SHOWN} more")
    return "\n".join(lines)
