"""Rules of tags."""

from collections.abc import Iterator

from gatepost.model.problem import Problem
from gatepost.validate.walk import Node, Walk


def duplicate_tags(walk: Walk) -> Iterator[Problem]:
    """A tag is declared once."""
    seen = set()
    for node in walk.nodes["tag"]:
        name = node.value.get("name")
        if isinstance(name, str):
            if name in seen:
                yield node.problem(
                    "tag-duplicate", "error", f"The tag '{name}' is declared twice. Join the two.", "name"
                )
            seen.add(name)


def tag_parents(walk: Walk) -> Iterator[Problem]:
    """The parent of a tag (OpenAPI 3.2) is declared, and no tag is its own ancestor."""
    if walk.specification != "3.2":
        return
    named = {node.value["name"]: node for node in walk.nodes["tag"] if isinstance(node.value.get("name"), str)}
    for name, node in named.items():
        parent = node.value.get("parent")
        if isinstance(parent, str) and parent not in named:
            message = f"The parent '{parent}' of the tag '{name}' is not declared. Declare it, or correct the name."
            yield node.problem("tag-parent", "error", message, "parent")
        elif _is_own_ancestor(name, named):
            yield node.problem(
                "tag-circle", "error", f"The tag '{name}' is its own ancestor. Break the circle.", "parent"
            )


def _is_own_ancestor(name: str, named: dict[str, Node]) -> bool:
    current, steps = named[name].value.get("parent"), 0
    while isinstance(current, str) and current in named and steps <= len(named):
        if current == name:
            return True
        current, steps = named[current].value.get("parent"), steps + 1
    return False
