"""Real gateways on loopback, each started as its makers say, in front of a provider of ours."""

import contextlib
import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

ROOT = Path(__file__).parents[2]
INSTALLED = Path(os.environ.get("GATEPOST_GATEWAYS", ROOT / ".gateways"))
HERE = Path(__file__).parent
KEY = "sk-gateway-1234"
NODE = ("node", "--require", str(HERE / "loopback.cjs"))


class Place(NamedTuple):
    """Where a gateway is to run: its port, a folder of its own, the provider and the MCP server behind it, and the
    origin of the page."""

    port: int
    folder: Path
    provider: str
    page: str
    mcp: str


def installed(*parts: str) -> Path:
    """Return a file of the installation; skips the test where it is not there."""
    path = INSTALLED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{parts[0]} is not installed: make test-gateways")
    return path


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def process(
    command: list[str], place: Place, *, seconds: float = 90, environment: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Run a command until the block ends; enters the block once its port answers, and as more than a stranger."""
    log = place.folder / "output.log"
    with log.open("wb") as output:
        started = subprocess.Popen(
            command, cwd=place.folder, stdout=output, stderr=output, env={**os.environ, **(environment or {})}
        )
    try:
        end = time.monotonic() + seconds
        while not _answers(place.port):
            if started.poll() is not None or time.monotonic() > end:
                pytest.fail(f"{command[0]} did not start:\n{log.read_text(errors='replace')[-3000:]}")
            time.sleep(0.1)
        yield
    finally:
        started.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            started.wait(10)
        if started.poll() is None:
            started.kill()
            started.wait()


def _answers(port: int) -> bool:
    request = Request(f"http://127.0.0.1:{port}/v1/chat/completions", b"{}")
    try:
        with urlopen(request, timeout=5):
            return True
    except HTTPError as refusal:
        with refusal:
            # Traefik has no way to anything until it has read its configuration.
            return not refusal.read().startswith(b"404 page not found")
    except OSError:
        return False


@contextmanager
def litellm(place: Place) -> Iterator[None]:
    """LiteLLM's proxy; it lets every origin in."""
    program = installed("litellm", "bin", "litellm")
    models = [
        {
            "model_name": name,
            "litellm_params": {
                "model": f"openai/{name}",
                "api_base": f"{place.provider}/v1",
                "api_key": "none",
                "input_cost_per_token": 0.000001,
                "output_cost_per_token": 0.000002,
            },
        }
        for name in ("plain", "limited", "slow", "fallen")
    ]
    configuration = {
        "model_list": models,
        "router_settings": {"num_retries": 0, "disable_cooldowns": True, "fallbacks": [{"fallen": ["plain"]}]},
        "mcp_servers": {"weather": {"url": f"{place.mcp}/mcp", "transport": "http"}},
        "general_settings": {"master_key": KEY},
    }
    (place.folder / "litellm.yaml").write_text(json.dumps(configuration))
    command = [str(program), "--config", "litellm.yaml", "--host", "127.0.0.1", "--port", str(place.port)]
    quiet = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False"}
    with process(command, place, seconds=240, environment=quiet):
        yield


@contextmanager
def portkey(place: Place) -> Iterator[None]:
    """Portkey's open gateway; it knows nothing of other origins."""
    program = installed("npm", "node_modules", "@portkey-ai", "gateway", "build", "start-server.js")
    with process([*NODE, str(program), f"--port={place.port}", "--headless"], place):
        yield


@contextmanager
def traefik(place: Place) -> Iterator[None]:
    """Traefik in front of the provider, with CORS for the page's origin as the console's own recipe has it."""
    program = installed("traefik", "bin", "traefik")
    headers = {
        "accessControlAllowOriginList": [place.page],
        "accessControlAllowMethods": ["GET", "POST", "OPTIONS"],
        "accessControlAllowHeaders": ["authorization", "content-type", "x-portkey-provider", "x-portkey-custom-host"],
        "accessControlExposeHeaders": ["x-request-id", "retry-after"],
        "addVaryHeader": True,
    }
    dynamic = {
        "http": {
            "middlewares": {"docs-cors": {"headers": headers}},
            "routers": {"all": {"rule": "PathPrefix(`/`)", "service": "provider", "middlewares": ["docs-cors"]}},
            "services": {"provider": {"loadBalancer": {"servers": [{"url": place.provider}]}}},
        }
    }
    (place.folder / "dynamic.yml").write_text(json.dumps(dynamic))
    flags = [f"--entryPoints.web.address=127.0.0.1:{place.port}", "--providers.file.filename=dynamic.yml"]
    flags += ["--global.checkNewVersion=false", "--global.sendAnonymousUsage=false"]
    with process([str(program), *flags], place):
        yield


@contextmanager
def everything(place: Place) -> Iterator[None]:
    """The reference server of MCP; it lets every origin in."""
    program = installed("npm", "node_modules", "@modelcontextprotocol", "server-everything", "dist", "index.js")
    with process([*NODE, str(program), "streamableHttp"], place, environment={"PORT": str(place.port)}):
        yield


@contextmanager
def fastmcp(place: Place) -> Iterator[None]:
    """A server written with FastMCP; it knows nothing of other origins."""
    program = installed("fastmcp", "bin", "python")
    with process([str(program), str(HERE / "fastmcp_server.py"), str(place.port)], place):
        yield


STARTERS: Mapping[str, Callable[[Place], contextlib.AbstractContextManager[None]]] = {
    "LiteLLM": litellm,
    "Portkey": portkey,
    "Traefik": traefik,
    "server-everything": everything,
    "FastMCP": fastmcp,
}
