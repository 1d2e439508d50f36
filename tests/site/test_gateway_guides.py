"""The pages on real gateways, followed to the letter: their commands run, and their `mkdocs.yml` builds a site.

What stands behind the addresses are stand-ins that list what each gateway is known to list, in small. What a page says
of the gateway itself was measured on it (`make test-gateways`), or says that it was read.
"""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import click.testing
import pytest
import yaml

from gatepost.cli import main
from tests.site.conftest import Project
from tests.unit.snapshot.stub import Stub

PAGES = Path(__file__).parents[2] / "docs/how-to/gateways"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)
TOOL = {"name": "weather-get_forecast", "description": "Tells the weather.", "inputSchema": {"type": "object"}}


class Gateway(NamedTuple):
    """A stand-in: its operations as method, path and tag, which of them readers shall see, and what it lists."""

    address: str = ""
    file: str = ""
    operations: tuple[tuple[str, str, str], ...] = ()
    shown: tuple[str, ...] = ("POST /chat/completions",)
    lists: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    family: str = ""
    scheme: str = ""


GATEWAYS = {
    "litellm": Gateway(
        address="http://127.0.0.1:4000",
        operations=(
            ("post", "/v1/chat/completions", "chat/completions"),
            ("post", "/chat/completions", "chat/completions"),
            ("get", "/langfuse/{path}", "llm_passthrough"),
            ("get", "/ui/theme", "UI Theme"),
            ("post", "/key/generate", "key management"),
        ),
        shown=("POST /v1/chat/completions", "POST /key/generate"),
        lists=("/v1/mcp/server",),
        servers=("/mcp", "/weather/mcp"),
        family="litellm",
        scheme="http",
    ),
    "contextforge": Gateway(
        address="http://127.0.0.1:4444",
        operations=(
            ("get", "/v1/tools", "Tools"),
            ("get", "/tools", "Tools"),
            ("get", "/v1/_internal/health", "Internal"),
            ("get", "/v1/admin/tools", "Admin UI - Tools"),
        ),
        shown=("GET /v1/tools",),
        lists=("/v1/servers",),
        servers=("/mcp", "/servers/weather/mcp"),
        family="contextforge",
    ),
    "portkey": Gateway(
        file="specs/portkey.yaml",
        operations=(
            ("post", "/chat/completions", "Chat"),
            ("post", "/completions", "Completions"),
            ("post", "/embeddings", "Embeddings"),
            ("get", "/models", "Models"),
            ("get", "/logs", "Logs"),
        ),
        shown=("POST /chat/completions", "POST /completions", "POST /embeddings", "GET /models"),
        family="portkey",
        scheme="apiKey",
    ),
    "bifrost": Gateway(
        address="http://127.0.0.1:8080",
        file="specs/bifrost.json",
        operations=(
            ("post", "/v1/chat/completions", "Chat"),
            ("post", "/openai/v1/chat/completions", "OpenAI"),
            ("post", "/anthropic/v1/messages", "Anthropic"),
        ),
        shown=("POST /v1/chat/completions",),
        servers=("/mcp",),
        family="bifrost",
        scheme="http",
    ),
    "truefoundry": Gateway(address="https://tfy.example.com", servers=("/api/llm/mcp/search/server",)),
    "openrouter": Gateway(),
}


def described(gateway: Gateway) -> dict[str, Any]:
    """Return a description as such gateways have it: no servers, no stream declared."""
    paths: dict[str, Any] = {}
    for method, path, tag in gateway.operations:
        parameters = [{"name": "path", "in": "path", "required": True, "schema": {"type": "string"}}]
        operation: dict[str, Any] = {"tags": [tag], "summary": f"{tag} at {path}"}
        operation["responses"] = {"200": {"description": "Well."}}
        paths.setdefault(path, {})[method] = operation | ({"parameters": parameters} if "{" in path else {})
    return {"openapi": "3.1.0", "info": {"title": "Stand-in", "version": "1"}, "paths": paths}


def blocks(name: str) -> list[tuple[str, str, str]]:
    return BLOCK.findall((PAGES / f"{name}.md").read_text("utf-8"))


@pytest.fixture
def stub() -> Iterator[Stub]:
    with Stub() as running:
        yield running


def run(text: str, stub: Stub, address: str) -> None:
    """Type the commands of a block; where the gateway is said to be, the stand-in answers."""
    for line in text.replace("\\\n", " ").splitlines():
        words = shlex.split(line.replace(address, stub.url) if address else line)
        assert words[0] == "gatepost", line
        result = click.testing.CliRunner().invoke(main, words[1:])
        assert result.exit_code == 0, f"{line}\n{result.output}"


@pytest.mark.parametrize("name", sorted(GATEWAYS))
def test_its_reader_ends_with_a_site(name: str, tmp_path: Path, stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("mcp", reason="the extra gatepost[snapshot] is not installed")
    gateway = GATEWAYS[name]
    monkeypatch.chdir(tmp_path)
    for secret in ("LITELLM_KEY", "CONTEXTFORGE_TOKEN", "BIFROST_KEY", "TFY_TOKEN"):
        monkeypatch.setenv(secret, "sk-secret-of-the-test")
    stub.documents = {"/openapi.json": described(gateway)}
    stub.documents |= {path: [{"id": "weather", "server_name": "weather", "name": "weather"}] for path in gateway.lists}
    stub.servers = {path: [[TOOL]] for path in gateway.servers}
    project = Project(tmp_path)
    if gateway.file:
        project.write(gateway.file, json.dumps(described(gateway)))
    for language, title, text in blocks(name):
        if title:
            project.write(title, text)
        elif language == "sh":
            run(text, stub, gateway.address)
    assert project.build("--strict").exit_code == 0, project.build("--strict").output
    pages = [(tmp_path / "site" / path).read_text() for path in (tmp_path / "site").rglob("reference/*/*/index.html")]
    found = {match[1] for page in pages if (match := re.search(r'data-address="operation:([^"]+)"', page))}
    assert found == set(gateway.shown)
    told = json.loads(project.read("assets/gatepost/site.json"))
    families = {told["gateway"], *(target.get("gateway", "") for target in told["targets"])}
    assert not gateway.family or gateway.family in families
    assert not gateway.scheme or told["schemes"][0]["type"] == gateway.scheme
    everything = b"".join(project.files().values()) + b"".join(path.read_bytes() for path in tmp_path.glob("specs/*"))
    assert b"sk-secret-of-the-test" not in everything
    for listed in tmp_path.glob("specs/*.mcp.json"):
        assert TOOL["description"] in listed.read_text()


def test_every_page_is_followed() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == {*GATEWAYS, "index"}


@pytest.mark.parametrize("name", sorted(GATEWAYS))
def test_a_page_names_options_that_there_are(name: str) -> None:
    """Blocks of YAML without a file name are parts of one; they too must be YAML."""
    for language, _, text in blocks(name):
        if language == "yaml":
            assert yaml.safe_load(text)
