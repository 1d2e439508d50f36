"""The sandbox under uvicorn and in a page: the same requests, the same bytes. And what behaviours may do to a page."""

import http.client
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from gatepost.sandbox.pack import pack
from gatepost.sandbox.page import unpacked
from gatepost.sandbox.serve import start
from tests.browser.changed_files import NO_WEBASSEMBLY, POLICY, Change, altered
from tests.browser.operation_page import OperationPage
from tests.browser.sandbox_worker import Reply, SandboxWorker, Sent
from tests.unit.sandbox.mcp_things import body as legacy
from tests.unit.sandbox.mcp_things import modern
from tests.unit.specs.postern import SPECS, description, documented
from tests.unpacking import unpack

KEY = {"authorization": "Bearer sk-sandbox"}
JSON_TYPE = "application/json"
JSON = {**KEY, "content-type": JSON_TYPE}
BOTH = "application/json, text/event-stream"
CHAT = {"model": "fast", "messages": [{"role": "user", "content": "How do fallbacks wörk?"}]}
RESET = Sent("POST", "/_sandbox/reset", {})
FAULTS = ["slow=0.5", "drop=3", "malformed", "rate-limit=9", "budget", "first-provider", "fire"]
SERVERS = ("/mcp", "/mcp/quarry", "/mcp/parley", "/mcp/compliance", "/mcp/workbench", "/mcp/workbench-read-only")
OF_THE_WIRE = ("connection", "transfer-encoding")
IMPOSSIBLE: dict[str, Any] = {
    "never": {"not": {}},
    "itself": {"$ref": "#/components/schemas/Endless"},
    "both": {"allOf": [{"type": "string"}, {"type": "integer"}]},
    "none-between": {"type": "integer", "minimum": 5, "maximum": 3},
    "huge": {"type": "array", "minItems": 10**6, "items": {"type": "string", "minLength": 10**6}},
}
"""Schemas that nothing fits, or nothing that a page could hold."""
BARE: dict[str, Any] = dict.fromkeys(("raise", "recurse", "allocate", "forever"))
TROUBLE = {
    "openapi": "3.1.0",
    "info": {"title": "Trouble", "version": "1"},
    "servers": [{"url": "/trouble"}],
    "paths": {
        f"/{name}": {
            "get": {
                "operationId": name,
                "security": [],
                "responses": {"200": {"description": "", **({"content": {JSON_TYPE: {"schema": of}}} if of else {})}},
            }
        }
        for name, of in (BARE | IMPOSSIBLE).items()
    },
    "components": {
        "schemas": {
            "Endless": {
                "type": "object",
                "required": ["next"],
                "properties": {"next": {"$ref": "#/components/schemas/Endless"}},
            }
        }
    },
}
BEHAVIOURS = """
from gatepost.sandbox.behaviour import Reply, operation

@operation("raise")
def fail(call):
    return 1 / 0

@operation("recurse")
def recurse(call):
    return recurse(call)

@operation("allocate")
def allocate(call):
    kept = []
    while True:
        kept.append(bytearray(32_000_000))

@operation("forever")
def forever(call):
    while True:
        pass
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Postern, and beside it operations whose behaviours misbehave."""
    behaviours = tmp_path_factory.mktemp("twins") / "behaviours"
    shutil.copytree(SPECS / "behaviours", behaviours, ignore=shutil.ignore_patterns("__pycache__"))
    (behaviours / "trouble.py").write_text(BEHAVIOURS)
    return pack([description(), TROUBLE], behaviours, still=True)


@pytest.fixture(scope="module")
def worker(chromium: Browser, published: str, demo_site: Path, archive: bytes) -> Iterator[SandboxWorker]:
    context = chromium.new_context()
    yield SandboxWorker(context.new_page(), published, demo_site, archive, seconds=4)
    context.close()


