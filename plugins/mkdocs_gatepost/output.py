"""The reference in the site folder: written where it changed, removed where it is gone.

MkDocs empties the site folder before each build, but spares names that start with a dot. The reference is set
aside under such a name while it does: a thousand pages that did not change are then neither deleted nor written.
"""

import contextlib
import os
import shutil
from collections.abc import Collection, Iterator
from hashlib import blake2b
from pathlib import Path

import msgspec

Record = dict[str, tuple[str, int, int]]
"""What a file was made from (a digest), its size and time of change when it was written; by path in the site."""
ABSENT = (-1, 0)
"""The state of a file that is not there."""


class Output:
    """The files of the site that belong to the reference, all below some folders of their own.

    `state` is that of the code that writes them: what another state wrote is not kept.
    """

    def __init__(self, site: Path, folders: Collection[str], cache: Path, state: str = "") -> None:
        self.site, self.folders, self._state = site, sorted(folders), state
        name = blake2b(str(site.resolve()).encode(), digest_size=8).hexdigest()
        self._record_file = cache / f"output-{name}.json"
        self._known: Record = {}
        self._written: Record = {}
        self._made: set[str] = set()
        self._is_aside = True

    def set_aside(self) -> None:
        """Save the folders from MkDocs' cleaning; without a record of what is in them they are not worth it."""
        self._known, self._is_aside = self._read_record(), True
        for home, aside in self._places():
            if aside.exists() and (home.exists() or not self._known):
                shutil.rmtree(aside)
            if self._known and home.is_dir():
                os.rename(home, aside)

    def put_back(self) -> None:
        """Return the folders to their places, once; what is not as it was written goes."""
        if not self._is_aside:
            return
        self._is_aside = False
        for home, aside in self._places():
            if aside.is_dir():
                os.rename(aside, home)
        found = {path: state for folder in self.folders for path, state in _files_below(self.site, folder)}
        self._known = {path: entry for path, entry in self._known.items() if found.get(path, ABSENT) == entry[1:]}
        for path in found.keys() - self._known.keys():
            os.unlink(self.site / path)

    def holds(self, path: str, digest: str) -> bool:
        """Whether the file is there, made from this digest; then it stays."""
        entry = self._known.get(path)
        if entry is None or entry[0] != digest:
            return False
        self._written[path] = entry
        return True

    def write(self, path: str, digest: str, content: bytes | None) -> None:
        """Write one file that was made from this digest, unless it is there; None says that nothing came of it."""
        if content is None:
            self._written[path] = (digest, *ABSENT)
            return
        target = f"{self.site}/{path}"
        if (known := self._known.get(path)) and known[1] == len(content) and Path(target).read_bytes() == content:
            self._written[path] = (digest, *known[1:])
            return
        folder = os.path.dirname(target)
        if folder not in self._made:
            _make_folder(folder)
            self._made.add(folder)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            os.write(descriptor, content)
            state = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        self._written[path] = (digest, state.st_size, state.st_mtime_ns)

    def finish(self) -> None:
        """Remove what this build did not ask for, and record the rest for the next."""
        for path in self._known.keys() - self._written.keys():
            # One that is newer is no longer ours: with `inject` MkDocs has written it in this build.
            if _state_of(self.site / path) in (self._known[path][1:], ABSENT):
                _remove(self.site, path)
        self._record_file.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._record_file.with_suffix(f".{os.getpid()}")
        temporary.write_bytes(msgspec.json.encode((self._state, self._written)))
        os.replace(temporary, self._record_file)
        self._known, self._written = self._written, {}

    def forget(self) -> None:
        """Drop the record: the site folder is about to go."""
        self._record_file.unlink(missing_ok=True)

    def _places(self) -> Iterator[tuple[Path, Path]]:
        return ((self.site / folder, self.site / f".gatepost-{folder}") for folder in self.folders)

    def _read_record(self) -> Record:
        try:
            state, record = msgspec.json.decode(self._record_file.read_bytes(), type=tuple[str, Record])
        except (OSError, msgspec.MsgspecError):
            return {}
        return record if state == self._state else {}


def _make_folder(folder: str) -> None:
    """Make a folder; its parent nearly always stands already, and need not be looked for."""
    try:
        os.mkdir(folder)
    except OSError:
        os.makedirs(folder, exist_ok=True)


def _files_below(site: Path, folder: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield path, size and time of change of every file in a folder of the site."""
    try:
        entries = os.scandir(site / folder)
    except OSError:
        return
    with entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files_below(site, f"{folder}/{entry.name}")
            else:
                state = entry.stat(follow_symlinks=False)
                yield f"{folder}/{entry.name}", (state.st_size, state.st_mtime_ns)


def _state_of(file: Path) -> tuple[int, int]:
    try:
        state = file.stat(follow_symlinks=False)
    except OSError:
        return ABSENT
    return state.st_size, state.st_mtime_ns


def _remove(site: Path, path: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    target = site / path
    target.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        for parent in target.parents:
            if parent == site:
                return
            parent.rmdir()
