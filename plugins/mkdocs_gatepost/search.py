"""`gatepost/search`: guides and reference in the theme's search box.

It fills the index of Material's own search from what is known of each page, and never parses the HTML of one.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from material.plugins.search.plugin import SearchPlugin as MaterialSearch  # type: ignore[import-untyped]
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import Built, SearchSettings
from mkdocs_gatepost.plugin import GatepostPlugin, session_of, settings_of

NAMED = ("operation", "webhook", "tool", "prompt", "resource")
"""Kinds whose names people search for."""
THEME_SEARCH = "material/search"
"""The plugin that Material's header asks for before it draws the search box."""


class SearchPlugin(GatepostPlugin[SearchSettings], MaterialSearch):  # type: ignore[misc]
    """Takes the place of Material's search plugin, with the reference in the index."""

    name = "gatepost/search"
    settings_type = SearchSettings

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, tuple[str, list[dict[str, Any]]]] = {}

    def load_config(self, options: Any, config_file_path: str | None = None) -> Any:
        """Read our options; Material's keep their defaults."""
        found = super().load_config(options, config_file_path)
        MaterialSearch.load_config(self, {}, config_file_path)
        return found

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Start a command as Material's search does."""
        MaterialSearch.on_startup(self, command=command, dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> None:
        """Stand where the theme looks for its search. Raises PluginError when that place is taken."""
        self._session = session_of(config, self.name)
        if config.plugins.get(THEME_SEARCH, self) is not self:
            raise PluginError(f"{self.name} takes the place of the plugin 'search': remove 'search' from mkdocs.yml.")
        # Past the collection's own way of adding, which would run every hook twice.
        dict.__setitem__(config.plugins, THEME_SEARCH, self)
        super().on_config(config)

    def on_page_context(self, context: Any, *, page: MkDocsPage, config: MkDocsConfig, nav: Navigation) -> None:
        """Add a guide to the index; one that did not change is not read again."""
        basis = f"{page.title}\0{page.meta}\0{page.url}\0{page.content}"
        known = self._known.get(page.url)
        if known and known[0] == basis:
            self.search_index.entries.extend(known[1])
            return
        start = len(self.search_index.entries)
        super().on_page_context(context, page=page, config=config, nav=nav)
        self._known[page.url] = (basis, self.search_index.entries[start:])

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Add the reference, and write the index."""
        reference = settings_of(config, "gatepost/reference")
        if reference and not reference.inject:
            self.search_index.entries.extend(entries(self._session.built))
        super().on_post_build(config=config)


def entries(built: Built) -> Iterator[dict[str, str | float]]:
    """Yield a search entry for each page of the reference; titles and texts are HTML to Material's search."""
    for outline in built.outlines:
        if outline.version:
            continue
        name = outline.address.name if outline.kind in NAMED else ""
        text = " ".join(part for part in (name, outline.group, built.text(outline.path)) if part)
        weight = {} if outline.kind in ("overview", "group", "operation", "server", "tool") else {"boost": 0.5}
        yield {"location": outline.path, "title": escape(outline.title), "text": escape(text, quote=False), **weight}
