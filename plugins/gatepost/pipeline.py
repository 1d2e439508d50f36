"""The way from descriptions to pages, host-free: load → validate → translate → render.

The stages are imported where they run: a build that finds everything as it left it needs none of them.
"""

import gc
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import msgspec

from gatepost.contents import Contents, ProblemRecord, remember, remembered, state_of_folder
from gatepost.errors import DescriptionError
from gatepost.model.page import Outline, Page
from gatepost.model.problem import Problem
from gatepost.preconditions import require
from gatepost.settings import GatewaySettings, OpenApiInput, ReferenceSettings
from gatepost.store import PageStore

if TYPE_CHECKING:
    from gatepost.insight import Examined
    from gatepost.model.document import Bundle
    from gatepost.model.gateway import Gateway
    from gatepost.model.mcp_server import McpDocument, McpServer
    from gatepost.model.passage import Passage
    from gatepost.render import Reference
    from gatepost.translate import Streams

SEVERITIES = ("error", "warning", "note")
_NEVER_MADE_FROM = ("pyodide",)
"""Half of the package's bytes: no page follows from them, and they are copied under names made of their content."""


class Made(msgspec.Struct, frozen=True, eq=False):
    """What the stages make of the descriptions, one after the other."""

    bundles: "tuple[Bundle, ...]"
    gateway: "Gateway"
    problems: tuple[Problem, ...]
    reference: "Reference"
    mcp: "tuple[McpDocument, ...]" = ()


class Built:
    """What a host needs: the pages in their order, each rendered when asked for, and what is wrong with the input."""

    def __init__(
        self, contents: Contents, made: Made | None, make: Callable[[], Made], store: PageStore | None, state: str
    ) -> None:
        self._contents, self._make, self._store = contents, make, store
        if made is not None:
            self.made = made
        self.state = state
        """Changes whenever Gatepost's own files do: what was made by others is not to be used again."""
        self._lock = Lock()

    @property
    def outlines(self) -> tuple[Outline, ...]:
        """What is known of every page without rendering it, in reading order."""
        return self._contents.outlines

    @property
    def navigation(self) -> Mapping[str, Any]:
        """The files of the navigation tree by name, for the page script."""
        return self._contents.navigation

    @property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of operations by operationId; descriptions may share one."""
        return self._contents.ids

    @cached_property
    def expected(self) -> bytes:
        """What the contract has of replies, as gzip of JSON, for the console; empty where nothing can be called."""
        known = self._contents.expected
        return self.made.reference.expected() if known is None else known

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the descriptions, errors first."""
        return tuple(record.problem() for record in self._contents.problems)

    @cached_property
    def made(self) -> Made:
        """What the stages made; they run now if they have not."""
        return self._make()

    def digest(self, path: str) -> str:
        """Return a key that is the same exactly when the page is. Raises KeyError with the path."""
        return self._contents.digests[path]

    def text(self, path: str) -> str:
        """Return plain words about a page, for a search."""
        return self._contents.texts.get(path, "")

    def passages(self) -> "tuple[Passage, ...]":
        """Return what a search can find in the reference."""
        from gatepost.index import passages
        from gatepost.render.urls import step

        made = self.made
        return passages(made.gateway, self.outlines, made.reference.resolve, step)

    def page(self, path: str) -> Page:
        """Return one page: from the store if it is there, else rendered now. Raises KeyError for an unknown path."""
        with self._lock:
            page = self._store.get(f"{self.digest(path)} {path}") if self._store else None
            if page is None:
                page = self.made.reference.page(path)
                if self._store:
                    self._store.put(f"{page.digest} {path}", page)
            return page

    def pages(self) -> Iterator[Page]:
        """Yield every page in the order of the navigation, one at a time, then save them for the next build."""
        try:
            for outline in self.outlines:
                yield self.page(outline.path)
            self.save()
        finally:
            self.close()

    def keep(self, path: str) -> None:
        """Keep a page in the store that this build did not have to look at."""
        if self._store:
            self._store.keep(f"{self.digest(path)} {path}")

    def save(self) -> None:
        """Keep the pages of this build for the next, and let go of the files."""
        if self._store:
            self._store.save()
        self.close()

    def close(self) -> None:
        """Let go of the files without keeping anything."""
        if self._store:
            self._store.close()
            self._store = None

    def retire(self) -> None:
        """Free the memory of a build that another has replaced; it has no pages any more."""
        with self._lock:
            if made := self.__dict__.pop("made", None):
                # The plans of its pages refer back to it: counting references alone would never free it.
                vars(made.reference).clear()
            self._make = _retired

    @property
    def contents(self) -> Contents:
        """What was found out before a page was rendered."""
        return self._contents

    @property
    def store(self) -> PageStore | None:
        """Where rendered pages are kept; None where they are not, or not any more."""
        return self._store

    def release(self) -> None:
        """Leave the store to the build that owns it."""
        self._store = None

    def files(self, project: Path) -> tuple[Path, ...]:
        """Return every description file that was read."""
        return tuple(project / name for name in self._contents.files)


