"""`gatepost/reference`: a page for each operation, schema and group, each MCP server and what it lists."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import Marks, ReferenceSettings, state_of_folder
from mkdocs_gatepost import dev_server, lost, navigation, pages, theme
from mkdocs_gatepost.enrichment import edit_links
from mkdocs_gatepost.guide_cache import GuideCache
from mkdocs_gatepost.output import Output
from mkdocs_gatepost.plugin import GatepostPlugin, log, session_of, settings_of
from mkdocs_gatepost.session import Session
from mkdocs_gatepost.shell import Shell, neighbour
from mkdocs_gatepost.writer import Part, Site, completed

OWN_STATE = state_of_folder(Path(__file__).parent)


class ReferencePlugin(GatepostPlugin[ReferenceSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Puts the reference into the site: files, navigation, sitemap, and the pages themselves."""

    name = "gatepost/reference"
    settings_type = ReferenceSettings
    _session: Session
    _output: Output
    _files: Files
    _navigation: Navigation
    _env: jinja2.Environment

    def __init__(self) -> None:
        self._guides = GuideCache()
        self._pages: list[pages.ReferenceFile] = []
        self._told = self._told_front = False

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the session; let every page load Gatepost's script and style."""
        self._session = session_of(config, self.name)
        if theme.keep_to_this_origin(config) and not self._told:
            log.info("theme.font is not set: readers see their own fonts, and nothing is loaded from another origin")
            self._told = True
        theme.add_assets(config)

    @event_priority(-100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Save the last reference from the cleaning that MkDocs does next."""
        folders = navigation.folders(self._session.built)
        self._output = Output(
            Path(config.site_dir), folders, self._session.cache, self._session.built.state + OWN_STATE
        )
        self._output.set_aside()

    @event_priority(-100)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages, so that guides can link to them, and what all pages load."""
        self._output.put_back()
        self._pages = pages.reference_files(self._session.built, config, files.src_uris, inject=self.settings.inject)
        console = "gatepost/console" in config.plugins
        assets = [*theme.asset_files(config, console=console), *theme.navigation_files(self._session.built, config)]
        if console and not self._session.lazy:
            assets += theme.expected_file(self._session.built, config)
        front = pages.front_page(files, self._pages, config)
        if front and not self._told_front:
            log.info("there is no index.md in the docs folder: the site's first page is a list of links")
            self._told_front = True
        first = [front] if front else []
        self._files = pages.ReferenceFiles([*first, *theme.loaded(files, config), *self._pages, *assets])
        return self._files

    @event_priority(-100)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Add one entry where mkdocs.yml has none, and make the pages that links point to."""
        navigation.complete(nav, self._pages, self._session.built, self.settings.title, config)
        self._navigation = nav

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Under `mkdocs serve`, take guides that did not change from memory."""
        if self._session.serving:
            self._guides.reuse_body(markdown, page, config, files)

    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:
        """Keep the theme's templates for the shell, compiled ones on disk."""
        folder = self._session.cache / "theme"
        folder.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = jinja2.FileSystemBytecodeCache(str(folder))
        self._env = env
        if self._session.serving:
            self._guides.reuse_pages(env, config, files, self._navigation)

    @event_priority(100)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Mark terms in a page of the reference (`inject` only)."""
        marks = self._marks(config)
        return marks.in_body(html, page.file.path) if marks and isinstance(page.file, pages.ReferenceFile) else html

    @event_priority(100)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Remember what a guide became; complete a page of the reference (`inject` only)."""
        self._guides.remember(page, output)
        if not isinstance(page.file, pages.ReferenceFile):
            return output
        console, runs = "gatepost/console" in config.plugins, self._session.in_page is not None
        guides = self._session.guides.get(page.file.path, ())
        return completed(output, page.file.path, guides, console=console, runs=runs)

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> None:
        """Name the pages in the sitemap; instant navigation only takes over addresses that are in it."""
        if template_name == "sitemap.xml" and not self.settings.inject:
            context["pages"] = [*context["pages"], *self._pages]

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Have the page of lost addresses say where the page may be."""
        return lost.helped(output_content, config) if template_name == "404.html" else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the pages, or have them ready for the development server."""
        built = self._session.built
        parts = [part for tree, paths in navigation.trees(built).items() if (part := self._part(tree, paths, config))]
        if not parts:
            return
        inject = self.settings.inject
        console, guides = "gatepost/console" in config.plugins, self._session.guides
        marks, runs = self._marks(config), self._session.in_page is not None
        edits = edit_links(config, self._session)
        site = Site(built, parts, console=console, runs=runs, injected=inject, guides=guides, marks=marks, edits=edits)
        self._session.publish(site)
        if not self._session.lazy or inject:
            log.debug("%d pages of the reference changed", site.write(self._output))
            self._output.finish()
        built.save()

    def _marks(self, config: MkDocsConfig) -> Marks | None:
        words = settings_of(config, "gatepost/glossary")
        return self._session.marks if words and words.reference else None

    def _part(self, tree: str, paths: Sequence[str], config: MkDocsConfig) -> Part | None:
        """Return what is written below one entry; None where the docs folder took all of its pages."""
        entry = navigation.entry_of(self._navigation, tree)
        if entry is None:
            return None
        shell = Shell(self._env, config, self._files, self._navigation, entry, self._session.built, tree)
        own = self._own_paths
        return Part(
            shell,
            tuple(path for path in paths if path in own),
            (neighbour(entry.previous_page), neighbour(entry.next_page)),
        )

    @property
    def _own_paths(self) -> set[str]:
        return {file.path for file in self._pages}

    def on_build_error(self, *, error: Exception) -> None:
        """Leave the last reference where it was."""
        if hasattr(self, "_output"):
            self._output.put_back()

    def on_shutdown(self) -> None:
        """Forget what was written for `mkdocs serve`: its site folder goes with it."""
        if hasattr(self, "_output") and self._session.serving:
            self._output.forget()

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Answer for pages of the reference as they are asked for."""
        return dev_server.with_pages(server, self._session)
