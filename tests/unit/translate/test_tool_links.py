"""Tools and the operations that they front: by configuration, and by names and parameters that agree."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from gatepost.model.gateway import Gateway
from gatepost.pipeline import make
from gatepost.settings import GatewaySettings, McpInput, OpenApiInput, ReferenceSettings
from tests.corpus.mcp import mcp_snapshots

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
BODY = {"type": "object", "properties": {"title": TEXT, "labels": {"type": "array", "items": TEXT}}}
CREATE = {
    "operationId": "issues/create",
    "parameters": [{"name": "owner", "in": "path", "required": True, "schema": TEXT}],
    "requestBody": {"content": {"application/json": {"schema": BODY}}},
    "responses": {"200": {"description": "Done."}},
}


def tool(name: str, required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": list(required)}
    return {"name": name, "description": "Does it.", "inputSchema": schema}


CREATE_ISSUE = tool("create_issue", ("owner", "title"), owner=TEXT, title=TEXT)


def linked(
    folder: Path, tools: list[dict[str, Any]], *operations: dict[str, Any], **more: Any
) -> tuple[dict[str, str], list[str], Gateway]:
    """Return operation by tool, the messages of problems, and the gateway."""
    paths = {f"/{{owner}}/{number}": {more.get("method", "post"): one} for number, one in enumerate(operations)}
    api = {"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": paths}
    (folder / "api.json").write_text(json.dumps(api))
    (folder / "code.json").write_text(json.dumps({"tools": tools}))
    given = {key: value for key, value in more.items() if key != "method"}
    settings = GatewaySettings(
        openapi=(OpenApiInput(path="api.json"),), mcp=(McpInput(path="code.json", **given),), cache=""
    )
    made = make(settings, ReferenceSettings(), folder)
    links = {link.tool.name: link.operation.name for link in made.gateway.tool_links}
    return links, [one.message for one in made.problems if one.rule == "tool-link-broken"], made.gateway


@pytest.mark.parametrize("name", ["create_issue", "createIssue", "issues-create", "code_create_issue"])
def test_the_same_words_and_parameters_make_a_link(tmp_path: Path, name: str) -> None:
    links, _, gateway = linked(tmp_path, [{**CREATE_ISSUE, "name": name}], CREATE)
    assert links == {f"code/{name}": "POST /{owner}/0"}
    (link,) = gateway.tool_links
    assert (link.configured, link.same, link.arguments) == (False, 2, 2)


NOT_IT: Mapping[str, dict[str, Any]] = {
    "another name": tool("create_ticket", owner=TEXT, title=TEXT),
    "one word": tool("create", owner=TEXT, title=TEXT),
    "an argument it needs that the operation lacks": tool("create_issue", ("team",), owner=TEXT, title=TEXT, team=TEXT),
    "an input the operation needs that it lacks": tool("create_issue", title=TEXT),
    "another type": tool("create_issue", owner=TEXT, title=WHOLE),
    "mostly other arguments": tool("create_issue", owner=TEXT, body=TEXT, colour=TEXT, size=TEXT),
    "no arguments": tool("create_issue"),
}


@pytest.mark.parametrize("why", NOT_IT)
def test_a_doubt_is_no_link(tmp_path: Path, why: str) -> None:
    assert linked(tmp_path, [NOT_IT[why]], CREATE)[0] == {}


def test_two_operations_or_two_tools_that_fit_are_no_link(tmp_path: Path) -> None:
    twin = {**CREATE, "operationId": "createIssue"}
    assert linked(tmp_path, [CREATE_ISSUE], CREATE, twin)[0] == {}
    assert linked(tmp_path, [CREATE_ISSUE, {**CREATE_ISSUE, "name": "createIssue"}], CREATE)[0] == {}


def test_a_tool_that_declares_to_read_fronts_no_writing_operation(tmp_path: Path) -> None:
    reading = {**CREATE_ISSUE, "annotations": {"readOnlyHint": True}}
    assert linked(tmp_path, [reading], CREATE, method="put")[0] == {}


def test_the_author_has_the_last_word(tmp_path: Path) -> None:
    other = {**CREATE, "operationId": "open"}
    links, problems, gateway = linked(tmp_path, [CREATE_ISSUE], CREATE, other, operations={"create_issue": "open"})
    assert links == {"code/create_issue": "POST /{owner}/1"} and problems == []
    assert gateway.tool_links[0].configured
    assert linked(tmp_path, [CREATE_ISSUE], CREATE, match_operations=False)[0] == {}
    by_path = {"create_issue": "POST /{owner}/0"}
    assert linked(tmp_path, [CREATE_ISSUE], CREATE, operations=by_path)[0] == {"code/create_issue": "POST /{owner}/0"}


def test_a_configured_link_to_nowhere_is_a_problem(tmp_path: Path) -> None:
    links, problems, _ = linked(tmp_path, [CREATE_ISSUE], CREATE, operations={"create_issue": "gone", "x": "y"})
    assert links == {"code/create_issue": "POST /{owner}/0"}
    assert ["'gone'" in problems[0], "'x'" in problems[1]] == [True, True]


def test_both_pages_show_the_link_and_how_it_is_known(tmp_path: Path) -> None:
    *_, gateway = linked(tmp_path, [CREATE_ISSUE], CREATE)
    made = make(
        GatewaySettings(openapi=(OpenApiInput(path="api.json"),), mcp=(McpInput(path="code.json"),), cache=""),
        ReferenceSettings(),
        tmp_path,
    )
    (link,) = gateway.tool_links
    tool_page = made.reference.page(str(made.reference.resolve(link.tool)))
    operation_page = made.reference.page(str(made.reference.resolve(link.operation)))
    for page in (tool_page, operation_page):
        assert "matched by name and all 2 parameters" in page.body
        assert "matched by name and all 2 parameters" in page.markdown
    assert "[POST issues/create](../../../../reference/" in tool_page.markdown
    assert 'href="../../../mcp/code/tools/create-issue/"' in operation_page.body


GITHUB = Path("tests/corpus/node_modules/@octokit/openapi/generated/api.github.com.json")
RIGHT = {
    "create_issue": "POST /repos/{owner}/{repo}/issues",
    "get_issue": "GET /repos/{owner}/{repo}/issues/{issue_number}",
    "list_commits": "GET /repos/{owner}/{repo}/commits",
    "search_code": "GET /search/code",
    "search_users": "GET /search/users",
    "update_issue": "PATCH /repos/{owner}/{repo}/issues/{issue_number}",
}


def test_thirteen_real_servers_beside_a_real_description_make_no_false_link(tmp_path: Path) -> None:
    root = Path(__file__).parents[3]
    if not (root / GITHUB).exists():
        pytest.skip("GitHub's description is not installed")
    snapshots = mcp_snapshots()
    for path in (root / GITHUB, *snapshots):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    inputs = tuple(McpInput(path=path.name) for path in snapshots)
    settings = GatewaySettings(openapi=(OpenApiInput(path=GITHUB.name),), mcp=inputs, cache="")
    links = make(settings, ReferenceSettings(), tmp_path).gateway.tool_links
    assert {link.tool.name.partition("/")[2]: link.operation.name for link in links} == RIGHT
    assert {link.tool.name.partition("/")[0] for link in links} == {"github-archived"}
