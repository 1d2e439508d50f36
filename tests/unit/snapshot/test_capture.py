import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp", reason="the extra gatepost[snapshot] is not installed")

from gatepost.errors import ConfigurationError, SnapshotError
from gatepost.snapshot import snapshot_gateway, snapshot_mcp, snapshot_openapi, to_text
from tests.corpus.mcp import server_everything
from tests.unit.snapshot.stub import Stub

HERE = Path(__file__).parent
PEER = [sys.executable, str(HERE / "peer_mcp.py")]
LISTS = ("tools", "prompts", "resources", "resourceTemplates", "instructions", "server")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, **environment: str) -> Iterator[None]:
    """Run a server until it is no longer needed; it answers on `port` of loopback."""
    import os

    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    try:
        deadline = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, "the server did not start"
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


def tool(name: str, **members: Any) -> dict[str, Any]:
    return {"name": name, "inputSchema": {"type": "object"}, **members}


def test_a_server_of_the_official_package_in_both_eras_over_stdio() -> None:
    newest = snapshot_mcp([*PEER, "stdio"], at="2026-01-01")
    older = snapshot_mcp([*PEER, "stdio"], era="legacy", at="2026-01-01")
    pinned = snapshot_mcp([*PEER, "stdio"], era="modern", at="2026-01-01")
    assert newest["captured"]["era"] == pinned["captured"]["era"] == "modern"
    assert newest["protocolVersions"] == ["2025-11-25", "2026-07-28"]
    assert older["captured"] == {
        "at": "2026-01-01",
        "era": "legacy",
        "protocolVersion": "2025-11-25",
        "capabilities": newest["captured"]["capabilities"],
        "scopes": [],
        "transport": "stdio",
    }
    assert set(newest["captured"]["capabilities"]) == {"elicitation", "roots", "sampling"}
    assert [entry["name"] for entry in newest["tools"]] == ["add", "subtract"]
    for name in LISTS:
        assert newest[name] == older[name] == pinned[name]


def test_the_same_server_over_streamable_http_and_twice_the_same_bytes() -> None:
    port = free_port()
    stdio = snapshot_mcp([*PEER, "stdio"], era="modern")
    with running([*PEER, str(port)], port):
        url = f"http://127.0.0.1:{port}/mcp"
        modern = snapshot_mcp(url, era="modern", headers={"X-Team": "docs"})
        again = snapshot_mcp(url, era="modern", headers={"X-Team": "docs"})
        legacy = snapshot_mcp(url, era="legacy")
    assert to_text(modern) == to_text(again)
    assert modern["authentication"] == {"headers": ["X-Team"]}
    assert "docs" not in to_text(modern) and str(port) not in to_text(modern)
    for name in LISTS:
        assert modern[name] == legacy[name] == stdio[name]


def test_a_fastmcp_server_gives_the_same_text_in_both_eras() -> None:
    pytest.importorskip("fastmcp", reason="fastmcp is not installed")
    command = [sys.executable, str(HERE / "peer_fastmcp.py")]
    newest, older = snapshot_mcp(command), snapshot_mcp(command, era="legacy")
    assert to_text(newest["tools"]) == to_text(older["tools"])
    assert (newest["captured"]["era"], older["captured"]["era"]) == ("modern", "legacy")


def test_the_reference_server_over_both_transports() -> None:
    command = server_everything()
    port = free_port()
    stdio = snapshot_mcp([*command, "stdio"])
    assert to_text(stdio) == to_text(snapshot_mcp([*command, "stdio"]))
    with running([*command, "streamableHttp"], port, PORT=str(port)):
        http = snapshot_mcp(f"http://127.0.0.1:{port}/mcp")
    for name in LISTS:
        assert http[name] == stdio[name]
    fewer = snapshot_mcp([*command, "stdio"], capabilities=())
    assert len(fewer["tools"]) < len(stdio["tools"]), "lists depend on what the client declares"
    assert fewer["captured"]["capabilities"] == {}


