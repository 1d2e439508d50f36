"""A snapshot as text: the same bytes for the same content, and nothing in it that a reviewer cannot see."""

import json
import re
import unicodedata

from gatepost.model.schema import Json

_BEYOND_ASCII = re.compile(r"[^\x00-\x7e]")
_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))


def to_text(snapshot: Json, *, sort_keys: bool = False) -> str:
    """Return the JSON of a snapshot, two spaces deep, with a newline at the end.

    `sort_keys` is for servers that give the properties of a schema in another order each time.
    Characters that no font shows (Unicode tags, zero-width, bidi) are escaped, so that a diff reveals them.
    """
    text = json.dumps(snapshot, indent=2, ensure_ascii=False, sort_keys=sort_keys)
    return _BEYOND_ASCII.sub(_escaped, text) + "\n"


def _escaped(match: re.Match[str]) -> str:
    character = match[0]
    return json.dumps(character)[1:-1] if unicodedata.category(character) in _UNSEEN else character


def unchanged(old: str, snapshot: Json) -> bool:
    """Whether the text of an earlier snapshot has the same content as this one, the day it was taken aside."""
    try:
        before = json.loads(old)
    except ValueError:
        return False
    return _timeless(before) == _timeless(snapshot)


def _timeless(snapshot: Json) -> str:
    return json.dumps(_without_day(snapshot), indent=2)


def _without_day(snapshot: Json) -> Json:
    if not isinstance(snapshot, dict):
        return snapshot
    found = {key: value for key, value in snapshot.items() if key != "captured"}
    if isinstance(snapshot.get("captured"), dict):
        found["captured"] = {key: value for key, value in snapshot["captured"].items() if key != "at"}
    if isinstance(snapshot.get("servers"), list):
        found["servers"] = [_without_day(server) for server in snapshot["servers"]]
    return found
