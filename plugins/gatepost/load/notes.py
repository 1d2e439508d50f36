"""Markdown beside a description: one file an operation, named by its id."""

from hashlib import blake2b
from pathlib import Path

from gatepost.load.fault import Fault
from gatepost.load.files import read_bytes, relative_name
from gatepost.load.text import as_utf8
from gatepost.model.document import Note
from gatepost.model.problem import Problem


def load_notes(folder: str, project: Path) -> tuple[tuple[Note, ...], dict[str, str], tuple[Problem, ...]]:
    """Return the notes of a folder, digests by file, and what cannot be read."""
    notes: list[Note] = []
    files: dict[str, str] = {}
    problems: list[Problem] = []
    if not folder:
        return (), {}, ()
    for path in sorted((project / folder).glob("*.md")):
        name = path.as_posix()
        try:
            name = relative_name(name, project)
            content = read_bytes(name, project)
            files[name] = blake2b(content, digest_size=20).hexdigest()
            notes.append(Note(path.stem, name, as_utf8(content).decode()))
        except Fault as fault:
            problems.append(fault.problem(name))
        except UnicodeDecodeError:
            problems.append(Fault("not-text", "This is not UTF-8. Save the file as UTF-8.", 1).problem(name))
    return tuple(notes), files, tuple(problems)
