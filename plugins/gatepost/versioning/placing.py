"""What one version has, at its place among the others: below its folder, with addresses that end in its label."""

from collections.abc import Iterable
from typing import Any

import msgspec

from gatepost.model.address import Address
from gatepost.model.passage import Passage
from gatepost.model.version import Version


def navigation_in(version: Version, tree: Any) -> Any:
    """Return a file of a navigation tree with URLs and files of another version."""
    if isinstance(tree, dict):
        moved = {name: navigation_in(version, value) for name, value in tree.items()}
        if "url" in moved:
            moved["url"] = version.folder + moved["url"]
        if "file" in moved:
            moved["file"] = f"{version.label}-{moved['file']}"
        return moved
    return [navigation_in(version, one) for one in tree] if isinstance(tree, list) else tree


def passages_in(version: Version, passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Return what a search can find in another version."""
    return tuple(
        msgspec.structs.replace(
            one,
            url=f"{version.folder}{one.url}",
            address=Address(one.address.kind, f"{one.address.name}@{version.label}", one.address.part),
        )
        for one in passages
    )
