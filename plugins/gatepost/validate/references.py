"""Rules of references."""

from collections.abc import Iterator

from gatepost.model.problem import Problem
from gatepost.validate.walk import MAX_CHAIN, Node, Walk


def unresolvable_references(walk: Walk) -> Iterator[Problem]:
    """Each `$ref` leads somewhere. Files that could not be read have a problem of their own from loading."""
    reported = {problem.source.file + problem.source.pointer for problem in walk.bundle.problems}
    for node in walk.references:
        if id(node.value) in walk.targets or f"{node.document.file}{node.pointer}/$ref" in reported:
            continue
        reference = node.value["$ref"]
        if (
            "#" in reference
            and not reference.partition("#")[2].startswith(("/", "%2F", "%2f"))
            and reference[-1] != "#"
        ):
            message = f"'$ref: {reference}' names an anchor. Write a JSON pointer, such as '#/components/schemas/Name'."
        else:
            message = f"'$ref: {reference}' leads nowhere. Correct it, or add what it names."
        yield node.problem("reference-unresolvable", "error", message, "$ref")


def reference_kinds(walk: Walk) -> Iterator[Problem]:
    """A `$ref` leads to an object of the kind that is wanted in its place."""
    for node in walk.references:
        target = walk.targets.get(id(node.value))
        if target is not None and target.kind != node.kind:
            message = (
                f"'$ref: {node.value['$ref']}' leads to a {target.kind}, but a {node.kind} is wanted here. Correct it."
            )
            yield node.problem("reference-kind", "warning", message, "$ref")


def circular_references(walk: Walk) -> Iterator[Problem]:
    """References that lead only to references end somewhere, and soon."""
    ending: dict[int, bool] = {}
    for node in walk.references:
        if not _ends(walk, node, ending):
            message = f"'$ref: {node.value['$ref']}' leads back to itself and never to an object. Break the circle."
            yield node.problem("reference-circle", "error", message, "$ref")
        elif walk.is_too_long(node):
            message = f"'$ref: {node.value['$ref']}' passes through more than {MAX_CHAIN} references. Refer to the end."
            yield node.problem("reference-chain", "warning", message, "$ref")


def _ends(walk: Walk, node: Node, ending: dict[int, bool]) -> bool:
    """Follow a chain; `ending` remembers each link, so that all chains together are walked once."""
    chain: list[int] = []
    current: Node | None = node
    while current is not None and id(current.value) not in ending:
        chain.append(id(current.value))
        ending[id(current.value)] = False  # until it is known: meeting it again closes a circle
        current = walk.targets.get(id(current.value))
    result = current is None or ending[id(current.value)]
    ending.update(dict.fromkeys(chain, result))
    return result
