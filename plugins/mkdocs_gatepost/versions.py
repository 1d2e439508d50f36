"""`gatepost/versions`: several versions of the gateway in one site, and what changed with each."""

import re
from html import escape

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import Versioned, VersionsSettings
from mkdocs_gatepost.plugin import GatepostPlugin, log, session_of
from mkdocs_gatepost.shell import VERSION
from mkdocs_gatepost.theme import FOLDER

TOPIC = re.compile(r'<div class="md-header__topic">\s*<span class="md-ellipsis">.*?</span>', re.DOTALL)
"""Where the header names the site: Material's own switcher stands there too."""


class VersionsPlugin(GatepostPlugin[VersionsSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Says which versions there are; `gatepost/gateway` reads them, `gatepost/reference` writes their pages."""

    name = "gatepost/versions"
    settings_type = VersionsSettings

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the session."""
        self._session = session_of(config, self.name)
        if self.settings.feeds and not config.site_url:
            log.info("gatepost/versions: feeds need site_url, and are left out")

    @event_priority(-90)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what the switcher is told, and the feeds."""
        built = self._session.built
        if isinstance(built, Versioned):
            told = msgspec.json.encode(built.switches())
            files.append(File.generated(config, f"{FOLDER}versions.json", content=told))
            for path, text in built.feeds(config.site_url or "").items() if config.site_url else ():
                files.append(File.generated(config, path, content=text))
        return files

    @event_priority(-50)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Put the switcher into the header; without scripts it leads to the list of versions."""
        built = self._session.built
        if not isinstance(built, Versioned) or len(built.versions) < 2:
            return output
        shown = page.meta.get(VERSION) or escape(self.settings.current.title or self.settings.current.label)
        base = "../" * page.url.count("/")
        switcher = (
            '<div class="md-version gatepost-version"><a class="md-version__current" aria-label="Versions"'
            f' href="{base}changes/">{shown}</a></div>'
        )
        return TOPIC.sub(lambda found: found[0] + switcher, output, count=1)
