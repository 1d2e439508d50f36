"""Rules of Schema Objects."""

from collections.abc import Iterator

from gatepost.model.problem import Problem, Severity
from gatepost.validate.causes import cause, closest
from gatepost.validate.packaged import list_of_schemas
from gatepost.validate.walk import Node, Walk

# `openapi-spec-validator` looks neither into request bodies nor into what lies in these other places. What is wrong
# there is wrong all the same, but as a warning: our verdict of valid or not is the same as its.
_UNJUDGED = frozenset(
    ("requestBody", "requestBodies", "headers", "callbacks", "webhooks", "patternProperties", "additionalProperties")
) | {"prefixItems", "$defs", "dependentSchemas", "contains", "propertyNames", "if", "then", "else", "itemSchema"}


def severity_at(node: Node) -> Severity:
    """Return error where the reference validator judges schemas too, warning elsewhere."""
    return "warning" if _UNJUDGED.intersection(node.keys) else "error"


def dialect(walk: Walk) -> Iterator[Problem]:
    """Schemas are valid in the JSON Schema dialect of their specification."""
    entries = [node for node in walk.nodes["schema"] if _is_entry(node) and "$schema" not in node.value]
    validator = list_of_schemas(walk.specification)
    if validator.is_valid([node.value for node in entries]):
        return
    for node in entries:
        for error in validator.iter_errors([node.value]):
            finding = closest(error)
            keys = finding.instance_path[1:]
            yield node.problem("schema-dialect", severity_at(node), cause(finding), *keys)


def required_properties(walk: Walk) -> Iterator[Problem]:
    """Where schemas are combined by `allOf`, what is required is among the properties of the whole."""
    for node in walk.nodes["schema"]:
        required = node.value.get("required")
        if isinstance(node.value.get("allOf"), list) and isinstance(required, list):
            declared = _declared(walk, node)
            for name in required:
                if isinstance(name, str) and name not in declared:
                    severity = severity_at(node) if _is_entry(node) else "warning"
                    message = (
                        f"The property '{name}' is required but declared nowhere. Declare it, or correct the name."
                    )
                    yield node.problem("required-undeclared", severity, message, "required")


def _is_entry(node: Node) -> bool:
    """Whether a schema stands by itself and not inside another."""
    return node.parent is None or node.parent.kind != "schema"


def _declared(walk: Walk, start: Node) -> set[str]:
    """Collect the property names of a schema and of all that it is combined of."""
    names: set[str] = set()
    seen: set[int] = set()
    waiting = [start]
    while waiting:
        node = walk.resolve(waiting.pop())
        if node is None or not isinstance(node.value, dict) or id(node.value) in seen:
            continue
        seen.add(id(node.value))
        properties = node.value.get("properties")
        names.update(properties if isinstance(properties, dict) else ())
        for keyword in ("allOf", "anyOf", "oneOf", "items", "not"):
            part = node.value.get(keyword)
            if isinstance(part, dict):
                waiting.append(walk.child(node, "schema", keyword))
            elif isinstance(part, list):
                waiting.extend(walk.child(node, "schema", keyword, index) for index in range(len(part)))
    return names
