"""The theme around a reference page: rendered once, filled for every page.

Material renders the whole navigation into each page, so a site of n pages costs n². Here one page full of marks
goes through the theme's own templates, and what comes out is cut at the marks.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import jinja2
import msgspec
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from gatepost import Built, Page, Versioned
from mkdocs_gatepost.about import in_data
from mkdocs_gatepost.frame import Frame, cut, lean, mark
from mkdocs_gatepost.navigation import Links, opened_at, slot
from mkdocs_gatepost.pages import ReferenceFile, title_of
from mkdocs_gatepost.theme import deferred

VERSION = "gatepost_version"
"""In a page's metadata: the version that the switcher names."""
Place = tuple[int, bool, bool, bool, bool]
"""What frames differ by: depth of the page; whether it has a contents list, a page before, one after, an editor."""


class Neighbour(msgspec.Struct, frozen=True):
    """The page before or after: path from the root of the site, and title."""

    path: str
    title: str


class Shell:
    """The theme around every page of one folder; a frame is rendered when a page first needs it."""

    def __init__(
        self,
        env: jinja2.Environment,
        config: MkDocsConfig,
        files: Files,
        navigation: Navigation,
        entry: MkDocsPage,
        built: Built,
        tree: str,
    ) -> None:
        self._env, self._config, self._files = env, config, files
        self._navigation, self._entry = navigation, entry
        self._tree = tree
        named = built.versions if isinstance(built, Versioned) else ()
        label = tree.rpartition("/")[0]
        shown = next((one.display_title for one in named if one.folder == (f"{label}/" if label else "")), "")
        self._version = escape(shown)
        self.links = Links(built, entry.title or "", tree)
        self._frames: dict[Place, Frame] = {}

    def frame(self, path: str, kind: str, before: Neighbour | None, after: Neighbour | None, edit: str = "") -> Frame:
        """Return the frame of a page; `edit` is where its words are edited, empty for nowhere."""
        place = (path.count("/"), has_contents(kind), before is not None, after is not None, bool(edit))
        if place not in self._frames:
            self._frames[place] = self._render(place)
        return self._frames[place]

    def fill(self, page: Page, before: Neighbour | None, after: Neighbour | None, edit: str = "") -> str:
        """Return the whole HTML of a page."""
        frame = self.frame(page.path, page.kind, before, after, edit)
        values = {
            "title": escape(page.title),
            "description": escape(page.summary or page.title),
            "datatitle": in_data(page.title),
            "datadescription": in_data(page.summary or page.title),
            "path": page.canonical or page.path,
            "version": self._version,
            "source": escape(edit),
            "body": lean(page.body),
            "links": self.links.of(page.path),
            "itemid": page.headings[0].id if page.headings else "",
            "contents": frame.contents(page.headings) if has_contents(page.kind) else "",
        }
        for name, neighbour in (("before", before), ("after", after)):
            if neighbour:
                values[name], values[f"{name}title"] = neighbour.path, escape(neighbour.title)
        return frame.fill(values)

    def _render(self, place: Place) -> Frame:
        depth, contents, *_ = place
        page = _marked_page(place, self._config)
        with opened_at(self._navigation, self._entry, mark("navigation")), _pruned(self._config):
            context = get_context(self._navigation, self._files, self._config, page)
            html = self._env.get_template("main.html").render(context)
        html = self._config.plugins.on_post_page(html, page=page, config=self._config)
        return cut(deferred(html), slot("../" * depth, mark("links"), self._tree), has_contents=contents)


def neighbour(page: MkDocsPage | None) -> Neighbour | None:
    """Return a page of the navigation as a neighbour."""
    return Neighbour(page.url, title_of(page)) if page else None


def has_contents(kind: str) -> bool:
    """Whether pages of this kind have a contents list at their side; on what can be called samples stand there."""
    return kind not in ("operation", "webhook", "tool", "prompt", "resource")


def _marked_page(place: Place, config: MkDocsConfig) -> MkDocsPage:
    depth, contents, before, after, edit = place
    page = MkDocsPage(mark("title"), ReferenceFile("-/" * depth, config), config)
    page.content = f"<h1>{mark('body')}</h1>"
    page.meta = {"description": mark("description"), "hide": [] if contents else ["toc"]}
    page.meta[VERSION] = mark("version")
    item = AnchorLink(mark("item"), mark("itemid"), 2)
    item.children.append(AnchorLink(mark("child"), mark("childid"), 3))
    page.toc = TableOfContents([item])
    page.edit_url = mark("source") if edit else None
    if config.site_url:
        page.canonical_url = config.site_url.rstrip("/") + "/" + mark("path")
    # Templates ask neighbours for no more than a link has.
    page.previous_page = Link(mark("beforetitle"), mark("before")) if before else None  # type: ignore[assignment]
    page.next_page = Link(mark("aftertitle"), mark("after")) if after else None  # type: ignore[assignment]
    return page


@contextmanager
def _pruned(config: MkDocsConfig) -> Iterator[None]:
    """Let the theme leave out what is below closed sections: those lines would stand in every reference page.

    Nor does it show the source of a page, which has none: its words can be edited, the rest is made.
    """
    given = config.theme["features"] if "features" in config.theme else []
    kept = (feature for feature in given or [] if feature != "content.action.view")
    config.theme["features"] = list(dict.fromkeys([*kept, "navigation.prune"]))
    try:
        yield
    finally:
        config.theme["features"] = given