def test_pages_are_joined_unknown_keys_kept_and_bad_tools_not_lost() -> None:
    pages = [
        [tool("b", metadata={"mode": ["x"]}), {"name": "bad"}],
        [tool("a", _meta={"createdBy": "ann", "tags": []})],
    ]
    with Stub(servers={"/mcp": pages}) as stub:
        snapshot = snapshot_mcp(f"{stub.url}/mcp")
    assert [entry["name"] for entry in snapshot["tools"]] == ["a", "b", "bad"]
    assert snapshot["tools"][0]["_meta"] == {"tags": []}
    assert snapshot["tools"][1]["metadata"] == {"mode": ["x"]}
    assert "inputSchema" not in snapshot["tools"][2]
    assert snapshot["instructions"].startswith("Ask /docs or write to http://127.0.0.1:"), "only the host itself goes"


def test_a_list_that_never_ends_is_given_up() -> None:
    with Stub(servers={"/mcp": [[tool("a")], [tool("b")], [tool("c")]]}) as stub:
        stub.repeats_cursor = True
        with pytest.raises(SnapshotError, match="repeats the cursor"):
            snapshot_mcp(f"{stub.url}/mcp")


def test_protected_resource_metadata_is_noted() -> None:
    metadata = {"resource": "https://api.example/mcp", "authorization_servers": ["https://id.example"]}
    metadata |= {"scopes_supported": ["write", "read"]}
    with Stub({"/.well-known/oauth-protected-resource/mcp": metadata}, {"/mcp": [[tool("a")]]}) as stub:
        snapshot = snapshot_mcp(f"{stub.url}/mcp", headers={"Authorization": "Bearer secret"})
        asked = [headers for method, path, headers in stub.requests if path.startswith("/.well-known")]
    assert snapshot["authentication"] == {
        "headers": ["Authorization"],
        "resource": "https://api.example/mcp",
        "authorizationServers": ["https://id.example"],
        "scopes": ["read", "write"],
    }
    assert "secret" not in to_text(snapshot)
    assert all("Authorization" not in headers for headers in asked), "public documents need no credentials"


def test_failures_say_what_and_why() -> None:
    with pytest.raises(SnapshotError, match="no-such-program could not be read as an MCP server"):
        snapshot_mcp("no-such-program --flag", timeout=5)
    with pytest.raises(SnapshotError, match=r"The server wrote: .*broken"):
        snapshot_mcp([sys.executable, "-c", "raise SystemExit('broken')"], timeout=5)
    with pytest.raises(SnapshotError, match=r"127\.0\.0\.1"):
        snapshot_mcp(f"http://127.0.0.1:{free_port()}/mcp?key=secret", timeout=5)
    with pytest.raises(ConfigurationError, match="Eras: auto, legacy, modern"):
        snapshot_mcp("x", era="future")
    with pytest.raises(ConfigurationError, match="no capability 'magic'"):
        snapshot_mcp("x", capabilities=["magic"])


def test_litellm_is_walked_server_by_server() -> None:
    documents = {
        "/v1/mcp/server": [{"server_id": "1", "alias": "weather", "created_by": "ann", "url": "http://10.0.0.1"}],
        "/v1/mcp/toolset": {"toolsets": [{"toolset_name": "read only"}]},
    }
    servers = {
        "/mcp": [[tool("weather-get"), tool("weather-set")]],
        "/weather/mcp": [[tool("weather-get"), tool("weather-set")]],
        "/toolset/read%20only/mcp": [[tool("weather-get")]],
    }
    with Stub(documents, servers) as stub:
        stub.needs_header = "Authorization"
        snapshot = snapshot_gateway("litellm", stub.url, headers={"Authorization": "Bearer x"})
        again = snapshot_gateway("litellm", stub.url, headers={"Authorization": "Bearer x"})
    assert snapshot["gateway"] == "litellm" and to_text(snapshot) == to_text(again)
    found = {server["id"]: (server.get("virtualOf"), len(server["tools"])) for server in snapshot["servers"]}
    assert found == {"all": (None, 2), "read only": (["all"], 1), "weather": (["all"], 2)}
    assert "10.0.0.1" not in to_text(snapshot) and "ann" not in to_text(snapshot)


