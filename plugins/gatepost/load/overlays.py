"""OpenAPI Overlay 1.0 and 1.1: changes to a description that survive its next generation."""

import copy
import re
from collections.abc import Iterator, Sequence
from typing import Any

import jsonpath

from gatepost.load.fault import Fault
from gatepost.model.document import Document
from gatepost.model.nearest import suggestion
from gatepost.model.problem import Problem
from gatepost.model.schema import Json

VERSIONS = re.compile(r"1\.[01](?:\.\d+)?")
_QUOTED = re.compile(r"""\[\s*(?:'([^']+)'|"([^"]+)")\s*\]""")
_NAMED = re.compile(r"@\.operationId\s*==\s*(?:'([^']+)'|\"([^\"]+)\")")
Place = tuple[str | int, ...]


def overlaid(root: Document, overlays: Sequence[Document]) -> tuple[Document, tuple[Problem, ...]]:
    """Return a description with overlays applied in their order, and what is wrong with them.

    Lines remain those of the description: what an overlay adds has none.
    """
    tree = copy.deepcopy(root.root)
    problems: list[Problem] = []
    for overlay in overlays:
        for index, action in enumerate(actions_of(overlay)):
            problems += _apply(tree, action, overlay, f"/actions/{index}")
    return Document(root.file, tree, root.lines, root.digest, root.specification), tuple(problems)


def actions_of(overlay: Document) -> list[Any]:
    """Return what an overlay does. Raises Fault for a file that is none."""
    root = overlay.root
    if not isinstance(root, dict) or not VERSIONS.fullmatch(str(root.get("overlay", ""))):
        said = "This is no overlay that can be read. Begin it with `overlay: 1.0.0` or `overlay: 1.1.0`."
        raise Fault("not-an-overlay", said, 1)
    actions = root.get("actions")
    if not isinstance(actions, list):
        raise Fault(
            "not-an-overlay", "An overlay has `actions`, a list. Write them.", overlay.lines.line("/actions") or 1
        )
    return actions


def _apply(tree: Json, action: Any, overlay: Document, pointer: str) -> Iterator[Problem]:
    target = action.get("target") if isinstance(action, dict) else None
    if not isinstance(target, str):
        yield _problem("overlay-action", "An action has a `target`, a JSONPath such as `$.info`.", overlay, pointer)
        return
    try:
        places = [tuple(match.parts) for match in jsonpath.finditer(target, tree)]
        source = _source(action, tree)
    except jsonpath.JSONPathError as error:
        words = str(error).splitlines()[0]
        yield _problem("overlay-action", f"`{target}` is not JSONPath: {words}.", overlay, f"{pointer}/target")
        return
    if not places:
        said = f"`{target}` is nowhere in the description.{_nearest(target, tree)}"
        yield _problem("overlay-matches-nothing", said, overlay, f"{pointer}/target")
    elif action.get("remove") is True:
        for place in sorted(places, key=_order, reverse=True):
            _remove(tree, place)
    elif source is not None:
        for place in places:
            _put(tree, place, _merged(_at(tree, place), copy.deepcopy(source)))
    else:
        said = "The action does nothing: give it `update`, `copy`, or `remove: true`."
        yield _problem("overlay-action", said, overlay, pointer)


def _source(action: dict[str, Any], tree: Json) -> Json:
    """Return what is to be merged: `update`, or what `copy` (1.1) leads to."""
    if isinstance(path := action.get("copy"), str):
        return next((match.obj for match in jsonpath.finditer(path, tree)), None)
    return action.get("update")


def _merged(old: Json, new: Json) -> Json:
    """Return a value updated as section 4.4.3.1 says: objects member by member, lists added to, the rest replaced."""
    if isinstance(old, dict) and isinstance(new, dict):
        return {**old, **{key: _merged(old[key], value) if key in old else value for key, value in new.items()}}
    if isinstance(old, list):
        return [*old, *(new if isinstance(new, list) else [new])]
    return new


def _at(tree: Json, place: Place) -> Json:
    for step in place:
        tree = tree[step]
    return tree


def _put(tree: Json, place: Place, value: Json) -> None:
    if place:
        _at(tree, place[:-1])[place[-1]] = value
    else:
        tree.clear()
        tree.update(value)


def _remove(tree: Json, place: Place) -> None:
    if place:
        del _at(tree, place[:-1])[place[-1]]


def _order(place: Place) -> list[tuple[bool, int, str]]:
    """Items of lists go from the last to the first, so that places stay what they were."""
    return [(isinstance(step, int), step if isinstance(step, int) else 0, str(step)) for step in place]


def _nearest(target: str, tree: Json) -> str:
    """Name what may have become of the path or the operation that a target asks for."""
    paths = tree.get("paths") if isinstance(tree, dict) else None
    paths = paths if isinstance(paths, dict) else {}
    named = _NAMED.search(target)
    if named:
        items = [item for item in paths.values() if isinstance(item, dict)]
        ids = [one.get("operationId", "") for item in items for one in item.values() if isinstance(one, dict)]
        return suggestion(named[1] or named[2], filter(None, ids))
    quoted = next((one[0] or one[1] for one in _QUOTED.findall(target) if (one[0] or one[1]).startswith("/")), "")
    return suggestion(quoted, paths) if quoted and quoted not in paths else ""


def _problem(rule: str, message: str, overlay: Document, pointer: str) -> Problem:
    return Problem(rule=rule, severity="warning", message=message, source=overlay.locate(pointer))
