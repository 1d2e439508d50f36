"""`gatepost/sandbox`: under `mkdocs serve`, a demo gateway that answers as the descriptions say."""

from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from gatepost import ConfigurationError, Running, SandboxSettings, serve_sandbox
from mkdocs_gatepost.plugin import GatepostPlugin, log, session_of
from mkdocs_gatepost.session import Session, stamp

State = tuple[SandboxSettings, object, object]


class SandboxPlugin(GatepostPlugin[SandboxSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Starts the sandbox with the first build, and again when descriptions or behaviours have changed."""

    name = "gatepost/sandbox"
    settings_type = SandboxSettings

    def __init__(self) -> None:
        self._running: Running | None = None
        self._state: State | None = None

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> None:
        """Have the sandbox answer under `mkdocs serve`; a built site has no server to reach."""
        session = session_of(config, self.name)
        if not session.serving:
            return
        if self.settings.behaviours:
            config.watch.append(str(session.project / self.settings.behaviours))
        state = (self.settings, session.built, stamp(self._behaviours(session)))
        if state != self._state:
            self._start(session)
            self._state = state

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
            self._running = serve_sandbox(session.built.made.bundles, self.settings, session.project, port)
        except ConfigurationError as error:
            raise PluginError(str(error)) from None
        session.sandbox_url = self._running.url
        log.info("the sandbox answers at %s (key: sk-sandbox)", self._running.url)

    def _behaviours(self, session: Session) -> list[Path]:
        folder = session.project / self.settings.behaviours
        return sorted(folder.rglob("*.py")) if self.settings.behaviours else []
