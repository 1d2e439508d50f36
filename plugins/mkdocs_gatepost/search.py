"""`gatepost/search`: one box for reference and guides, in place of the theme's search.

The index is made of what is known of each page; the HTML of the reference is never parsed. Under `mkdocs serve` it is
made when a reader first asks for it.
"""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import (
    SEARCH_FOLDER,
    GatepostError,
    Passage,
    SearchSettings,
    Versioned,
    glossary_passages,
    guide_passages,
    model_in_page,
    search_files,
)
from mkdocs_gatepost import dev_server, theme
from mkdocs_gatepost.markdown import source_name
from mkdocs_gatepost.pages import ReferenceFile, title_of
from mkdocs_gatepost.plugin import GatepostPlugin, session_of, settings_of
from mkdocs_gatepost.session import Session

HEADER_END = "</nav>"
OPENER = (
    '<button type="button" class="gatepost-search-open" data-gatepost-search aria-haspopup="dialog" '
    'aria-keyshortcuts="/ Control+K Meta+K"><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M9.5 3a6.5 6.5 0 0 1 '
    '5.2 10.4l5.9 5.9-1.3 1.3-5.9-5.9A6.5 6.5 0 1 1 9.5 3m0 2a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9"/></svg>'
    "<span>Search</span><kbd>/</kbd></button>"
)
"""What opens the box; the page script makes it work, and the style sheet hides it where scripts are off."""

Known = tuple[str, tuple[Passage, ...]]
"""A guide as it was cut last: its HTML, and its passages."""


class SearchPlugin(GatepostPlugin[SearchSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Cuts guides into passages, and writes the index of the whole site."""

    name = "gatepost/search"
    settings_type = SearchSettings
    _session: Session

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._guides: dict[str, tuple[Passage, ...]] = {}
        self._files: Mapping[str, bytes] | None = None
        self._lock = Lock()

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the session. Raises PluginError when another search is configured."""
        self._session = session_of(config, self.name)
        if any(name in config.plugins for name in theme.THEME_SEARCHES):
            raise PluginError(f"{self.name} takes the place of the plugin 'search': remove 'search' from mkdocs.yml.")
        if self.settings.ask and self.settings.ask.operation and "gatepost/console" not in config.plugins:
            raise PluginError(f"{self.name}: ask.operation: add the plugin gatepost/console, which sends the question.")
        theme.add_assets(config)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Start a build."""
        self._guides = {}

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the scripts of the box, and the model that readers may load."""
        for file in theme.search_scripts(config):
            files.append(file)
        if self._settings.model_in_page:
            try:
                offered = model_in_page()
            except GatepostError as error:
                raise PluginError(str(error)) from None
            for file in theme.in_page_files(offered, config):
                files.append(file)

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Cut a guide into passages, unless it says `search: {exclude: true}`."""
        if isinstance(page.file, ReferenceFile) or (page.meta.get("search") or {}).get("exclude"):
            return
        known = self._known.get(page.url)
        if known is None or known[0] != html:
            found = guide_passages(title_of(page), page.url, html, source_name(page.file, self._session.project))
            known = self._known[page.url] = (html, found)
        self._guides[page.url] = known[1]

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Put the opener into the header."""
        return _with_opener(output, config)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Put the opener into the page for lost readers too: they look for something."""
        return _with_opener(output, config) if template_name == "404.html" else output

    @event_priority(-50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the index, or have it made when it is asked for."""
        # The lock: a reader may be asking for the index of the build before.
        with self._lock:
            guides = (p for found in self._guides.values() for p in found)
            self._make = partial(self._made, config, (*guides, *self._terms(config)))
            self._files = None
        if self._session.lazy:
            return
        folder = Path(config.site_dir, SEARCH_FOLDER)
        for name, content in self._make().items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Answer for the index as it is asked for."""
        return dev_server.with_files(server, f"{SEARCH_FOLDER}/", self._file) if self._session.lazy else server

    def _terms(self, config: MkDocsConfig) -> tuple[Passage, ...]:
        glossary, marks = settings_of(config, "gatepost/glossary"), self._session.marks
        return glossary_passages(marks.glossary, marks.path, glossary.title) if glossary and marks else ()

    def _file(self, name: str) -> bytes | None:
        with self._lock:
            if self._files is None:
                self._files = self._make()
            return self._files.get(name)

    @property
    def _settings(self) -> SearchSettings:
        # An author who saves a file does not wait until a model has read the whole site.
        if self._session.lazy and self.settings.reading == "auto":
            return msgspec.structs.replace(self.settings, sentences="off", model_in_page=False)
        return self.settings

    def _made(self, config: MkDocsConfig, guides: tuple[Passage, ...]) -> Mapping[str, bytes]:
        has_reference = settings_of(config, "gatepost/reference") is not None
        cache = None if self._session.lazy else self._session.cache
        built = self._session.built if has_reference else None
        others = [one for one in built.labels if one != built.current] if isinstance(built, Versioned) else []
        try:
            parts = [search_files(built, self._settings, guides, cache, version=label) for label in ("", *others)]
        except GatepostError as error:
            raise PluginError(str(error)) from None
        return {name: content for part in parts for name, content in part.items()}


def _with_opener(html: str, config: MkDocsConfig) -> str:
    header, nav, rest = html.partition("</header>")
    end = header.rfind('<div class="md-header__source"')
    end = end if end >= 0 else header.rfind(HEADER_END)
    opener = OPENER
    if "gatepost/console" in config.plugins:
        opener = OPENER.replace("data-gatepost-search ", 'data-gatepost-search="console" ')
    return header[:end] + opener + header[end:] + nav + rest if nav and end >= 0 else html
