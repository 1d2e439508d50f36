"""Opens files of the project folder, and no others."""

import os
import stat
from pathlib import Path, PurePosixPath

from gatepost.load.budgets import MAX_FILE_BYTES
from gatepost.load.fault import Fault


def relative_name(path: str, project: Path) -> str:
    """Return `path` (absolute, or relative to the project) as a posix path relative to the project.

    Raises Fault when it lies outside, or is the address of a server.
    """
    if path.startswith(("http://", "https://")):
        remedy = f"Take it into a file: gatepost snapshot openapi {path} -o specs/gateway.json"
        raise Fault("not-a-file", f"'{path}' is an address, and builds open no connection. {remedy}")
    lexical = os.path.normpath(project / path)
    if not _inside(lexical, project):
        raise _outside(path)
    return PurePosixPath(os.path.relpath(lexical, project)).as_posix()


def read_bytes(name: str, project: Path) -> bytes:
    """Return the bytes of a file of the project.

    Raises Fault when it is missing, too large, not a regular file, or leads out of the project by `..` or a link.
    """
    if "\0" in name:
        raise Fault("file-not-found", "A file name holds a NUL character. Correct the reference.")
    path = project / name
    real = os.path.realpath(path)
    if not _inside(real, os.path.realpath(project)):
        raise _outside(name)
    try:
        # Opened by its real path and without following a last link, so that what was checked is what is read.
        handle = os.open(real, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise Fault("file-not-found", f"There is no file '{name}' in the project. Correct the path.") from None
    except OSError as error:
        raise Fault("file-not-readable", f"'{name}' cannot be opened: {error.strerror}.") from None
    try:
        _check_kind_and_size(os.fstat(handle), name)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(MAX_FILE_BYTES + 1)
    finally:
        os.close(handle)


def _check_kind_and_size(status: os.stat_result, name: str) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Fault("file-not-readable", f"'{name}' is not a regular file. Name a JSON or YAML file.")
    if status.st_size > MAX_FILE_BYTES:
        raise Fault(
            "file-too-large",
            f"'{name}' has {status.st_size:,} bytes; at most {MAX_FILE_BYTES:,} are read. Split the description.",
        )


def _inside(path: str, project: str | Path) -> bool:
    try:
        return os.path.commonpath((path, project)) == str(project)
    except ValueError:  # another drive on Windows
        return False


def _outside(name: str) -> Fault:
    return Fault(
        "file-outside-project",
        f"'{name}' lies outside the project folder and is not read. Move or copy the file into the project.",
    )
