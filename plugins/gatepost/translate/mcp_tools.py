"""Tools: names, schemas, hints."""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from gatepost.model.schema import Json, NamedSchema, Schema, SchemaLike
from gatepost.model.tool import Hint, Tool, ToolAnnotations
from gatepost.translate.generation import example
from gatepost.translate.mcp_headers import KEYWORD, header_parameters
from gatepost.translate.mcp_lists import common, entries
from gatepost.translate.mcp_schemas import ToolSchemas, dialect, schema_node
from gatepost.translate.node import Node

_USUAL_NAME = re.compile(r"[A-Za-z0-9_.-]{1,128}")
_STANDARD = ("inputSchema", "outputSchema", "annotations", "execution")
_HINTS = {"readOnlyHint": False, "destructiveHint": True, "idempotentHint": False, "openWorldHint": True}
"""Hints and their defaults (MCP `ToolAnnotations`)."""


def tools(lists: Node, server: str) -> tuple[Tool, ...]:
    """Return the tools of a server; what is wrong with one never loses the others."""
    return tuple(_tool(node, name, key, server) for node, name, key in entries(lists, "tools", "name"))


def _tool(node: Node, name: str, key: str, server: str) -> Tool:
    _check_name(node, name)
    roots = _schema_roots(node)
    built: dict[str, SchemaLike] = {}
    definitions = {}
    if roots:
        schemas = ToolSchemas(list(roots.values()))
        built = {member: schemas.build(root) for member, root in roots.items()}
        schemas.build_all()
        definitions = dict(schemas.finished())
    execution = node.object("execution")
    output = built.get("outputSchema")
    return Tool(
        server=server,
        key=key,
        name=name,
        input_schema=built.get("inputSchema", Schema(source=node.source)),
        output_schema=output,
        definitions=definitions,
        example_arguments=_arguments(built.get("inputSchema"), definitions),
        example_result=example(output, definitions, mode="response") if output is not None else msgspec.UNSET,
        header_parameters=_headers(roots),
        annotations=annotations(node),
        dialect=dialect(node.value.get("inputSchema")),
        task_support=execution.text("taskSupport") if execution else "",
        execution=execution.value if execution else None,
        **common(node, *_STANDARD),
    )


def _arguments(schema: SchemaLike | None, definitions: Mapping[str, NamedSchema]) -> Json:
    """Arguments for a sample: an object whatever the schema allows, since `tools/call` takes nothing else."""
    made = example(schema, definitions, mode="request") if schema is not None else {}
    return made if isinstance(made, dict) else {}


def _headers(roots: dict[str, Node]) -> tuple[tuple[str, str], ...]:
    """Most tools have none, and the search for the word costs less than the walk."""
    root = roots.get("inputSchema")
    return header_parameters(root) if root is not None and KEYWORD in str(root.value) else ()


def _check_name(node: Node, name: str) -> None:
    if not _USUAL_NAME.fullmatch(name):
        shown = name if len(name) <= 80 else f"{name[:80]}… ({len(name)} characters)"
        message = f"The name '{shown}' is not 1 to 128 of A-Z a-z 0-9 _ . - (MCP, tool names); agents may refuse it."
        node.child("name").report("tool-name-unusual", message)


def _schema_roots(node: Node) -> dict[str, Node]:
    """The nodes of the schemas that a tool has, with problems for what should not be there, or should."""
    raw = node.value
    roots = {}
    if "inputSchema" not in raw:
        message = (
            'This tool has no \'inputSchema\', which MCP requires. Write {"type": "object"} where it takes nothing.'
        )
        node.report("input-schema-missing", message, "error")
    elif _is_schema(raw["inputSchema"]):
        roots["inputSchema"] = schema_node(node, "inputSchema", "arguments")
        _check_input(roots["inputSchema"])
    else:
        node.child("inputSchema").wrong_type("a schema of type object", "error")
    if raw.get("outputSchema") is not None:
        if _is_schema(raw["outputSchema"]):
            roots["outputSchema"] = schema_node(node, "outputSchema", "result")
            _check_dialect(roots["outputSchema"])
        else:
            node.child("outputSchema").wrong_type("a schema", "error")
    return roots


def _is_schema(value: Any) -> bool:
    return isinstance(value, dict | bool)


def _check_input(root: Node) -> None:
    if isinstance(root.value, bool):
        message = f"'inputSchema' is {str(root.value).lower()}: MCP requires an object schema. Agents will refuse it."
        root.report("input-schema-not-an-object", message, "error")
        return
    if root.value.get("type") != "object":
        message = 'The root of \'inputSchema\' has to have "type": "object" (MCP, Tool).'
        root.report("input-schema-not-an-object", message)
    _check_dialect(root)


def _check_dialect(root: Node) -> None:
    declared = root.value.get("$schema") if isinstance(root.value, dict) else None
    if declared is not None and not dialect(root.value):
        message = (
            f"'$schema' is {str(declared)[:120]!r}, which is no known dialect; it was read as 2020-12, not fetched."
        )
        root.child("$schema").report("schema-dialect-unknown", message)


def annotations(node: Node) -> ToolAnnotations:
    """Return the hints of a tool: as declared, by default, or not declared."""
    found = node.object("annotations")
    if found is None:
        return ToolAnnotations()
    hints = {name: _hint(found, name, default) for name, default in _HINTS.items()}
    if hints["readOnlyHint"].value:
        for name in ("destructiveHint", "idempotentHint"):
            hint = hints[name]
            hints[name] = Hint(name=name, value=hint.value, origin=hint.origin, applies=False)
    other = {key: value for key, value in found.value.items() if key not in _HINTS and key != "title"}
    return ToolAnnotations(
        title=found.text("title"),
        read_only=hints["readOnlyHint"],
        destructive=hints["destructiveHint"],
        idempotent=hints["idempotentHint"],
        open_world=hints["openWorldHint"],
        other=other or None,
    )


def _hint(found: Node, name: str, default: bool) -> Hint:
    value = found.value.get(name)
    if isinstance(value, bool):
        return Hint(name=name, value=value, origin="declared")
    if value is not None:
        found.child(name).wrong_type("true or false")
    return Hint(name=name, value=default, origin="default")
