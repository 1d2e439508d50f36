"""A small reference to link to, and Markdown that knows it."""

from collections.abc import Callable

import msgspec
import pytest
from markdown import Markdown

from gatepost.inline import Guide, GuidesExtension, Targets
from gatepost.model.address import Address
from gatepost.model.page import Outline
from gatepost.model.problem import Problem
from gatepost.model.target import Target


def outline(kind: str, name: str, path: str, title: str) -> Outline:
    return Outline(path=path, title=title, address=Address(kind, name), kind=kind)


OUTLINES = (
    outline("operation", "POST /v1/keys", "reference/keys/create/", "Create a <key>"),
    outline("operation", "GET /v1/keys/{key_id}", "reference/keys/get/", "Get a key"),
    outline("operation", "eu:GET /v1/ping", "reference/eu/ping/", "Ping"),
    outline("operation", "us:GET /v1/ping", "reference/us/ping/", "Ping"),
    msgspec.structs.replace(
        outline("operation", "POST /v1/keys@2025-11", "2025-11/reference/keys/create/", "Create a key"),
        version="2025-11",
    ),
    outline("schema", "Usage", "reference/schemas/usage/", "Usage"),
    outline("schema", "Usage.Daily", "reference/schemas/usage-daily/", "Usage.Daily"),
    outline("tool", "chat/post_message", "mcp/chat/tools/post-message/", "Post a message"),
    outline("tool", "chat/search", "mcp/chat/tools/search/", "Search"),
    outline("tool", "code/search", "mcp/code/tools/search/", "Search"),
    outline("index", "authentication", "reference/authentication/", "Authentication"),
)
IDS = {
    "createKey": ("operation:POST /v1/keys",),
    "getKey": ("operation:GET /v1/keys/{key_id}",),
    "makeKey@2025-11": ("operation:POST /v1/keys@2025-11",),
    "ping": ("operation:eu:GET /v1/ping", "operation:us:GET /v1/ping"),
}
ANCHORS = {
    "reference/keys/create/": ("body", "body-name", "responses", "response-201", "response-429"),
    "reference/schemas/usage/": ("fields", "property-total_tokens", "property-cost.usd"),
    "reference/authentication/": ("virtual-key",),
}


@pytest.fixture
def targets() -> Targets:
    return Targets(OUTLINES, IDS, lambda path: ANCHORS.get(path, ()))


@pytest.fixture
def problems() -> list[Problem]:
    return []


def link(target: Target) -> str:
    return f"/{target.path}" + (f"#{target.anchor}" if target.anchor else "")


@pytest.fixture
def html(targets: Targets, problems: list[Problem]) -> Callable[[str], str]:
    """Render Markdown as a host does."""

    def render(source: str) -> str:
        guide = Guide("docs/guide.md", lambda: source, link, problems.append)
        return Markdown(extensions=[GuidesExtension(guide, targets), "fenced_code", "tables"]).convert(source)

    return render
