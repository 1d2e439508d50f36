"""`gatepost/gateway`: reads what the site documents, once a build."""

import gc
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority

from gatepost import GatewaySettings, ReferenceSettings
from mkdocs_gatepost import dev_server
from mkdocs_gatepost.plugin import GATEWAY, GatepostPlugin, settings_of
from mkdocs_gatepost.session import Session


class GatewayPlugin(GatepostPlugin[GatewaySettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Runs the pipeline before anything is written; the other plugins find its result in the session."""

    name = GATEWAY
    settings_type = GatewaySettings

    def __init__(self) -> None:
        self.session = Session()
        self._server: LiveReloadServer | None = None
        self._watched: set[Path] = set()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Start a session: one `mkdocs` command, however many builds."""
        self.session, self._server, self._watched = Session(), None, set()
        self.session.serving = command == "serve"
        self.session.lazy = self.session.serving and dev_server.reloads()
        if command == "build":
            # A build ends before its garbage matters, and looking for it costs one part in fifteen of the time.
            gc.disable()

    def on_shutdown(self) -> None:
        """Leave Python as it was."""
        gc.enable()

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the descriptions, first of all plugins."""
        reference = settings_of(config, "gatepost/reference") or ReferenceSettings()
        self.session.prepare(config, self.settings, reference, settings_of(config, "gatepost/versions"))

    def on_build_error(self, *, error: Exception) -> None:
        """Let go of the files of a build that stopped."""
        self.session.close()

    @event_priority(-100)
    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Watch what the reference is made from, and show in every page why a description cannot be used."""
        self._server = server
        self._watch(config)
        return dev_server.with_banner(server, self.session)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Watch files that were not there before."""
        self._watch(config)

    def _watch(self, config: MkDocsConfig) -> None:
        if self._server is None:
            return
        reference = settings_of(config, "gatepost/reference") or ReferenceSettings()
        for path in self.session.watched(self.settings, reference):
            if path not in self._watched:
                self._watched.add(path)
                self._server.watch(str(path))
