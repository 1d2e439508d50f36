"""Files of the project as they were at a tag, branch or commit."""

import io
import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path


class GitError(Exception):
    """Git does not have what was asked for; the message is for the author of mkdocs.yml."""


def checked_out(project: Path, ref: str, paths: Sequence[str], cache: Path) -> Path:
    """Return a folder with files of the project as they were at `ref`, below the same names.

    The folders of `paths` come whole, since descriptions refer to files beside them. What a commit has never changes,
    so that the folder is made once. Raises GitError where there is no such ref or file.
    """
    commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    if not commit:
        raise GitError(f"there is no tag, branch or commit '{ref}' in the Git repository of {project}")
    target = cache / "refs" / commit
    for path in paths:
        if not _git(project, "ls-tree", "--name-only", commit, "--", path):
            raise GitError(f"'{path}' is not in '{ref}'")
    folders = sorted({os.path.dirname(path) or "." for path in paths})
    wanted = [folder for folder in folders if not (target / folder / ".complete").exists()]
    if wanted:
        _unpack(_git(project, "archive", "--format=tar", commit, "--", *wanted), target)
        for folder in wanted:
            (target / folder / ".complete").touch()
    return target


def _unpack(archive: bytes, target: Path) -> None:
    """Put files beside each other first, so that a build that is stopped leaves none half-written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")
        shutil.copytree(folder, target, dirs_exist_ok=True)


def _git(project: Path, *arguments: str) -> bytes:
    try:
        found = subprocess.run(["git", *arguments], cwd=project, capture_output=True, check=False)
    except OSError as error:
        raise GitError(f"git could not be run: {error}") from None
    if found.returncode and arguments[0] != "rev-parse":
        said = found.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise GitError(f"git {arguments[0]}: {said[-1]}")
    return found.stdout if not found.returncode else b""
