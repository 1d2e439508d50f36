"""What the plugins have in common: options with types, and the session of the build."""

import re
from typing import Any, ClassVar, Generic, TypeVar

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from gatepost import ConfigurationError, read_settings
from mkdocs_gatepost.session import Session

log = get_plugin_logger("gatepost")
SettingsType = TypeVar("SettingsType", bound=msgspec.Struct)
GATEWAY = "gatepost/gateway"


class GatepostPlugin(Generic[SettingsType]):
    """A plugin of the suite: stands before MkDocs' own base class, and reads options by Gatepost's types."""

    name: ClassVar[str]
    settings_type: type[SettingsType]
    settings: SettingsType

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[Any]]:
        """Read the plugin's part of mkdocs.yml; errors name the option, MkDocs adds the plugin."""
        try:
            self.settings = read_settings(self.settings_type, options, self.name)
        except ConfigurationError as error:
            return [_option_and_reason(str(error), self.name)], []
        return [], []

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Start a command. That this method is there makes MkDocs keep the plugin through all builds of one."""


def session_of(config: MkDocsConfig, asker: str) -> Session:
    """Return the session of this build. Raises PluginError when `gatepost/gateway` is not configured."""
    gateway = config.plugins.get(GATEWAY)
    if gateway is None:
        raise PluginError(
            f"{asker} needs the plugin {GATEWAY}, which says what the site documents. Add to mkdocs.yml:\n"
            f"plugins:\n  - {GATEWAY}: {{openapi: path/to/description.yaml}}"
        )
    session: Session = gateway.session
    return session


def settings_of(config: MkDocsConfig, plugin: str) -> Any:
    """Return the settings of another plugin of the suite, or None where it is not configured."""
    found = config.plugins.get(plugin)
    return found.settings if isinstance(found, GatepostPlugin) else None


def _option_and_reason(message: str, plugin: str) -> tuple[str, Exception]:
    reason = message.removeprefix(f"{plugin}: ")
    place = re.search(r" - at `\$\.(\S+)`$", reason)
    if place:
        return place[1], ValueError(reason[: place.start()])
    named = re.search(r"['`]([^'`]+)['`]", reason)
    return named[1] if named else "", ValueError(reason)
