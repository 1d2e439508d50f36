"""Whole-process figures: CPU seconds, wall seconds, peak memory, as the operating system counts them."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One finished run of a command. `peak_mb` is the largest single process, in MiB."""

    cpu: float
    wall: float
    peak_mb: float


class CommandError(RuntimeError):
    """A measured command ended with another status than 0: its figures mean nothing."""


def measure(command: Sequence[str], folder: Path, environment: dict[str, str] | None = None) -> Run:
    """Run a command in a folder once. Raises CommandError with the end of its output."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, stdout=output, stderr=subprocess.STDOUT, env={**os.environ, **(environment or {})}
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            output.seek(0)
            tail = output.read()[-3000:].decode(errors="replace")
            raise CommandError(f"{' '.join(command)} ended with {process.returncode}:\n{tail}")
    return Run(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024)


def median(runs: Sequence[Run]) -> Run:
    """Return the run in the middle by CPU time."""
    return sorted(runs)[len(runs) // 2]


def cpu_of(pid: int) -> float:
    """CPU seconds that a process and its threads have used so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def folder_bytes(folder: Path) -> int:
    """Sum of the sizes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def tool(name: str) -> str:
    """Path of a command of the environment that runs the benchmark."""
    return str(Path(sys.executable).parent / name)
