"""Raw tools and snapshots to servers, without a file."""

from typing import Any

from gatepost.model.document import Document
from gatepost.model.mcp_server import McpDocument, McpServer
from gatepost.model.problem import Problem
from gatepost.model.source import NoLines
from gatepost.model.tool import Tool
from gatepost.translate.mcp import translate_mcp


def document_of(root: Any, id: str = "it", **options: Any) -> McpDocument:
    return McpDocument(id=id, document=Document(f"{id}.json", root, NoLines(), id), **options)


def server_of(root: Any, **options: Any) -> tuple[McpServer, tuple[Problem, ...]]:
    (server,), problems = translate_mcp([document_of(root, **options)])
    return server, problems


def tool_of(raw: dict[str, Any]) -> tuple[Tool, list[str]]:
    """Return the one tool, and the rules of the problems."""
    server, problems = server_of({"tools": [{"name": "t", **raw}]})
    return server.tools[0], [problem.rule for problem in problems]