def build(
    settings: GatewaySettings,
    reference: ReferenceSettings,
    project: Path,
    *,
    authoring: bool = False,
    name: str = "",
    store: PageStore | None = None,
) -> Built:
    """Read the descriptions of `settings` below `project` and make them ready to be rendered.

    Nothing is rendered yet, and nothing is written but the cache. `authoring` adds what only the author of the
    descriptions needs, such as source places; its pages are not kept, since authors change them all the time.
    A version beside the current one has a `name`: what is wrong with it is not looked for. It shares the `store`.
    Raises DescriptionError when an input cannot be used, ConfigurationError when an option is wrong.
    """
    if not name:
        require(settings, reference, project)
    cache = _cache(settings, project)
    run = partial(make, settings, reference, project, authoring=authoring, checked=not name)
    state = _state()
    if cache is None or authoring:
        made = run()
        return Built(_contents("", made), made, run, None, state)
    basis = repr((settings, reference, _templates(reference, project), _notes(settings, project), state))
    memory = cache / (f"contents-{name}" if name else "contents")
    if known := remembered(memory, basis, project):
        return Built(known, None, run, store or PageStore(cache / "pages", state), state)
    made = run()
    contents = _contents(basis, made, is_current=not name)
    # A reference to a file that is missing is looked for again: no digest tells that it has come.
    if not any(problem.severity == "error" for bundle in made.bundles for problem in bundle.problems) and len(
        {one.document.file for one in made.mcp}
    ) == len({entry.path for entry in settings.mcp}):
        remember(memory, contents)
    return Built(contents, made, run, store or PageStore(cache / "pages", state), state)


def make(
    settings: GatewaySettings,
    reference: ReferenceSettings,
    project: Path,
    *,
    authoring: bool = False,
    checked: bool = True,
) -> Made:
    """Run the stages; unless `checked`, nothing is looked for that does not stop a build. Raises as `build` does."""
    from gatepost.render import Reference

    cache = _cache(settings, project)
    bundles = read(settings, project)
    gateway, problems = translated(bundles, settings, cache, checked=checked)
    documents, servers, insights, remarks = listed(settings, project)
    gateway, unlinked = _linked(msgspec.structs.replace(gateway, mcp_servers=servers), documents)
    # Documents and model are large and without circles: Python's collector need not look them through ever again.
    gc.freeze()
    pages = Reference(
        gateway,
        reference,
        templates=project / reference.templates if reference.templates else None,
        bytecode=cache / "templates" if cache else None,
        authoring=authoring,
        insights=insights,
    )
    found = _by_severity((*problems, *remarks, *unlinked)) if checked else ()
    return Made(bundles, gateway, found, pages, documents)


def read(settings: GatewaySettings, project: Path) -> "tuple[Bundle, ...]":
    """Return the descriptions as read, each with the files it refers to. Raises as `build` does."""
    from gatepost.load import load

    return load(settings.openapi, project, _cache(settings, project))


def check(settings: GatewaySettings, project: Path) -> tuple[Problem, ...]:
    """Return what is wrong with the descriptions of `settings`, errors first; a bad one raises nothing."""
    problems: list[Problem] = []
    gateway = None
    try:
        gateway, found = translated(read(settings, project), settings, _cache(settings, project))
        problems += found
    except DescriptionError as error:
        problems += error.problems
    try:
        documents, servers, _, remarks = listed(settings, project)
        problems += remarks
        if gateway is not None:
            problems += _linked(msgspec.structs.replace(gateway, mcp_servers=servers), documents)[1]
    except DescriptionError as error:
        problems += error.problems
    return _by_severity(problems)


def read_mcp(settings: GatewaySettings, project: Path) -> "tuple[McpDocument, ...]":
    """Return the MCP servers of the snapshots as read. Raises as `build` does."""
    from gatepost.load import load_mcp

    return load_mcp(settings.mcp, project, _cache(settings, project))[0] if settings.mcp else ()


