"""What the switcher of the page has to know: where a page is in another version, unless it is where it was."""

from collections.abc import Callable, Mapping
from typing import Any

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.model.trail import Trail
from gatepost.model.version import Version

Paths = Mapping[Address, str]
"""Pages of a version by address, below its folder."""
Place = Callable[[Change, Version], str]
"""Says where the pages of change tell of a change, relative to the root of the site."""


def switches(trail: Trail, paths: Mapping[str, Paths], place: Place) -> Mapping[str, Any]:
    """Return versions, and by label of the one left and the one entered the pages that are elsewhere.

    A target that begins with a slash stands below the root of the site, others below the folder of the version.
    """
    elsewhere = {
        old.label: {new.label: found for new in trail.versions if (found := _elsewhere(trail, old, new, paths, place))}
        for old in trail.versions
    }
    folders = dict.fromkeys(path.partition("/")[0] for own in paths.values() for path in own.values())
    return {
        "versions": [_told(version) for version in trail.versions],
        "trees": list(folders),
        "elsewhere": {old: found for old, found in elsewhere.items() if found},
    }


def _elsewhere(trail: Trail, old: Version, new: Version, paths: Mapping[str, Paths], place: Place) -> dict[str, str]:
    if old is new:
        return {}
    theirs = paths[new.label]
    front = next(iter(theirs.values()), "")
    found = {}
    for address, path in paths[old.label].items():
        there, change, version = trail.target(address, old, new)
        if change is not None:
            found[path] = "/" + place(change, version)
        elif there is None or theirs.get(there, front) != path:
            found[path] = theirs.get(there, front) if there else front
    return found


def _told(version: Version) -> dict[str, Any]:
    told: dict[str, Any] = {"label": version.label, "title": version.display_title, "status": version.status}
    if version.date:
        told["date"] = version.date
    if version.aliases:
        told["aliases"] = list(version.aliases)
    return {**told, "folder": version.folder}
