"""Takes out of a snapshot what is nobody's business: where the server stood and who ran it."""

import re
from pathlib import Path
from typing import Any

from gatepost.model.schema import Json
from gatepost.snapshot.targets import Target

_PERSONAL = frozenset(
    "createdby createdat createdfromip createdvia createduseragent modifiedby modifiedat modifiedfromip modifiedvia"
    " modifieduseragent updatedby updatedat owner owneremail ownerid userid username useremail email ip ipaddress"
    " clientip importbatchid federationsource lastseen sessionid".split()
)
_LOOPBACK = r"https?://(?:localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)(?::\d+)?"


def without_places(value: Json, target: Target) -> Json:
    """Return the value with the target's own origin, loopback origins, and the home folder taken out of its texts."""
    patterns = [_LOOPBACK]
    if target.origin:
        patterns.insert(0, re.escape(target.origin))
    found = re.compile(rf"(?:{'|'.join(patterns)})(?![\w:-]|\.\w)", re.IGNORECASE)
    home = re.compile(rf"{re.escape(str(Path.home()))}(?=/|\b(?!\w))") if target.command and _has_home() else None

    def clean(text: str) -> str:
        text = found.sub("", text) if "://" in text else text
        return home.sub("~", text) if home else text

    return _mapped(value, clean)


def _has_home() -> bool:
    return len(Path.home().parts) > 2  # `/root` and `/` are words of their own in descriptions


def _mapped(value: Json, clean: Any) -> Json:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_mapped(item, clean) for item in value]
    if isinstance(value, dict):
        return {key: _mapped(item, clean) for key, item in value.items()}
    return value


def without_people(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a list entry whose `_meta` says nothing of users, addresses, or the moment; schemas are left alone."""
    meta = entry.get("_meta")
    return {**entry, "_meta": _impersonal(meta)} if isinstance(meta, dict) else entry


def _impersonal(value: Json) -> Json:
    if isinstance(value, list):
        return [_impersonal(item) for item in value]
    if isinstance(value, dict):
        return {key: _impersonal(item) for key, item in value.items() if _plain(key) not in _PERSONAL}
    return value


def _plain(key: str) -> str:
    return re.sub(r"[^a-z]", "", key.lower())