def translated(
    bundles: "Sequence[Bundle]", settings: GatewaySettings, cache: Path | None, *, checked: bool = True
) -> "tuple[Gateway, tuple[Problem, ...]]":
    """Return the model, and every problem on the way to it: errors first, otherwise in the order they were found."""
    from gatepost.enrichment import enriched
    from gatepost.load import selection
    from gatepost.translate import translate
    from gatepost.validate import validate

    problems = [problem for bundle in bundles for problem in validate(bundle, cache)] if checked else []
    keep = [selection(entry) for entry in settings.openapi]
    gateway, found = translate(bundles, keep, settings, [_streams(entry) for entry in settings.openapi])
    gateway, orphans = enriched(gateway, bundles)
    return gateway, _by_severity((*problems, *found, *orphans))


def listed(
    settings: GatewaySettings, project: Path
) -> "tuple[tuple[McpDocument, ...], tuple[McpServer, ...], Examined | None, tuple[Problem, ...]]":
    """Return the MCP servers of the snapshots, with what is known of them, and every problem on the way to it."""
    if not settings.mcp:
        return (), (), None, ()
    from gatepost.insight import Examined
    from gatepost.load import load_mcp
    from gatepost.translate import translate_mcp

    documents, unusable = load_mcp(settings.mcp, project, _cache(settings, project))
    servers, found = translate_mcp(documents)
    insights = Examined(servers, settings.honesty)
    return documents, servers, insights, (*unusable, *found, *(one.problem for one in insights.findings))


def _linked(gateway: "Gateway", documents: "Sequence[McpDocument]") -> "tuple[Gateway, tuple[Problem, ...]]":
    """Return the model with its tools led to the operations that they front, and configured links that lead nowhere."""
    if not gateway.mcp_servers:
        return gateway, ()
    from gatepost.translate import tool_links

    links, problems = tool_links(gateway, documents)
    return msgspec.structs.replace(gateway, tool_links=links), problems


def _by_severity(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: SEVERITIES.index(problem.severity)))


def _streams(entry: OpenApiInput) -> "Streams":
    """Return whether an operation can stream though its description does not say so: presets know some."""
    from gatepost.load import path_matcher, preset

    matchers = [path_matcher(glob) for glob in preset(entry.preset).streams] if entry.preset else []
    return lambda method, path: any(matches((method, path, (), "")) for matches in matchers)


def _contents(basis: str, made: Made, *, is_current: bool = True) -> Contents:
    reference = made.reference
    words = {operation.address: _plain(operation.description) for operation in made.gateway.operations}
    texts = {outline.path: text for outline in reference.outlines if (text := words.get(outline.address))}
    texts |= {path: _plain(text) for path, text in reference.texts().items()}
    files = {document.file: document.digest for bundle in made.bundles for document in bundle.documents.values()}
    files |= {file: digest for bundle in made.bundles for file, digest in bundle.added.items()}
    files |= {one.document.file: one.document.digest for one in made.mcp}
    return Contents(
        basis=basis,
        files=files,
        outlines=reference.outlines,
        digests={outline.path: reference.digest(outline.path) for outline in reference.outlines},
        texts=texts,
        navigation=reference.navigation(),
        ids=_ids(made.gateway),
        problems=tuple(ProblemRecord(**problem.as_json()) for problem in made.problems),  # type: ignore[arg-type]
        # What is made again at each change, or for the current version only, is made when it is asked for.
        expected=reference.expected() if basis and is_current else None,
    )


def _ids(gateway: "Gateway") -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for operation in (*gateway.operations, *gateway.webhooks):
        if operation.declared_id:
            found[operation.id] = (*found.get(operation.id, ()), str(operation.address))
    return found


def _retired() -> Made:
    raise KeyError("this build is over")


def _plain(markdown: str) -> str:
    """Return the words of the first paragraph, without the marks of Markdown."""
    first = markdown.strip().partition("\n\n")[0]
    return re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", first).replace("`", "").replace("**", "")


def _notes(settings: GatewaySettings, project: Path) -> list[str]:
    """Return the names of all files with notes: a new one makes another basis."""
    folders = [project / entry.notes for entry in settings.openapi if entry.notes]
    return [path.name for folder in folders for path in sorted(folder.glob("*.md"))]


@cache
def _state() -> str:
    """Return what Gatepost itself is, once for all versions of a build: it does not change while it runs."""
    return state_of_folder(Path(__file__).parent, without=_NEVER_MADE_FROM)


def _templates(reference: ReferenceSettings, project: Path) -> str:
    return state_of_folder(project / reference.templates) if reference.templates else ""


def _cache(settings: GatewaySettings, project: Path) -> Path | None:
    return project / settings.cache if settings.cache else None
