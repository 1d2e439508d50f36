"""The snapshots that users ask for: one MCP server, all of a gateway's, an OpenAPI description."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from gatepost.errors import ConfigurationError, SnapshotError
from gatepost.model.schema import Json
from gatepost.snapshot.order import in_order
from gatepost.snapshot.redaction import without_people, without_places
from gatepost.snapshot.targets import Target, target_of

TIMEOUT = 30.0
"""Seconds that a server may take for one answer."""

_KEYS = {"tools": "name", "prompts": "name", "resources": "uri", "resourceTemplates": "uriTemplate"}


def snapshot_mcp(
    where: str | Sequence[str],
    *,
    headers: Mapping[str, str] | None = None,
    environment: Mapping[str, str] | None = None,
    era: str = "auto",
    capabilities: Sequence[str] = ("elicitation", "roots", "sampling"),
    scopes: Sequence[str] = (),
    timeout: float = TIMEOUT,
    at: str = "",
) -> Json:
    """Return the snapshot of one MCP server: a streamable HTTP URL, or a command that talks over stdio.

    `era` is `auto` (the newest that the server speaks), `modern` or `legacy`; `capabilities` are declared to the
    server, whose lists may depend on them; `scopes` are noted, not asked for; `timeout` is in seconds; `at` is the
    day to note (ISO, today by default). No tool is called. Raises SnapshotError, ConfigurationError.
    """
    target = target_of(where, headers, environment)
    conversation = _library()
    if era not in conversation.ERAS:
        raise ConfigurationError(f"snapshot: there is no era '{era}'. Eras: {', '.join(conversation.ERAS)}.")
    unknown = set(capabilities) - set(conversation.CAPABILITIES)
    if unknown:
        known = ", ".join(conversation.CAPABILITIES)
        raise ConfigurationError(f"snapshot: there is no capability '{min(unknown)}'. Capabilities: {known}.")
    import anyio

    facts = anyio.run(conversation.converse, target, era, tuple(capabilities), timeout)
    authentication = _authentication(target, timeout)
    return _assembled(facts, target, authentication, scopes, at or _today())


def snapshot_gateway(
    preset: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    era: str = "auto",
    timeout: float = TIMEOUT,
    at: str = "",
) -> Json:
    """Return one snapshot with every MCP server of a gateway, virtual ones included, by name.

    `preset` is one of `gatepost.snapshot.presets.PRESETS`. Raises SnapshotError, ConfigurationError.
    """
    from gatepost.snapshot.presets import PRESETS, TOOL_FACTS

    if preset not in PRESETS:
        raise ConfigurationError(f"snapshot: there is no preset '{preset}'. Presets: {', '.join(sorted(PRESETS))}.")
    base = target_of(url, headers)
    if not base.url:
        raise ConfigurationError("snapshot: a gateway is named by its URL.")
    _library()
    from gatepost.snapshot.web import get_json

    def get(path: str) -> Json:
        return get_json(_below(base, path), timeout)

    known = TOOL_FACTS[preset](get) if preset in TOOL_FACTS else {}
    servers = []
    for server in sorted(PRESETS[preset](get), key=lambda found: found.id):
        taken = snapshot_mcp(_below(base, server.path).url, headers=base.headers, era=era, timeout=timeout, at=at)
        facts: dict[str, Any] = {"id": server.id, "title": server.title, "virtualOf": list(server.virtual_of)}
        tools = [_with_facts(tool, known, base) for tool in taken.get("tools", ())]
        servers.append({key: value for key, value in facts.items() if value} | taken | {"tools": tools})
    return {"gateway": preset, "servers": servers}


def _with_facts(tool: Json, known: Mapping[str, Json], target: Target) -> Json:
    found = known.get(str(tool.get("name"))) if isinstance(tool, dict) else None
    return {**tool, "gateway": without_places(in_order(found), target)} if found else tool


def snapshot_openapi(url: str, *, headers: Mapping[str, str] | None = None, timeout: float = TIMEOUT) -> Json:
    """Return the OpenAPI description that a gateway serves as JSON, in a stable order and without its host.

    Raises SnapshotError, ConfigurationError.
    """
    target = target_of(url, headers)
    if not target.url:
        raise ConfigurationError(f"snapshot: '{url}' is not an http or https URL.")
    _library()
    from gatepost.snapshot.openapi import stable
    from gatepost.snapshot.web import get_json

    return stable(get_json(target, timeout), target)


def _library() -> Any:
    try:
        from gatepost.snapshot import conversation
    except ImportError as error:
        message = f"Snapshots need packages that are not installed ({error.name}): pip install 'gatepost[snapshot]'."
        raise SnapshotError(message) from None
    return conversation


def _below(base: Target, path: str) -> Target:
    return Target(url=base.url.rstrip("/") + path, headers=base.headers)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()


def _assembled(
    facts: Mapping[str, Any], target: Target, authentication: Json, scopes: Sequence[str], at: str
) -> dict[str, Json]:
    snapshot: dict[str, Json] = {
        "captured": {
            "at": at,
            "era": facts["era"],
            "protocolVersion": facts["protocolVersion"],
            "capabilities": in_order(facts["clientCapabilities"]),
            "scopes": sorted(scopes),
            "transport": "stdio" if target.command else "streamable-http",
        },
        "server": in_order(facts["server"]),
        "protocolVersions": facts["protocolVersions"],
        "serverCapabilities": in_order(facts["serverCapabilities"]),
        "authentication": authentication,
        "instructions": facts["instructions"],
        **{name: _sorted(facts[name], key) for name, key in _KEYS.items()},
    }
    shown = {name: value for name, value in snapshot.items() if value is not None}
    cleaned: dict[str, Json] = without_places(shown, target)
    return cleaned


def _sorted(entries: Sequence[Json], key: str) -> list[Json]:
    """Entries by name; those of one name, or without any, in the order of the server."""
    kept = [in_order(without_people(entry)) if isinstance(entry, dict) else entry for entry in entries]
    return sorted(kept, key=lambda entry: str(entry.get(key, "")) if isinstance(entry, dict) else "")


def _authentication(target: Target, timeout: float) -> Json:
    """Names of the headers that were sent, and the server's Protected Resource Metadata (RFC 9728), if any."""
    if not target.url:
        return None
    found: dict[str, Json] = {"headers": sorted(target.headers)} if target.headers else {}
    metadata = _resource_metadata(target, min(timeout, 5))
    for name, key in (("resource", "resource"), ("authorization_servers", "authorizationServers")):
        if metadata.get(name):
            found[key] = metadata[name]
    if isinstance(metadata.get("scopes_supported"), list):
        found["scopes"] = sorted(map(str, metadata["scopes_supported"]))
    return found or None


def _resource_metadata(target: Target, timeout: float) -> dict[str, Any]:
    from gatepost.snapshot.web import get_json

    path = urlsplit(target.url).path.rstrip("/")
    for suffix in dict.fromkeys((path, "")):
        try:
            document = get_json(Target(url=f"{target.origin}/.well-known/oauth-protected-resource{suffix}"), timeout)
        except SnapshotError:
            continue
        if isinstance(document, dict):
            return document
    return {}
