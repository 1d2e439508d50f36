"""Guides that did not change, taken from memory under `mkdocs serve`.

With a large reference out of the way, MkDocs' own work on the guides is what an author waits for: each save
renders all of them, through Python-Markdown and through the theme. Both results are kept here, each under
everything that it was made from. Where that cannot be known, because a Markdown extension reads files or a plugin
adds to the theme's context, nothing is kept.
"""

import copy
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any

import jinja2
import msgspec
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import TableOfContents

from gatepost import GuidesExtension

BUILT_IN = frozenset(
    "abbr admonition attr_list codehilite def_list extra fenced_code footnotes legacy_attrs legacy_em md_in_html meta "
    "nl2br sane_lists smarty tables toc wikilinks".split()
)
READS_FILES = frozenset({"pymdownx.b64"})
KNOWN_PLUGINS = ("mkdocs_gatepost.", "material.plugins.search.")
REUSED = "gatepost-reused.html"


class Body(msgspec.Struct, frozen=True, eq=False):
    """What Python-Markdown made of a guide, links to other files by name."""

    content: str
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: dict[str, dict[str, str]]


class GuideCache:
    """Bodies and whole pages of guides, by source name, each with the digest of what it was made from."""

    def __init__(self) -> None:
        self._bodies: dict[str, tuple[str, Body]] = {}
        self._pages: dict[str, tuple[str, str]] = {}
        self._awaited: dict[str, str] = {}
        self._basis: tuple[Files, str] | None = None

    def reuse_body(self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        """Let the page take its body from memory when its Markdown and all names it can link to are the same."""
        if not knows_extensions(config) or "8<" in markdown:
            return
        name = page.file.src_uri
        digest = _digest(markdown, page.file.url, self._basis_of(files, config))
        known = self._bodies.get(name)
        if known and known[0] == digest:
            page.render = lambda config, files: _restore(page, known[1], files)  # type: ignore[method-assign]
            return
        self._bodies.pop(name, None)
        render = page.render

        def render_and_keep(config: MkDocsConfig, files: Files) -> None:
            with _warnings() as heard:
                render(config, files)
            if not heard and not _embeds(config):
                self._bodies[name] = (digest, _body(page))

        page.render = render_and_keep  # type: ignore[method-assign]

    def reuse_pages(self, env: jinja2.Environment, config: MkDocsConfig, files: Files, navigation: Navigation) -> None:
        """Let pages whose every ingredient is the same skip the theme."""
        self._awaited = {}
        if not knows_plugins(config):
            return
        around = _digest(_settings(config), _outline(navigation.items), _templates(config))
        reused = {}
        for file in files.documentation_pages():
            page = file.page
            if page is None or "template" in page.meta:
                continue
            digest = _digest(around, *_ingredients(page))
            known = self._pages.get(file.src_uri)
            if known and known[0] == digest:
                reused[file.src_uri] = known[1]
                page.meta["template"] = REUSED
            else:
                self._awaited[file.src_uri] = digest
        env.globals["gatepost_reused"] = reused
        source = jinja2.DictLoader({REUSED: "{{ gatepost_reused[page.file.src_uri] }}"})
        env.loader = jinja2.ChoiceLoader([source, env.loader]) if env.loader else source

    def remember(self, page: MkDocsPage, html: str) -> None:
        """Keep a page as the theme has just made it."""
        if digest := self._awaited.pop(page.file.src_uri, None):
            self._pages[page.file.src_uri] = (digest, html)

    def _basis_of(self, files: Files, config: MkDocsConfig) -> str:
        """Digest of what all bodies depend on: the names of files, and the Markdown settings; once a build."""
        if self._basis is None or self._basis[0] is not files:
            names = "\0".join(f"{file.src_uri}>{file.url}>{file.inclusion}" for file in files)
            settings = repr((config.markdown_extensions, config.mdx_configs, config.validation.links))
            self._basis = (files, _digest(names, settings))
        return self._basis[1]


def knows_extensions(config: MkDocsConfig) -> bool:
    """Whether every Markdown extension is one that works on the text alone."""
    options = config.mdx_configs or {}
    if options.get("pymdownx.snippets", {}).get("auto_append"):
        return False
    return all(_works_on_text(name) for name in config.markdown_extensions)


def knows_plugins(config: MkDocsConfig) -> bool:
    """Whether no plugin but those known here adds to the theme's environment or context."""
    hooks = [*config.plugins.events["page_context"], *config.plugins.events["env"]]
    return all(type(getattr(hook, "__self__", None)).__module__.startswith(KNOWN_PLUGINS) for hook in hooks)


def _works_on_text(name: Any) -> bool:
    if not isinstance(name, str):
        # Ours depends on what its text form says, which is part of the basis.
        return isinstance(name, GuidesExtension)
    return name.removeprefix("markdown.extensions.") in BUILT_IN or (
        name.startswith("pymdownx.") and name not in READS_FILES
    )


def _embeds(config: MkDocsConfig) -> bool:
    """Whether the guide that was just rendered shows parts of the reference, and changes with them."""
    ours = (name for name in config.markdown_extensions if isinstance(name, GuidesExtension))
    return any(extension.guide.embeds for extension in ours)


def _body(page: MkDocsPage) -> Body:
    links = {file.src_uri: dict(anchors) for file, anchors in (page.links_to_anchors or {}).items()}
    return Body(page.content or "", copy.deepcopy(page.toc), page._title_from_render, page.present_anchor_ids, links)


def _restore(page: MkDocsPage, body: Body, files: Files) -> None:
    page.content, page.toc, page._title_from_render = body.content, copy.deepcopy(body.toc), body.title
    page.present_anchor_ids = body.anchors
    found = {files.get_file_from_path(name): anchors for name, anchors in body.links.items()}
    page.links_to_anchors = {file: anchors for file, anchors in found.items() if file is not None}


def _ingredients(page: MkDocsPage) -> tuple[str, ...]:
    around = [(near.title, near.url) if near else None for near in (page.previous_page, page.next_page)]
    own = (page.meta, page.title, page.url, page.edit_url, page.canonical_url, page.update_date, around)
    return (page.content or "", str(page.toc), repr(own))


def _outline(items: Any) -> str:
    """Return all that a navigation shows, as text."""
    rows = []
    for item in items:
        meta = getattr(item, "meta", None) or {}
        shown = {key: meta[key] for key in ("icon", "status", "subtitle", "title") if key in meta}
        rows.append(f"{item.title}>{getattr(item, 'url', '')}>{shown}>({_outline(item.children or [])})")
    return "|".join(rows)


def _settings(config: MkDocsConfig) -> str:
    """Return all of mkdocs.yml but plugins, which have no lasting text."""
    return repr([(key, repr(value)) for key, value in config.items() if key not in ("plugins", "hooks")])


def _templates(config: MkDocsConfig) -> str:
    """Return the state of the site's own templates."""
    folder = config.theme.custom_dir
    paths = sorted(Path(folder).rglob("*")) if folder else []
    return repr([(str(path), path.stat().st_mtime_ns) for path in paths])


@contextmanager
def _warnings() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs says meanwhile: a guide with something to say must be able to say it again."""
    heard: list[logging.LogRecord] = []
    handler = logging.Handler(logging.INFO)
    handler.emit = heard.append  # type: ignore[method-assign, assignment]
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield heard
    finally:
        logger.removeHandler(handler)


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
