"""`gatepost/console`: operations that can be tried in the page."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files

from gatepost import ConsoleSettings
from mkdocs_gatepost import proxy
from mkdocs_gatepost.plugin import GATEWAY, GatepostPlugin, session_of, settings_of
from mkdocs_gatepost.session import Session
from mkdocs_gatepost.theme import FOLDER


class ConsolePlugin(GatepostPlugin[ConsoleSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Tells the console which gateways it may call; under `mkdocs serve` passes requests on to them."""

    name = "gatepost/console"
    settings_type = ConsoleSettings
    _session: Session

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the session."""
        self._session = session_of(config, self.name)

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Write the list of gateways, and what the published site says of itself as an OAuth client."""
        content = msgspec.json.encode(self._site(config))
        files.append(File.generated(config, f"{FOLDER}site.json", content=content))
        if client := client_metadata(config.site_name, config.site_url or ""):
            files.append(File.generated(config, CLIENT, content=msgspec.json.encode(client)))

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Pass requests on to the gateways that are configured so, and to no others."""
        targets = [target for target in self.settings.targets if target.proxy]
        return proxy.attach(server, targets) if targets else server

    def _site(self, config: MkDocsConfig) -> dict[str, Any]:
        targets = [
            {
                "name": target.name,
                "url": target.url,
                "proxy": proxy.path(target.name, config) if target.proxy and self._session.lazy else None,
                "sandbox": False,
                "gateway": target.gateway,
                "copyOnly": target.copy_only,
            }
            for target in self.settings.targets
        ]
        trace = [
            {"name": item.name or trace_name(item.url), "url": item.url, "header": item.header}
            for item in self.settings.trace
        ]
        gateway = settings_of(config, GATEWAY)
        presets = {entry.preset for entry in gateway.openapi} if gateway else set()
        site = {
            "targets": [*self._sandboxes(), *targets],
            "authoring": self._session.serving,
            "clientIds": self.settings.clients,
            "schemes": [_scheme(one.name, one.header, one.kind) for one in self.settings.schemes],
            "gateway": presets.pop() if len(presets) == 1 else "",
            "client": client_metadata(config.site_name, config.site_url or "").get("client_id", ""),
        }
        return {**site, "trace": trace} if trace else site

    def _sandboxes(self) -> Iterator[dict[str, Any]]:
        """Yield the sandbox as a target, the faster form of it first."""
        session = self._session
        if session.sandbox_url:
            yield {"name": "Sandbox", "url": session.sandbox_url, "proxy": None, "sandbox": True}
        if session.in_page:
            yield {
                "name": "Sandbox (in this page)",
                "url": "sandbox",
                "proxy": None,
                "sandbox": True,
                "inPage": session.in_page.told,
            }


CLIENT = f"{FOLDER}client.json"


def client_metadata(site_name: str, site_url: str) -> dict[str, Any]:
    """Return the site's OAuth client id metadata document, whose address is the client id; empty without https.

    An authorization server that reads such documents (as MCP's specification prefers) needs no registration.
    """
    if urlsplit(site_url).scheme != "https":
        return {}
    root = site_url.rstrip("/") + "/"
    return {
        "client_id": root + CLIENT,
        "client_name": site_name,
        "client_uri": root,
        "redirect_uris": [f"{root}{FOLDER}callback.html"],
        "grant_types": ["authorization_code", "refresh_token"],
        "response_types": ["code"],
        "token_endpoint_auth_method": "none",
    }


def _scheme(name: str, header: str, kind: str) -> dict[str, str]:
    """Return a scheme of the configuration in the form of a contract."""
    if header.lower() != "authorization":
        return {"name": name, "type": "apiKey", "location": "header", "parameterName": header}
    return {"name": name, "type": "http", "httpScheme": kind}


TRACERS = {"langfuse": "Langfuse", "helicone": "Helicone", "datadog": "Datadog"}


def trace_name(url: str) -> str:
    """Return what to call a link to a tool that has no name: the tool's where its address tells, else the host."""
    host = urlsplit(url).hostname or url
    known = next((name for part, name in TRACERS.items() if part in host), host)
    return f"Trace in {known}"
