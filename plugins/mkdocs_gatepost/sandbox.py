"""`gatepost/sandbox`: a demo gateway that answers as the descriptions say, in the page and under `mkdocs serve`."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files

from gatepost import (
    ConfigurationError,
    ReferenceSettings,
    Running,
    SandboxSettings,
    other_inputs,
    sandbox_in_page,
    serve_sandbox,
)
from mkdocs_gatepost import theme
from mkdocs_gatepost.plugin import GATEWAY, GatepostPlugin, log, session_of, settings_of
from mkdocs_gatepost.session import Session, stamp

State = tuple[SandboxSettings, object, object]


class SandboxPlugin(GatepostPlugin[SandboxSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Packs the sandbox for the page; under `mkdocs serve` starts it too, and again when something has changed."""

    name = "gatepost/sandbox"
    settings_type = SandboxSettings

    def __init__(self) -> None:
        self._running: Running | None = None
        self._state: State | None = None

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> None:
        """Have the sandbox answer: a built site has no server to reach but the page itself."""
        session = session_of(config, self.name)
        if session.serving and self.settings.behaviours:
            config.watch.append(str(session.project / self.settings.behaviours))
        state = (self.settings, session.built, stamp(self._behaviours(session)))
        if state == self._state:
            return
        if session.serving:
            self._start(session)
        if self.settings.in_page and "gatepost/console" in config.plugins:
            self._pack(session, config)
        self._state = state

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add what runs the sandbox in the page."""
        found = session_of(config, self.name).in_page
        for file in theme.in_page_files(found, config) if found else ():
            files.append(file)

    def on_shutdown(self) -> None:
        """Stop with the server."""
        if self._running:
            self._running.stop()
            self._running = None

    def _start(self, session: Session) -> None:
        """Start it, on the port it had before: open pages go on talking to it. Raises PluginError."""
        port = urlsplit(self._running.url).port or 0 if self._running else 0
        self.on_shutdown()
        try:
            made = session.built.made
            self._running = serve_sandbox(made.bundles, self.settings, session.project, port, made.mcp)
        except ConfigurationError as error:
            raise PluginError(str(error)) from None
        session.sandbox_url = self._running.url
        log.info("the sandbox answers at %s (key: sk-sandbox)", self._running.url)

    def _pack(self, session: Session, config: MkDocsConfig) -> None:
        gateway, versions = settings_of(config, GATEWAY), settings_of(config, "gatepost/versions")
        reference = settings_of(config, "gatepost/reference") or ReferenceSettings()
        try:
            others = other_inputs(versions, gateway, reference, session.project) if versions else {}
            session.in_page = sandbox_in_page(gateway, self.settings, session.project, others=others)
        except ConfigurationError as error:
            raise PluginError(str(error)) from None

    def _behaviours(self, session: Session) -> list[Path]:
        folder = session.project / self.settings.behaviours
        return sorted(folder.rglob("*.py")) if self.settings.behaviours else []