@pytest.fixture(scope="module")
def server(archive: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    running = start(unpacked(unpack(archive, tmp_path_factory.mktemp("server"))))
    yield running.url
    running.stop()


def over_http(url: str, sent: Sent) -> Reply:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=20)
    connection.request(sent.method, sent.target, sent.body.encode() if sent.body else None, sent.headers)
    response = connection.getresponse()
    failure = None
    try:
        body = response.read()
    except http.client.IncompleteRead as broken:
        body, failure = broken.partial, ("interrupted", "")
    connection.close()
    headers = [(name.lower(), value) for name, value in response.getheaders() if name.lower() not in OF_THE_WIRE]
    return Reply(response.status, headers, body, failure)


def of_operations() -> Iterator[Sent]:
    for one in documented():
        body = None if one.body is None else json.dumps(one.body)
        yield RESET
        yield Sent(one.method, one.target, JSON if body else KEY, body)
        yield Sent(one.method, one.target, {"content-type": "application/json"} if body else {}, body)
        yield Sent("OPTIONS", one.target, {"origin": "https://x.example", "access-control-request-method": one.method})
        yield Sent("GET", one.target + "?nonsense=%F0%9F%92%A5", {**KEY, "prefer": "code=404"})


def of_streams_and_faults() -> Iterator[Sent]:
    yield RESET
    for fault in ["", *FAULTS]:
        for more in ({}, {"stream": True, "stream_options": {"include_usage": True}}):
            headers = {**JSON, **({"x-sandbox-fault": fault} if fault else {})}
            yield Sent("POST", "/v1/chat/completions", headers, json.dumps({**CHAT, **more}))
    for key in ("sk-sandbox-spent", "sk-sandbox-slow", "sk-sandbox-slow", "sk-sandbox-slow", "sk-unknown"):
        yield Sent("POST", "/v1/chat/completions", {**JSON, "authorization": f"Bearer {key}"}, json.dumps(CHAT))
    yield Sent("POST", "/v1/chat/completions", JSON, json.dumps({**CHAT, "model": "tidewater-1"}))
    yield Sent("POST", "/v1/chat/completions", JSON, '{"model": ')
    yield Sent("HEAD", "/v1/models", KEY)
    yield Sent("GET", "/v1/nowhere/%2e%2e/%00", KEY)


def of_mcp() -> Iterator[Sent]:
    yield RESET
    for path in SERVERS:
        yield from _modern_calls(path)
    yield RESET
    opening = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "twin", "version": "1"}}
    headers = {**JSON, "accept": BOTH, "mcp-protocol-version": "2025-11-25"}
    for message in (
        legacy("initialize", opening),
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        legacy("tools/list", {}),
        legacy("tools/call", {"name": "list_issues", "arguments": {"repository": "atlas/search"}}),
        legacy("resources/templates/list", {}),
        legacy("no/such", {}),
    ):
        yield Sent("POST", "/mcp/quarry", headers, json.dumps(message))
    yield Sent("GET", "/mcp/quarry", headers)
    yield Sent("POST", "/mcp/quarry", headers, "not json")


def _modern_calls(path: str) -> Iterator[Sent]:
    snapshot = json.loads((SPECS / "mcp" / f"{path[5:] or 'postern'}.json").read_text())
    asked: list[tuple[str, Any]] = [(f"{kind}/list", {}) for kind in ("tools", "prompts", "resources")]
    asked += [("server/discover", {}), ("resources/templates/list", {}), ("ping", {})]
    for tool in snapshot["tools"]:
        schema = tool["inputSchema"]
        named = schema.get("required", [])
        arguments = {name: _example(schema["properties"][name]) for name in named}
        asked.append(("tools/call", {"name": tool["name"], "arguments": arguments}))
        asked.append(("tools/call", {"name": tool["name"], "arguments": {"nonsense": 1}}))
    asked += [("resources/read", {"uri": one["uri"]}) for one in snapshot.get("resources", [])]
    for prompt in snapshot.get("prompts", []):
        given = {one["name"]: "atlas/search" for one in prompt.get("arguments", [])}
        asked.append(("prompts/get", {"name": prompt["name"], "arguments": given}))
        for name in given:
            ref = {"type": "ref/prompt", "name": prompt["name"]}
            asked.append(("completion/complete", {"ref": ref, "argument": {"name": name, "value": ""}}))
    for method, params in asked:
        message, headers = modern(method, params, capabilities={"elicitation": {}})
        headers |= _mirrored(snapshot["tools"], params)
        yield Sent("POST", path, {**KEY, **headers, "content-type": "application/json"}, json.dumps(message))