def test_contextforge_names_virtual_servers_not_their_ids() -> None:
    identity = "0f8fad5b-d9cb-469f-a165-70867728950e"
    documents = {
        "/v1/servers": [
            {"id": identity, "name": "Compliance", "enabled": True, "createdFromIp": "10.0.0.9"},
            {"id": "off", "name": "Off", "enabled": False},
        ]
    }
    servers = {"/mcp": [[tool("a"), tool("b")]], f"/servers/{identity}/mcp": [[tool("b")]]}
    with Stub(documents, servers) as stub:
        snapshot = snapshot_gateway("contextforge", stub.url)
    assert [server["id"] for server in snapshot["servers"]] == ["Compliance", "all"]
    assert identity not in to_text(snapshot["servers"][0]["tools"])
    with pytest.raises(ConfigurationError, match="Presets: bifrost, contextforge, litellm"):
        snapshot_gateway("unknown", "http://127.0.0.1")


def test_contextforge_tells_more_of_its_tools_but_not_of_people() -> None:
    more = {"name": "b", "originalName": "B", "gatewaySlug": "upstream", "tags": ["x"], "enabled": True}
    people = {"createdFromIp": "10.0.0.9", "createdBy": "someone@example.com", "url": "http://10.0.0.9/mcp"}
    documents = {"/v1/servers": [], "/v1/tools?limit=0": {"data": [{**more, **people}, {"name": "gone", "tags": []}]}}
    with Stub(documents, {"/mcp": [[tool("a"), tool("b")]]}) as stub:
        snapshot = snapshot_gateway("contextforge", stub.url)
    plain, known = snapshot["servers"][0]["tools"]
    assert "gateway" not in plain
    assert known["gateway"] == {key: value for key, value in more.items() if key != "name"}
    assert "10.0.0.9" not in to_text(snapshot) and "someone" not in to_text(snapshot)


def test_an_openapi_description_is_stable_and_has_no_host() -> None:
    description = {
        "paths": {"/b": {"post": {}, "get": {}}, "/a": {"get": {}}},
        "info": {"title": "T", "version": "1"},
        "openapi": "3.1.0",
        "components": {"schemas": {"Z": {"properties": {"z": {}, "a": {}}}, "A": {}}},
    }
    with Stub({"/openapi.json": description}) as stub:
        description["servers"] = [{"url": f"{stub.url}/v1"}, {"url": "https://api.example"}]
        snapshot = snapshot_openapi(f"{stub.url}/openapi.json")
    assert list(snapshot) == ["openapi", "info", "servers", "paths", "components"]
    assert list(snapshot["paths"]) == ["/a", "/b"] and list(snapshot["paths"]["/b"]) == ["get", "post"]
    assert list(snapshot["components"]["schemas"]) == ["A", "Z"]
    assert list(snapshot["components"]["schemas"]["Z"]["properties"]) == ["z", "a"]
    assert [server["url"] for server in snapshot["servers"]] == ["/v1", "https://api.example"]


def test_what_is_no_openapi_description_is_refused() -> None:
    with Stub({"/list": [1], "/html": b"<html>"}) as stub, Stub({"/x": {"openapi": "3.1.0"}}) as other:
        stub.redirects = {"/away": f"{other.url}/x", "/loop": "/loop"}
        for path, cause in (
            ("/list", "no OpenAPI description"),
            ("/html", "does not answer with JSON"),
            ("/none", "answers 404"),
            ("/away", "another origin"),
            ("/loop", "redirects more than"),
        ):
            with pytest.raises(SnapshotError, match=cause):
                snapshot_openapi(stub.url + path, headers={"Authorization": "Bearer x"})
        assert other.requests == [], "a redirect to another origin gets no request, so no token"
        stub.needs_header = "Authorization"
        with pytest.raises(SnapshotError, match="credentials are missing"):
            snapshot_openapi(f"{stub.url}/list")
