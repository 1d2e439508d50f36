"""Spelling and style of guides, judged by Vale where it is installed, with the glossary as its vocabulary."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from gatepost.model.problem import Problem
from gatepost.model.source import in_text
from gatepost.model.term import Glossary
from gatepost.vocabulary import write_vocabulary

PROGRAM = "vale"
VOCABULARY = "Gatepost"
CONFIGS = (".vale.ini", "_vale.ini", "vale.ini")
"""What a project may have of its own; the first that is there counts."""
OWN = """StylesPath = styles
MinAlertLevel = suggestion

[*.md]
BasedOnStyles = Vale
Vale.Spelling = suggestion
Vale.Terms = warning
Vale.Avoid = warning
Vale.Repetition = warning
"""
"""For projects without a configuration: what comes with Vale itself, and nothing that stops a build by its default."""
SECONDS = 120
_SETTING = re.compile(r"^[ \t]*(StylesPath|Vocab)[ \t]*=[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_LEVELS: Mapping[str, Literal["error", "warning", "note"]] = {"error": "error", "warning": "warning"}
Alerts = dict[str, list[dict[str, Any]]]


def vale_is_installed() -> bool:
    """Whether there is a program of that name."""
    return shutil.which(PROGRAM) is not None


def style_problems(glossary: Glossary, sources: Mapping[str, str], project: Path, folder: Path) -> tuple[Problem, ...]:
    """Return what Vale finds in guides, given as texts by file below `project`; its rules keep their names.

    `folder` gets its configuration, and remembers what was found: only files that changed are read again. Nothing is
    found where Vale is not installed; why it did not run is a problem.
    """
    program = shutil.which(PROGRAM)
    written = {file: text for file, text in sources.items() if (project / file).is_file()}
    if program is None or not written:
        return ()
    folder = folder / "vale"
    folder.mkdir(parents=True, exist_ok=True)
    basis = _configure(glossary, project, folder)
    kept = folder / "found.json"
    known = _remembered(kept)
    keys = {file: _digest(basis, program, text) for file, text in written.items()}
    stale = [file for file, key in keys.items() if known.get(file, ("", []))[0] != key]
    try:
        alerts = _run(program, stale, project, folder / "vale.ini") if stale else {}
    except _FailedError as failure:
        return (Problem(rule="vale-failed", severity="warning", message=str(failure), source=in_text(PROGRAM)),)
    found = {file: (key, alerts.get(file, []) if file in stale else known[file][1]) for file, key in keys.items()}
    kept.write_text(json.dumps(found), encoding="utf-8")
    return tuple(problem for file, (_, listed) in found.items() for problem in _problems(file, listed))


class _FailedError(Exception):
    """Vale did not do what it was asked."""


def _run(program: str, files: list[str], project: Path, config: Path) -> Alerts:
    command = [program, f"--config={config}", "--no-global", "--no-exit", "--output=JSON", *files]
    try:
        done = subprocess.run(command, cwd=project, capture_output=True, timeout=SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _FailedError(f"Vale could not be run: {error}. Take it from the PATH, or repair it.") from None
    try:
        told = json.loads(done.stdout)
    except ValueError:
        told = None
    if done.returncode or not isinstance(told, dict):
        said = " ".join((done.stderr or done.stdout).decode("utf-8", "replace").split())[:300]
        raise _FailedError(f"Vale stopped: {said or 'it said nothing'}. Run it by itself to see more.")
    return {os.path.relpath(project / path, project).replace(os.sep, "/"): listed for path, listed in told.items()}


def _problems(file: str, alerts: list[dict[str, Any]]) -> Iterator[Problem]:
    for alert in alerts:
        yield Problem(
            rule=str(alert.get("Check", PROGRAM)),
            severity=_LEVELS.get(str(alert.get("Severity")), "note"),
            message=str(alert.get("Message", "")),
            source=in_text(file, int(alert.get("Line") or 0)),
        )


def _configure(glossary: Glossary, project: Path, folder: Path) -> str:
    """Write configuration, styles and vocabulary to a folder; return what they follow from."""
    given = next((project / name for name in CONFIGS if (project / name).is_file()), None)
    text = given.read_text("utf-8", "replace") if given else OWN
    settings = dict(_SETTING.findall(text.partition("\n[")[0]))
    styles = folder / "styles"
    shutil.rmtree(styles, ignore_errors=True)
    theirs = given.parent / settings.get("StylesPath", "styles") if given else None
    if theirs and theirs.is_dir():
        shutil.copytree(theirs, styles)
    words = ", ".join(filter(None, (settings.get("Vocab"), VOCABULARY)))
    write_vocabulary(glossary, styles / "config" / "vocabularies" / VOCABULARY)
    config = f"StylesPath = {styles.as_posix()}\nVocab = {words}\n{_SETTING.sub('', text)}"
    (folder / "vale.ini").write_text(config, encoding="utf-8")
    files = sorted(path for path in styles.rglob("*") if path.is_file())
    return config + "".join(f"{path}{blake2b(path.read_bytes()).hexdigest()}" for path in files)


def _remembered(kept: Path) -> dict[str, tuple[str, list[dict[str, Any]]]]:
    try:
        return {file: (key, listed) for file, (key, listed) in json.loads(kept.read_text("utf-8")).items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}  # absent or damaged: ask again


def _digest(basis: str, program: str, text: str) -> str:
    state = f"{basis}\0{program}\0{os.stat(program).st_mtime_ns}\0{text}"
    return blake2b(state.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