def _mirrored(tools: list[dict[str, Any]], params: Any) -> dict[str, str]:
    """The arguments that a tool wants in headers too."""
    found = {}
    for tool in tools:
        for name, schema in tool["inputSchema"]["properties"].items():
            if tool["name"] == params.get("name") and name in params["arguments"] and "x-mcp-header" in schema:
                found[f"mcp-param-{schema['x-mcp-header'].lower()}"] = str(params["arguments"][name])
    return found


def _example(schema: dict[str, Any]) -> Any:
    if schema.get("examples"):
        return schema["examples"][0]
    if schema.get("enum"):
        return schema["enum"][0]
    return {"integer": 41, "array": [], "boolean": True}.get(schema.get("type", ""), "search")


@pytest.mark.parametrize("requests", [of_operations, of_streams_and_faults, of_mcp])
def test_page_and_server_answer_byte_for_byte(worker: SandboxWorker, server: str, requests: Any) -> None:
    sent = list(requests())
    over_http(server, RESET)
    worker.ask([RESET])
    served = [over_http(server, one) for one in sent]
    differing = []
    for one, there, here in zip(sent, served, worker.ask(sent), strict=True):
        failure = ("interrupted", "") if here.failure else None
        if there != here._replace(failure=failure):
            differing.append((one.method, one.target, one.body, there, here))
    assert differing == []


def test_what_cannot_be_made_up_is_answered_at_once_and_said(worker: SandboxWorker, server: str) -> None:
    asked = [Sent("GET", f"/trouble/{name}", {}) for name in IMPOSSIBLE]
    for name, here, there in zip(
        IMPOSSIBLE, worker.ask(asked), map(over_http, [server] * len(asked), asked), strict=True
    ):
        assert here == there, name
        assert here.status == 200 and len(here.body) < 4_000_000
        assert "no value was found that fits" in dict(here.headers)["x-sandbox-note"], name


def test_a_behaviour_that_fails_is_a_500_and_nothing_more(worker: SandboxWorker) -> None:
    trouble = [Sent("GET", f"/trouble/{name}", {}) for name in ("raise", "recurse", "allocate")]
    replies = worker.ask([*trouble, Sent("GET", "/v1/models", KEY)])
    assert [reply.status for reply in replies] == [500, 500, 500, 200]
    said = [reply.body.decode() for reply in replies]
    assert "ZeroDivisionError" in said[0] and "RecursionError" in said[1] and "MemoryError" in said[2]


def test_one_that_never_ends_is_stopped_with_the_reason_and_the_next_request_starts_anew(worker: SandboxWorker) -> None:
    forever, models = worker.ask([Sent("GET", "/trouble/forever", {}), Sent("GET", "/v1/models", KEY)])
    assert forever.failure is not None
    cause, message = forever.failure
    assert cause == "sandbox" and "did not react for 4 seconds" in message
    assert models.status == 200


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        ("pyodide-sandbox-*.js", POLICY, "does not allow WebAssembly"),
        ("pyodide-sandbox-*.js", NO_WEBASSEMBLY, "has no WebAssembly"),
        ("python_stdlib.zip", None, "python_stdlib.zip did not come"),
        ("pyodide-sandbox-*.js", None, "Its script did not come"),
    ],
    ids=["WebAssembly blocked by policy", "no WebAssembly", "a file that is missing", "no worker"],
)
def test_why_it_cannot_start_is_said_and_other_targets_remain(
    page: Page, published: str, file: str, change: Change | None, said: str
) -> None:
    page.route(f"**/{file}", altered(change))
    console = OperationPage(page, published, "reference/models/list-models/").try_it()
    console.send()
    console.expect_status("No reply")
    console.expect_text(said)
    console.expect_text("The other targets are called directly")
