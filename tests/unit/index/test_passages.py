from pathlib import Path
from typing import Any

import pytest

from gatepost import pipeline
from gatepost.model.passage import Passage
from gatepost.settings import GatewaySettings, McpInput, OpenApiInput, ReferenceSettings

SPECS = Path(__file__).parents[3] / "specs"


@pytest.fixture(scope="module")
def passages() -> dict[str, Passage]:
    settings = GatewaySettings(
        openapi=(OpenApiInput(path="postern-2025-11.yaml"),), mcp=(McpInput(path="mcp/quarry.json"),), cache=""
    )
    built = pipeline.build(settings, ReferenceSettings(), SPECS)
    return {str(one.address): one for one in built.passages()}


def parts(passage: Passage) -> dict[str, Any]:
    return {one.id: one for one in passage.parts}


def test_an_operation_has_its_parameters_fields_and_responses(passages: dict[str, Passage]) -> None:
    found = parts(passages["operation:POST /v1/chat/completions"])
    assert found["body-model"].kind == "field"
    assert found["response-200"].name == "200"


def test_a_tool_has_its_arguments(passages: dict[str, Passage]) -> None:
    tools = [one for one in passages.values() if one.kind == "tool"]
    assert tools
    assert all(part.id.startswith("param-") for tool in tools for part in tool.parts)


def test_every_anchor_stands_in_its_page(passages: dict[str, Passage]) -> None:
    settings = GatewaySettings(openapi=(OpenApiInput(path="postern-2025-11.yaml"),), cache="")
    built = pipeline.build(settings, ReferenceSettings(), SPECS)
    for address in ("operation:POST /v1/chat/completions", "operation:GET /v1/models"):
        passage = passages[address]
        anchors = built.page(passage.url).anchors
        wanted = [part.id for part in passage.parts if part.kind in ("parameter", "response")]
        assert set(wanted) <= set(anchors)
