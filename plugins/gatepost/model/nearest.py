"""What somebody may have meant."""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(name: str, known: Iterable[str], count: int = 3) -> list[str]:
    """Return the names most like one that is not among them, ignoring case; those that contain it come after."""
    by_lower: dict[str, str] = {}
    for one in known:
        by_lower.setdefault(one.lower(), one)
    wanted = name.lower()
    close = get_close_matches(wanted, by_lower, n=count, cutoff=0.55)
    holding = sorted((one for one in by_lower if wanted and wanted in one and one not in close), key=len)
    return [by_lower[one] for one in (*close, *holding)][:count]


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return the sentence that names what somebody may have meant; empty where nothing is like it."""
    found = nearest(name, known)
    return f" Did you mean {' or '.join(f'`{one}`' for one in found)}?" if found else ""
