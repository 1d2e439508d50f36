"""Unpacks the archive of a sandbox, as a page does."""

import tarfile
from io import BytesIO
from pathlib import Path


def unpack(archive: bytes, folder: Path) -> Path:
    """Unpack into a folder and return it."""
    with tarfile.open(fileobj=BytesIO(archive)) as opened:
        opened.extractall(folder, filter="data")
    return folder
