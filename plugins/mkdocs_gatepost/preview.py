"""What a guide will look like, while it is written."""

import copy
import logging
from threading import Lock
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import meta

from gatepost import Guide, GuidesExtension, Problem, Target
from mkdocs_gatepost import markdown
from mkdocs_gatepost.plugin import settings_of
from mkdocs_gatepost.session import Session


class Preview(NamedTuple):
    """A rendered guide, with what is wrong with its links to the contract."""

    html: str
    problems: tuple[Problem, ...]


class Previews:
    """Renders guides as the site of one build would, apart from it: what plugins change in Markdown is not in it."""

    def __init__(self, config: MkDocsConfig, files: Files, session: Session) -> None:
        self._files, self._session = files, session
        self._config = _silent(config)
        self._marks = bool((words := settings_of(config, "gatepost/glossary")) and words.guides)
        self._lock = Lock()

    def of(self, file: File, text: str) -> Preview:
        """Return the body of a guide with this text."""
        problems: list[Problem] = []
        page = _page(file, text, self._config)
        page.markdown, _ = meta.get_data(text)
        config = copy.copy(self._config)
        ours = self._extension(file, text, problems)
        config["markdown_extensions"] = [
            ours if isinstance(known, GuidesExtension) else known for known in config.markdown_extensions
        ]
        with self._lock:
            page.render(config, self._files)
        return Preview(page.content or "", tuple(problems))

    def _extension(self, file: File, text: str, problems: list[Problem]) -> GuidesExtension:
        session = self._session

        def link(target: Target) -> str:
            return markdown.link_between(file.src_uri, f"{target.path}index.md", target.anchor)

        name = markdown.source_name(file, session.project)
        guide = Guide(name, lambda: text, link, problems.append, "../" * file.url.count("/"))
        marks = session.marks if self._marks else None
        editions = markdown.editions_of(session)
        return GuidesExtension(guide, markdown.targets_of(session), marks, session.built.page, editions=editions)


def _page(file: File, text: str, config: MkDocsConfig) -> MkDocsPage:
    # A file of its own: MkDocs' has the page that the site shows.
    return MkDocsPage(None, File.generated(config, file.src_uri, content=text), config)


def _silent(config: MkDocsConfig) -> MkDocsConfig:
    """Return the configuration with no word about links: half-written ones are no news, and a build may be counting."""
    silent = copy.copy(config)
    silent["validation"] = copy.deepcopy(config.validation)
    for kind in ("not_found", "absolute_links", "unrecognized_links", "anchors"):
        silent["validation"]["links"][kind] = logging.DEBUG
    return silent
