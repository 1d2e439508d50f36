"""The glossary as a vocabulary of Vale, which checks the style of prose."""

import re
from pathlib import Path

from gatepost.model.term import Glossary


def write_vocabulary(glossary: Glossary, folder: Path) -> None:
    """Write `accept.txt` and `reject.txt`, a regular expression a line; case counts where it does for the term."""
    words = [word for term in glossary.terms for word in term.discouraged] + list(glossary.discouraged)
    accepted = [
        re.escape(form) if term.case == "exact" else f"(?i){re.escape(form)}"
        for term in glossary.terms
        for form in term.forms
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "accept.txt", accepted)
    _write(folder / "reject.txt", [f"(?i){re.escape(word.word)}" for word in words])


def _write(path: Path, lines: list[str]) -> None:
    path.write_text("".join(f"{line}\n" for line in sorted(set(lines))).replace("\\ ", " "), encoding="utf-8")
