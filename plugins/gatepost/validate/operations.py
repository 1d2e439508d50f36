"""Rules of operations: their ids, their parameters, their path templates."""

from collections import defaultdict
from collections.abc import Iterator
from string import Formatter
from typing import NamedTuple

from gatepost.model.operation import METHODS
from gatepost.model.problem import Problem
from gatepost.validate.walk import Node, Walk


class PathOperation(NamedTuple):
    """An operation where a reader meets it: below a path (or the name of a webhook), with its path item."""

    method: str
    path: str
    node: Node
    path_item: Node
    webhook: bool

    @property
    def title(self) -> str:
        """How messages call it."""
        return f"{self.method.upper()} {self.path}"


def path_operations(walk: Walk) -> Iterator[PathOperation]:
    """Yield every operation of `paths` and `webhooks`; one behind a shared path item comes once for each path."""
    root = Node("description", walk.bundle.root.root, walk.bundle.root, (), None)
    for field in ("paths", "webhooks"):
        items = root.value.get(field)
        for path, item in items.items() if isinstance(items, dict) else ():
            if isinstance(item, dict) and not path.startswith("x-"):
                path_item = walk.child(root, "path item", field, path)
                yield from _operations(path, path_item, field == "webhooks")


def _operations(path: str, path_item: Node, webhook: bool) -> Iterator[PathOperation]:
    if not isinstance(path_item.value, dict):
        return
    document = path_item.document
    for method in METHODS:
        value = path_item.value.get(method)
        if isinstance(value, dict):
            node = Node("operation", value, document, (method,), path_item)
            yield PathOperation(method, path, node, path_item, webhook)
    additional = path_item.value.get("additionalOperations")
    for method, value in additional.items() if isinstance(additional, dict) else ():
        if isinstance(value, dict):
            node = Node("operation", value, document, ("additionalOperations", method), path_item)
            yield PathOperation(method, path, node, path_item, webhook)


def operation_ids(walk: Walk) -> Iterator[Problem]:
    """Ids are unique. Two that differ only by case would share a page on file systems that ignore it."""
    named: dict[str, list[PathOperation]] = defaultdict(list)
    for operation in path_operations(walk):
        identifier = operation.node.value.get("operationId")
        if isinstance(identifier, str):
            if identifier.strip():
                named[identifier.casefold()].append(operation)
            else:
                message = f"The operationId of {operation.title} is empty. Give it a name, or remove the field."
                yield operation.node.problem("operation-id-empty", "error", message, "operationId")
    for first, *others in named.values():
        for other in others:
            yield _duplicate_id(first, other)


def _duplicate_id(first: PathOperation, other: PathOperation) -> Problem:
    one, two = first.node.value["operationId"], other.node.value["operationId"]
    how = "the same operationId" if one == two else "operationIds that differ only by case"
    message = f"{first.title} ('{one}') and {other.title} ('{two}') have {how}. Rename one."
    return other.node.problem("operation-id-duplicate", "error", message, "operationId")


def path_parameters(walk: Walk) -> Iterator[Problem]:
    """Each `{name}` of a path has its path parameter, and the other way round."""
    for operation in path_operations(walk):
        if operation.webhook:
            continue
        try:
            templated = {field for _, field, _, _ in Formatter().parse(operation.path) if field}
        except ValueError as error:
            message = f"The braces of the path '{operation.path}' do not match ({error}). Correct the path."
            yield operation.path_item.problem("path-template", "error", message)
            continue
        declared = _path_parameter_names(walk, operation.node) | _path_parameter_names(walk, operation.path_item)
        for name in sorted(templated - declared):
            message = (
                f"{operation.title}: '{{{name}}}' is in the path, but there is no path parameter of this name. Add it."
            )
            yield operation.node.problem("path-parameter-missing", "error", message)
        for name in sorted(declared - templated):
            message = (
                f"{operation.title}: the path parameter '{name}' is not in the path. Remove it, or add '{{{name}}}'."
            )
            yield operation.node.problem("path-parameter-unused", "error", message)


def _path_parameter_names(walk: Walk, node: Node) -> set[str]:
    return {name for _, name, location in _parameters(walk, node) if location == "path"}


def _parameters(walk: Walk, node: Node) -> Iterator[tuple[int, str, str]]:
    """Yield index, name and location of the parameters that an operation or path item itself lists."""
    listed = node.value.get("parameters")
    for index, _ in enumerate(listed if isinstance(listed, list) else ()):
        value = walk.child(node, "parameter", "parameters", index).value
        if isinstance(value, dict) and isinstance(value.get("name"), str) and isinstance(value.get("in"), str):
            yield index, value["name"], value["in"]


def duplicate_parameters(walk: Walk) -> Iterator[Problem]:
    """A list of parameters has each name once at a location."""
    for node in (*walk.nodes["path item"], *walk.nodes["operation"]):
        if isinstance(node.value.get("parameters"), list) and len(node.value["parameters"]) > 1:
            seen = set()
            for index, name, location in _parameters(walk, node):
                if (name, location) in seen:
                    message = f"The {location} parameter '{name}' is listed twice. Remove one."
                    yield node.problem("parameter-duplicate", "error", message, "parameters", index)
                seen.add((name, location))
