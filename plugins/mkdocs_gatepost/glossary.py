"""`gatepost/glossary`: the words of the site, their page, and marks where they are used."""

import re
from collections.abc import Iterator

import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from gatepost import (
    GlossaryPage,
    GlossarySettings,
    Marks,
    Mentions,
    Targets,
    UnknownTargetError,
    read_glossary,
)
from mkdocs_gatepost import markdown
from mkdocs_gatepost.pages import ReferenceFile, contents, title_of
from mkdocs_gatepost.plugin import GatepostPlugin, session_of
from mkdocs_gatepost.report import report
from mkdocs_gatepost.session import Session
from mkdocs_gatepost.theme import FOLDER

MARKED = re.compile(r'data-term="([^"]+)"')
MOST = 20
"""Pages of the reference that an entry names."""


class GlossaryPlugin(GatepostPlugin[GlossarySettings], BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Reads the terms, adds their page and cards, and has Markdown and reference mark them."""

    name = "gatepost/glossary"
    settings_type = GlossarySettings
    _session: Session
    _targets: Targets
    _page: GlossaryPage

    @event_priority(60)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read the terms before any plugin asks for Markdown that knows them. Raises PluginError without files."""
        if not self.settings.terms:
            raise PluginError(f"{self.name}: terms: name the files of the glossary, such as specs/glossary.yaml.")
        session = self._session = session_of(config, self.name)
        glossary, problems = read_glossary(self.settings.terms, session.project, session.cache)
        report(problems, session.cache / "glossary-problems.json")
        config.watch.extend(str(session.project / path) for path in self.settings.terms)
        session.marks = Marks(glossary, f"{self.settings.path}/")
        self._targets = markdown.targets_of(session)
        self._page = GlossaryPage(glossary, self._resolve)
        self._extension = markdown.extension_of(config, session)
        self._used: dict[str, tuple[str, ...]] = {}

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> None:
        """Add the page, unless the docs folder has one of that name, and the cards that guides and reference load."""
        cards = msgspec.json.encode(self._page.cards())
        files.append(File.generated(config, f"{FOLDER}glossary.json", content=cards))
        if files.get_file_from_path(self._own) is None:
            where = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
            files.append(File.generated(config, self._own, content=f"# {self.settings.title}\n", inclusion=where))

    def on_page_markdown(self, source: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Say which guide comes next; the page of the glossary is made of terms."""
        markdown.enter(self._extension, page.file, self._session)
        if self._is_own(page.file):
            page.render = lambda config, files: self._fill(page)  # type: ignore[method-assign]

    @event_priority(-50)
    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Note which terms a guide uses."""
        if not isinstance(page.file, ReferenceFile):
            self._used[page.file.src_uri] = tuple(dict.fromkeys(MARKED.findall(html)))

    @event_priority(50)
    def on_env(self, env: object, *, config: MkDocsConfig, files: Files) -> None:
        """All guides are rendered: the page of the glossary can name them."""
        own = files.get_file_from_path(self._own)
        if own is None or own.page is None or not self._is_own(own):
            return
        guides: dict[str, list[tuple[str, str]]] = {}
        for file in files.documentation_pages():
            title = title_of(file.page)
            for slug in self._used.get(file.src_uri, ()) if file is not own else ():
                guides.setdefault(slug, []).append((title, file.url))
        reference: dict[str, list[tuple[str, str]]] = {}
        for slug, place in self._in_reference():
            reference.setdefault(slug, []).append(place)
        mentions = {slug: _mentions(guides.get(slug, []), reference.get(slug, [])) for slug in {*guides, *reference}}
        own.page.content = self._page.body(self.settings.title, own.url, mentions)

    @property
    def _own(self) -> str:
        return f"{self.settings.path}/index.md"

    def _is_own(self, file: File) -> bool:
        return file.src_uri == self._own and file.generated_by is not None

    def _fill(self, page: MkDocsPage) -> None:
        page.content = ""  # once all guides have been read, `on_env` has it
        page.toc = contents(self._page.headings)
        page.present_anchor_ids = {heading.id for heading in self._page.headings}
        page._title_from_render = self.settings.title

    def _in_reference(self) -> Iterator[tuple[str, tuple[str, str]]]:
        """Yield the anchor of a term with title and URL of each page whose first words mention it."""
        built, marks = self._session.built, self._session.marks
        if marks is None:
            return
        for outline in (one for one in built.outlines if not one.version):
            for term in marks.terms_in(f"{outline.title}. {built.text(outline.path)}"):
                yield term.slug, (outline.title, outline.path)

    def _resolve(self, name: str) -> tuple[str, str] | None:
        try:
            target = self._targets.find(name)
        except UnknownTargetError:
            return None
        return target.path + (f"#{target.anchor}" if target.anchor else ""), target.title


def _mentions(guides: list[tuple[str, str]], reference: list[tuple[str, str]]) -> Mentions:
    return Mentions(tuple(sorted(guides)), tuple(reference[:MOST]), len(reference[MOST:]))
