"""Reference pages as MkDocs sees them: files that can be linked to, pages with anchors and addresses."""

from collections.abc import Container, Iterable
from html import unescape
from pathlib import PurePath
from urllib.parse import urlsplit
from weakref import ref

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from gatepost import Built, Heading, Page

log = get_plugin_logger("gatepost")
TOPS = {"reference/index.md": "Reference", "mcp/index.md": "MCP servers", "changes/index.md": "Changes"}
"""The pages that a generated front page leads to, where they are there."""


class ReferenceFile(File):
    """A reference page among MkDocs' files.

    Its source name is that of its Markdown twin, `reference/chat/create/index.md`; MkDocs neither reads nor
    writes it, unless `inject` makes it an ordinary documentation page.
    """

    def __init__(self, path: str, config: MkDocsConfig, *, inject: bool = False) -> None:
        # Not by way of MkDocs' constructor, which takes source names apart as paths of the file system.
        self.src_uri, self.dest_uri = f"{path}index.md", f"{path}index.html"
        self.src_dir, self.dest_dir = None, config.site_dir
        self.use_directory_urls = config.use_directory_urls
        self.inclusion = InclusionLevel.NOT_IN_NAV
        self.path = path
        self.inject = inject
        self.generated_by = "gatepost/reference"
        self.url = path if config.use_directory_urls else f"{path}index.html"
        self.abs_src_path = None
        self._content = ""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs shall populate and write it: only with `inject`."""
        return self.inject

    def is_media_file(self) -> bool:
        """Nothing to optimise or copy here."""
        return False

    def copy_file(self, dirty: bool = False) -> None:
        """Leave the writing to the reference."""


class ReferencePage(MkDocsPage):
    """A reference page as links, sitemap and templates see it; what is in it is rendered when it is asked for."""

    def __init__(self, title: str, file: ReferenceFile, config: MkDocsConfig, built: Built) -> None:
        super().__init__(title, file, config)
        # MkDocs' pages and files refer to each other in circles, which must not hold the model of an old build.
        self._reference = ref(built)
        self._path = file.path

    def _set_canonical_url(self, base: str | None) -> None:
        # MkDocs parses and joins URLs, of which there are thousands here; ours need no more than to be put together.
        self.canonical_url = f"{base.rstrip('/')}/{self.file.url}" if base else None
        self.abs_url = urlsplit(base).path.rstrip("/") + f"/{self.file.url}" if base else None

    @property
    def present_anchor_ids(self) -> frozenset[str]:  # type: ignore[override]
        """Ids in the page, for the check of links to it."""
        return frozenset(self._page().anchors)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take title and description from the reference (`inject` only)."""
        page = self._page()
        self.markdown, self.meta = page.markdown, {"title": page.title, "description": page.summary}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take body and contents list from the reference (`inject` only)."""
        page = self._page()
        self.content, self.toc = page.body, contents(page.headings)

    def _page(self) -> Page:
        built = self._reference()
        if built is None:
            raise RuntimeError(f"{self._path} belongs to a build that is over")
        return built.page(self._path)


class ReferenceFiles(Files):
    """Files that also answer to other spellings of a reference page.

    `reference/chat/create/`, `reference/chat/create.md` and `reference/chat/create/index.md` are one page.
    """

    def get_file_from_path(self, path: str) -> File | None:
        """Return the file with this source path, or the reference page that it spells otherwise."""
        if (found := super().get_file_from_path(path)) is not None:
            return found
        stem = PurePath(path).as_posix().removesuffix(".md")
        other = super().get_file_from_path(f"{stem}/index.md")
        return other if isinstance(other, ReferenceFile) else None


def reference_files(built: Built, config: MkDocsConfig, taken: Container[str], *, inject: bool) -> list[ReferenceFile]:
    """Return a file for each page; where the docs folder has a file of that name, the author's own wins."""
    files = [ReferenceFile(outline.path, config, inject=inject) for outline in built.outlines]
    for file in files:
        if file.src_uri in taken:
            log.warning("'%s' of the docs folder takes the place of a page of the reference", file.src_uri)
    return [file for file in files if file.src_uri not in taken]


def front_page(own: Iterable[File], pages: Iterable[ReferenceFile], config: MkDocsConfig) -> File | None:
    """Return a page for the site's address that leads to the reference, where the docs folder has none."""
    if any(file.dest_uri == "index.html" for file in own):
        return None
    tops = [file for file in pages if file.src_uri in TOPS]
    links = [f"- [{TOPS[file.src_uri]}]({file.src_uri})" for file in tops]
    content = "\n".join([f"# {config.site_name}", "", *links, ""])
    where = InclusionLevel.NOT_IN_NAV if config.nav else InclusionLevel.UNDEFINED
    return File.generated(config, "index.md", content=content, inclusion=where)


def title_of(page: MkDocsPage | None) -> str:
    """Return the title of a guide as text; MkDocs keeps it as HTML."""
    return unescape(str(page.title or "")) if page else ""


def contents(headings: Iterable[Heading]) -> TableOfContents:
    """Return a contents list of two levels as MkDocs has it."""
    items: list[AnchorLink] = []
    for heading in headings:
        item = AnchorLink(heading.text, heading.id, heading.level)
        (items[-1].children if heading.level > 2 and items else items).append(item)
    return TableOfContents(items)
