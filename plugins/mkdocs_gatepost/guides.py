"""`gatepost/guides`: guides that link to parts of the contract by name, and a reference that knows its guides."""

from collections.abc import Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import (
    ConfigurationError,
    Glossary,
    GuidesExtension,
    GuidesSettings,
    Outline,
    Problem,
    checked_guides,
    mentioned,
    style_problems,
    vale_is_installed,
)
from mkdocs_gatepost import editing, markdown, redirects
from mkdocs_gatepost.anchors import moved_headings
from mkdocs_gatepost.guide_files import GuideFiles
from mkdocs_gatepost.health import PAGE, health, health_file
from mkdocs_gatepost.pages import ReferenceFile, title_of
from mkdocs_gatepost.plugin import GatepostPlugin, log, session_of
from mkdocs_gatepost.preview import Previews
from mkdocs_gatepost.report import report
from mkdocs_gatepost.session import Session

SHOWN = ("title", "description")
"""What themes show of front matter."""
CALLED = ("operation", "tool")
"""Kinds of pages that a guide lists at its end."""


class GuidesPlugin(GatepostPlugin[GuidesSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Registers the Markdown extension, tells it which guide is rendered, and collects what guides lead to."""

    name = "gatepost/guides"
    settings_type = GuidesSettings
    _session: Session
    _extension: GuidesExtension

    def __init__(self) -> None:
        self._desk: editing.Desk | None = None
        self._told = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Begin a command: what is said once is said again."""
        self._told = False

    def on_config(self, config: MkDocsConfig) -> None:
        """Let Markdown know the contract."""
        self._session = session_of(config, self.name)
        self._pages = {outline.path: outline for outline in self._session.built.outlines}
        self._extension = markdown.extension_of(config, self._session)
        self._mentions: dict[str, tuple[str, ...]] = {}

    def on_page_markdown(self, source: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Say which guide comes next; what its front matter says is text, which themes take for HTML."""
        for name in SHOWN:
            if isinstance(words := page.meta.get(name), str):
                page.meta[name] = escape(unescape(words))
        markdown.enter(self._extension, page.file, self._session)

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Note what the guide leads to, and list what it calls."""
        if isinstance(page.file, ReferenceFile):
            return html
        found = mentioned(html, page.file.url, self._pages)
        self._mentions[page.file.src_uri] = found
        called = [path for path in found if self._pages[path].kind in CALLED] if self.settings.operations else []
        return html + self._list(called, page.file) if called else html

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Read what MkDocs cannot, and add the page for authors."""
        self._unread = list(markdown.unreadable(files, config, self._session.project))
        if self.settings.health or self._session.serving:
            files.append(health_file(config))

    @event_priority(50)
    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:
        """All guides are rendered: check them, and tell the reference which of them lead to its pages."""
        pages, taken = files.documentation_pages(), {file.dest_uri for file in files}
        found = list(redirects.redirects(pages, taken, self._session.project))
        self._moved = [one for one in found if not isinstance(one, Problem)]
        self._check(files, [one for one in found if isinstance(one, Problem)])
        for words in moved_headings(files):
            log.info("%s", words)
        links: dict[str, list[tuple[str, str]]] = {}
        for file in files.documentation_pages():
            if file.page and self.settings.backlinks:
                for path in self._mentions.get(file.src_uri, ()):
                    links.setdefault(path, []).append((title_of(file.page), file.url))
        self._session.guides = {path: tuple(sorted(found)) for path, found in links.items()}
        if self._session.serving and self.settings.edit:
            self._desk = _desk(files, config, self._session)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Have old addresses lead to where their pages are now."""
        redirects.write(Path(config.site_dir), self._moved)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
        """Let guides be edited in their pages."""
        return editing.attach(server, lambda: self._desk) if self.settings.edit else server

    def _check(self, files: Files, others: Sequence[Problem]) -> None:
        session, written = self._session, [file for file in files.documentation_pages() if file.abs_src_path]
        sources = {markdown.source_name(file, session.project): markdown.source(file) for file in written}
        glossary = session.marks.glossary if session.marks else Glossary()
        kept = session.cache / "guide-checks.json"
        try:
            found = checked_guides(session.built, glossary, sources, self.settings.checks, session.project, kept)
        except ConfigurationError as error:
            raise PluginError(str(error)) from None
        style = style_problems(glossary, sources, session.project, session.cache) if self._has_vale() else ()
        found = (*self._unread, *others, *found, *style)
        report(found, session.cache / "guide-problems.json")
        own = files.get_file_from_path(PAGE)
        if own and own.page and own.generated_by:
            links = {markdown.source_name(file, session.project): _link(own, file) for file in written}
            own.page.content = health(found, links)

    def _has_vale(self) -> bool:
        """Whether style is to be checked and can be; says so once where it cannot."""
        if self.settings.style and not vale_is_installed() and not self._told:
            log.info("Vale is not installed: spelling and style of guides are not checked")
            self._told = True
        return self.settings.style and vale_is_installed()

    def _list(self, paths: list[str], file: File) -> str:
        rows = "".join(_row(self._pages[path], file) for path in paths)
        return (
            '<aside class="gatepost-uses" aria-label="Operations and tools in this guide">'
            f'<p><strong>In this guide</strong></p><ul class="gatepost-list">{rows}</ul></aside>'
        )


def _link(own: File, file: File) -> str:
    return "../" * own.url.count("/") + quote(file.url.removeprefix("./"))


def _desk(files: Files, config: MkDocsConfig, session: Session) -> editing.Desk:
    guides = {file.url.removeprefix("./"): file for file in files.documentation_pages() if file.abs_src_path}
    own = {url: file for url, file in guides.items() if file.generated_by is None}
    names = {file.src_uri: str(file.abs_src_path) for file in own.values()}
    return editing.Desk(own, GuideFiles(Path(config.docs_dir), names), Previews(config, files, session))


def _row(outline: Outline, file: File) -> str:
    link = "../" * file.url.count("/") + quote(outline.path) + ("" if file.use_directory_urls else "index.html")
    method = escape(outline.badge)
    badge = f'<span class="gatepost-method" data-method="{method}">{method}</span> ' if method else ""
    return f'<li><a href="{link}">{badge}{escape(outline.title)}</a>'
