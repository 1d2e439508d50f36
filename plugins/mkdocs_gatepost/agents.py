"""`gatepost/agents`: the site as agents read it: `llms.txt`, Markdown twins of guides, and the catalog of all pages."""

import posixpath
import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import (
    AgentsSettings,
    Catalog,
    CatalogEntry,
    Outline,
    Targets,
    UnknownTargetError,
    agent_files,
    first_sentence,
)
from mkdocs_gatepost import about, markdown
from mkdocs_gatepost.pages import ReferenceFile, title_of
from mkdocs_gatepost.plugin import GatepostPlugin, session_of, settings_of
from mkdocs_gatepost.session import Session

HEADINGS = {"schema": "Schemas", "webhook": "Webhooks", "changes": "Changes", "server": "MCP servers"}
"""Where pages stand whose group has no page of its own."""
_BLOCK = re.compile(r"\n\s*\n")
_NAMED = re.compile(r"\[((?:[a-z]+:|[A-Z]+ /)[^\[\]\n]*)\]")
_PROSE = re.compile(r"[^\W_]|[`*\[_(\"']")
_MARKS = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])?|[`*]|<[^>]*>")


class AgentsPlugin(GatepostPlugin[AgentsSettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Collects guides as they are rendered, and writes what agents read when all pages stand."""

    name = "gatepost/agents"
    settings_type = AgentsSettings
    _session: Session

    def on_config(self, config: MkDocsConfig) -> None:
        """Find the session."""
        self._session = session_of(config, self.name)
        self._guides: dict[str, tuple[CatalogEntry, str]] = {}
        self._order: dict[str, int] = {}

    @event_priority(-110)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:
        """Note the order of guides; what is not in the navigation may be left out by an agent."""
        self._order = {page.file.src_uri: place for place, page in enumerate(nav.pages)}

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Note a guide and its Markdown."""
        if not isinstance(page.file, ReferenceFile) and page.file.abs_src_path:
            self._guides[page.file.src_uri] = (
                _guide(page, listed=page.file.src_uri in self._order),
                page.markdown or "",
            )

    @event_priority(-80)
    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Say in the page where its Markdown is."""
        guide = self._guides.get(page.file.src_uri)
        if isinstance(page.file, ReferenceFile):
            twin = "index.md"
        elif guide:
            twin = posixpath.relpath(page.file.src_uri, posixpath.dirname(page.file.dest_uri) or ".")
        else:
            return output
        # Two words, since the theme's script takes `link[rel=alternate]` for a translation and looks for its sitemap.
        head = f'<link rel="alternate markdown" type="text/markdown" href="{escape(twin)}">'
        told = about.of_reference(page) if guide is None else about.of_guide(page, guide[0].summary)
        if self.settings.described and "og:title" not in output:
            head += about.described(told, config)
        output = output.replace("</head>", f"{head}</head>", 1)
        if self.settings.copy_page:
            output = about.with_actions(output, twin, told, self.settings.open_in)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the files; under `mkdocs serve` without the full text, for which every page would be rendered."""
        site = Path(config.site_dir)
        targets = markdown.targets_of(self._session) if settings_of(config, "gatepost/guides") else None
        guides = dict(sorted(self._guides.items(), key=lambda one: (self._order.get(one[0], len(self._order)), one[0])))
        for name, (_, text) in guides.items():
            _write(site / name, (text.strip() + "\n" + _definitions(text, name, targets)).encode())
        catalog = Catalog(
            title=config.site_name,
            summary=config.site_description or "",
            url=f"{config.site_url.rstrip('/')}/" if config.site_url else "",
            pages=(*(entry for entry, _ in guides.values()), *self._reference(config)),
        )
        read = None if self._session.lazy else lambda entry: _text(site / entry.markdown)
        for name, content in agent_files(catalog, self.settings, read).items():
            _write(site / name, content)

    def _reference(self, config: MkDocsConfig) -> Iterator[CatalogEntry]:
        if settings_of(config, "gatepost/reference") is None:
            return
        built = self._session.built
        titles = {(one.version, one.group): one.title for one in built.outlines if one.kind == "group"}
        for one in built.outlines:
            if f"{one.path}index.md" not in self._guides:
                group = titles.get((one.version, one.group)) or HEADINGS.get(one.kind, one.group)
                yield _page(one, group, built.text(one.path), config)


def _page(one: Outline, group: str, text: str, config: MkDocsConfig) -> CatalogEntry:
    called = one.kind in ("operation", "webhook")
    return CatalogEntry(
        path=one.path if config.use_directory_urls else f"{one.path}index.html",
        markdown=f"{one.path}index.md",
        title=one.title,
        kind=one.kind,
        summary=first_sentence(text),
        group=group,
        method=one.badge if called else "",
        address=str(one.address),
        version=one.version,
    )


def _guide(page: MkDocsPage, *, listed: bool) -> CatalogEntry:
    summary = unescape(str(page.meta.get("description") or _opening(page.markdown or "")))
    return CatalogEntry(
        path=page.url,
        markdown=page.file.src_uri,
        title=title_of(page) or page.file.src_uri,
        kind="guide",
        summary=first_sentence(summary),
        group="Guides" if listed else "Optional",
    )


def _opening(source: str) -> str:
    """Return the words of the first paragraph; headings, lists and blocks are none."""
    found = (block for block in _BLOCK.split(source) if _PROSE.match(block) and not block.startswith("```"))
    return _MARKS.sub(r"\1", next(found, ""))


def _definitions(text: str, name: str, targets: Targets | None) -> str:
    """Return where the names of the contract's parts in a guide lead to, as Markdown's own definitions."""
    rows = []
    for found in sorted(set(_NAMED.findall(text))) if targets else ():
        try:
            target = targets.find(found)  # type: ignore[union-attr]
        except UnknownTargetError:
            continue
        twin = target.path if found.startswith("term:") else f"{target.path}index.md"
        rows.append(f"[{found}]: {markdown.link_between(name, twin, target.anchor)}\n")
    return "\n" + "".join(rows) if rows else ""


def _text(path: Path) -> str:
    return path.read_text("utf-8") if path.is_file() else ""


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
