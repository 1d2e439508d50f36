from typing import Any

from gatepost.translate.mcp import translate_mcp
from gatepost.translate.mcp_lists import variables
from tests.unit.translate.mcp_things import document_of, server_of

OBJECT = {"type": "object"}


def tools(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "inputSchema": OBJECT} for name in names]


def test_a_snapshot_says_all_of_the_server() -> None:
    root = {
        "captured": {
            "at": "2026-11-23",
            "era": "modern",
            "protocolVersion": "2026-07-28",
            "capabilities": {"elicitation": {}},
            "scopes": ["read"],
            "transport": "stdio",
        },
        "server": {"name": "n", "title": "T", "version": "1", "websiteUrl": "javascript:alert(1)", "icons": []},
        "protocolVersions": ["2025-11-25", "2026-07-28"],
        "serverCapabilities": {"tools": {}},
        "authentication": {
            "headers": ["Authorization"],
            "authorizationServers": ["https://id.example", "file:///etc/passwd"],
            "scopes": ["read"],
        },
        "instructions": None,
        "tools": tools("a"),
        "extra": 1,
    }
    server, problems = server_of(root, url="https://x.example/mcp")
    assert [problem.rule for problem in problems] == ["unsafe-link"]
    assert (server.display_title, server.name, server.version, server.website_url) == ("T", "n", "1", "")
    assert server.eras == ("modern", "legacy") and server.protocol_versions == ("2025-11-25", "2026-07-28")
    assert server.capture.scopes == ("read",) and server.capture.transport == "stdio"
    assert server.authentication.authorization_servers == ("https://id.example",)
    assert server.capabilities == {"tools": {}} and server.extensions == {"extra": 1}
    assert (server.instructions, server.url, str(server.address)) == ("", "https://x.example/mcp", "mcp:it")
    assert server.tool("a").name == "a"


def test_the_digest_changes_with_the_content_only() -> None:
    one, _ = server_of({"captured": {"at": "1"}, "tools": [{"name": "a", "inputSchema": OBJECT}]})
    two, _ = server_of({"captured": {"at": "2"}, "tools": [{"inputSchema": OBJECT, "name": "a"}]})
    three, _ = server_of({"tools": tools("b")})
    assert one.capture.digest == two.capture.digest != three.capture.digest


def test_bare_lists_have_tools_and_nothing_else() -> None:
    server, problems = server_of(tools("a", "b"))
    assert (len(server.tools), server.prompts, server.display_title, problems) == (2, (), "it", ())
    server, problems = server_of({"tools": tools("a"), "nextCursor": "x"})
    assert [problem.rule for problem in problems] == ["list-incomplete"]
    meta = {"io.modelcontextprotocol/serverInfo": {"name": "n", "version": "2"}}
    assert server_of({"tools": [], "_meta": meta})[0].name == "n"


def test_prompts_resources_and_templates() -> None:
    root = {
        "prompts": [{"name": "p", "arguments": [{"name": "a", "required": True}, {"required": True}]}, {"name": "p"}],
        "resources": [
            {"uri": "demo://a", "size": 7, "annotations": {"audience": ["user"], "priority": 0.5}},
            {"uri": "demo://b", "size": -1},
            {"name": "no uri"},
        ],
        "resourceTemplates": [{"uriTemplate": "demo://{a}{?b}", "mimeType": "text/plain"}],
    }
    server, problems = server_of(root)
    assert [prompt.key for prompt in server.prompts] == ["p", "p~2"]
    assert [(argument.name, argument.required) for argument in server.prompts[0].arguments] == [("a", True)]
    assert [(resource.uri, resource.size) for resource in server.resources] == [("demo://a", 7), ("demo://b", None)]
    assert server.resources[0].annotations.priority == 0.5
    assert str(server.resources[0].address) == "resource:it/demo://a"
    assert server.templates[0].variables == ("a", "b")
    assert sorted(problem.rule for problem in problems) == [
        "argument-without-name",
        "prompt-name-taken",
        "resource-without-uri",
        "wrong-type",
    ]


def test_lists_of_the_wrong_type_are_problems() -> None:
    server, problems = server_of({"tools": {"a": 1}, "prompts": "x", "server": [], "captured": 1})
    assert server.tools == () and {problem.rule for problem in problems} == {"wrong-type"}


def test_variables_of_uri_templates() -> None:
    assert variables("a://{+path}{/seg*}{?q,limit:3}{#f}{q}") == ("path", "seg", "q", "limit", "f")
    assert variables("a://fixed/{}") == ()


def test_a_virtual_server_exposes_and_hides() -> None:
    whole = document_of({"server": {"name": "git"}, "tools": tools("get_file", "delete_file")}, "all")
    part = document_of({"tools": tools("git-get-file", "ping")}, "read-only", virtual_of=("all",))
    servers, problems = translate_mcp([whole, part])
    assert problems == () and servers[1].is_virtual
    assert [str(address) for address in servers[1].exposed] == ["tool:all/get_file"]
    assert [str(address) for address in servers[1].hidden] == ["tool:all/delete_file"]
    assert [str(tool.origin) for tool in servers[1].tools] == ["tool:all/get_file", "None"]


def test_a_virtual_server_of_nothing_known_is_a_problem() -> None:
    server, problems = server_of({"tools": tools("a")}, virtual_of=("gone",))
    assert [problem.rule for problem in problems] == ["virtual-of-unknown"] and server.hidden == ()
