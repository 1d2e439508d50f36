"""The corpus of hostile and of innocent tools, examined."""

from pathlib import Path
from typing import Any

import yaml

from gatepost.honesty import Finding, examine
from gatepost.model.document import Document
from gatepost.model.mcp_server import McpDocument, McpServer
from gatepost.model.source import NoLines
from gatepost.translate.mcp import translate_mcp

GOLDEN = Path(__file__).parents[2] / "golden/honesty"


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((GOLDEN / f"{name}.yml").read_text(encoding="utf-8"))


def servers_of(**tools: list[Any]) -> tuple[McpServer, ...]:
    """Make a server of each list of raw tools."""
    documents = [
        McpDocument(id=name, document=Document(f"{name}.json", {"tools": entries}, NoLines(), name))
        for name, entries in tools.items()
    ]
    return translate_mcp(documents)[0]


def examined(case: dict[str, Any]) -> list[Finding]:
    """Return what is found in the tool of a case, notes left out."""
    tool = dict(case["tool"])
    tool["description"] = tool["description"].replace("{padding}", " " * case.get("padding", 0))
    own = [case["twin"], tool] if "twin" in case else [tool]
    server, beside = servers_of(it=own, beside=case.get("beside", []))
    address = server.tools[-1].address
    found = examine(server, others=[beside])
    return [finding for finding in found if finding.address == address and finding.severity != "note"]
