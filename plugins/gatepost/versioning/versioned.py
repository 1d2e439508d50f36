"""A build with several versions: to a host it is one build with more pages."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from gatepost.errors import GatepostError
from gatepost.model.address import Address
from gatepost.model.page import Outline, Page
from gatepost.model.problem import Problem
from gatepost.model.trail import Trail
from gatepost.model.version import Version
from gatepost.pipeline import Built, build
from gatepost.settings import GatewaySettings, ReferenceSettings, VersionsSettings
from gatepost.store import PageStore
from gatepost.versioning.memory import Memory
from gatepost.versioning.migrating import Migration, Step
from gatepost.versioning.placing import navigation_in, passages_in
from gatepost.versioning.sources import Source, sources_of, unusable
from gatepost.versioning.switching import switches

if TYPE_CHECKING:
    from jinja2 import Environment

    from gatepost.model.passage import Passage
    from gatepost.render.change_pages import ChangePages
    from gatepost.render.comparison import Comparisons
    from gatepost.render.revision import Revisions
    from gatepost.render.statuses import StatusAt


NAMED = ("operation", "webhook")
"""Kinds of pages that stand in a group of operations."""


class Edition(NamedTuple):
    """A version with its pages, which stand below the folder of the version."""

    version: Version
    built: Built


class Versioned(Built):
    """The current version's build, with the pages of other versions and of what changed beside its own.

    Pages that versions have alike are rendered once. Everything that a host asks of a build is answered for all.
    """

    def __init__(self, current: Built, editions: Sequence[Edition], trail: Trail, extra: "Extra") -> None:
        super().__init__(current.contents, None, lambda: current.made, None, current.state)
        self._current, self._editions, self._extra = current, tuple(editions), extra
        self.trail = trail
        self._owners = {
            f"{one.version.folder}{outline.path}": (one, outline.path)
            for one in self._editions
            for outline in one.built.outlines
        }

    @property
    def versions(self) -> tuple[Version, ...]:
        """The versions, the newest first."""
        return self.trail.versions

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The names of the versions, the newest first."""
        return tuple(one.label for one in self.versions)

    @cached_property
    def current(self) -> str:
        """The name of the version whose pages stand at the root."""
        return next(one.label for one in self.versions if not one.folder)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Pages of the current version, of what changed, then of the other versions."""
        others = (
            msgspec.structs.replace(
                outline,
                path=f"{one.version.folder}{outline.path}",
                address=Address(outline.address.kind, f"{outline.address.name}@{one.version.label}"),
                version=one.version.label,
            )
            for one in self._editions
            if one.version.folder
            for outline in one.built.outlines
        )
        return (*self._current.outlines, *self._pages_of_change.outlines, *others)

    @cached_property
    def ids(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of operations by operationId; those of another version by `id@label`."""
        others = {
            f"{name}@{one.version.label}": tuple(f"{address}@{one.version.label}" for address in found)
            for one in self._editions
            if one.version.folder
            for name, found in one.built.ids.items()
        }
        return {**self._current.ids, **others}

    @cached_property
    def navigation(self) -> Mapping[str, Any]:
        """The files of the navigation trees; those of another version have its label before their names."""
        from gatepost.render.statuses import in_navigation

        files: dict[str, Any] = {}
        for edition in self._editions:
            version = edition.version
            for name, tree in edition.built.navigation.items():
                marked = in_navigation(tree, self._status_in(edition))
                if version.folder:
                    files[f"{version.label}-{name}"] = navigation_in(version, marked)
                else:
                    files[name] = marked
        changes = [{"title": outline.title, "url": outline.path} for outline in self._pages_of_change.outlines]
        return {**files, "changes.json": {"children": changes}} if changes else files

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the current version, and which versions are left out."""
        return (*self._current.problems, *self._extra.problems)

    @cached_property
    def expected(self) -> bytes:
        """What the contract of the current version has of replies, for the console."""
        return self._current.expected

    @property
    def store(self) -> PageStore | None:
        """Where rendered pages are kept."""
        return self._current.store

    def digest(self, path: str) -> str:
        """Return a key that is the same exactly when the page is. Raises KeyError with the path."""
        if path not in self._owners:
            return self._pages_of_change.digest(path)
        edition, own = self._owners[path]
        address = self._address(edition, own)
        shown = self._revisions.key(edition.version, address)
        if address.kind == "group":
            shown += self._status_keys[edition.version.label]
        return blake2b(f"{edition.built.digest(own)} {shown}".encode(), digest_size=16).hexdigest()

    def text(self, path: str) -> str:
        """Return plain words about a page, for a search."""
        if path not in self._owners:
            return self._pages_of_change.text(path)
        edition, own = self._owners[path]
        return edition.built.text(own)

    def passages(self) -> "tuple[Passage, ...]":
        """Return what a search can find in the current version."""
        return self._current.passages()

    def passages_of(self, label: str) -> "tuple[Passage, ...]":
        """Return what a search can find in another version. Raises KeyError for a label that there is not."""
        edition = {one.version.label: one for one in self._editions}[label]
        return passages_in(edition.version, edition.built.passages())

    def page(self, path: str) -> Page:
        """Return one page with its history. Raises KeyError for an unknown path."""
        if path not in self._owners:
            return self._pages_of_change.page(path)
        edition, own = self._owners[path]
        page = edition.built.page(own)
        if page.kind == "group":
            from gatepost.render.statuses import with_statuses

            body = with_statuses(page.body, own, edition.version, self._status_in(edition))
            page = msgspec.structs.replace(page, body=body)
        revised = self._revisions.revised(page, edition.version, self._same_in_current(edition, own))
        return msgspec.structs.replace(revised, digest=self.digest(path))

    def keep(self, path: str) -> None:
        """Keep a page in the store that this build did not have to look at."""
        if path in self._owners:
            edition, own = self._owners[path]
            edition.built.keep(own)

    def save(self) -> None:
        """Keep the pages of this build for the next, and let go of the files."""
        self._current.save()
        self._release()

    def close(self) -> None:
        """Let go of the files without keeping anything."""
        self._current.close()
        self._release()

    def retire(self) -> None:
        """Free the memory of a build that another has replaced."""
        for edition in self._editions:
            edition.built.retire()

    def files(self, project: Path) -> tuple[Path, ...]:
        """Return every description file that was read."""
        return tuple(
            dict.fromkeys(path for one in self._editions for path in one.built.files(self._extra.projects[one.version]))
        )

    def switches(self) -> Mapping[str, Any]:
        """Return what the switcher of the page is told: versions, and pages that are elsewhere in another one."""
        paths = {one.version.label: self._paths(one) for one in self._editions}
        return switches(self.trail, paths, self._pages_of_change.place)

    def comparison(self, address: Address, at: str, old: str, new: str) -> str:
        """Return what changed from version `old` to `new` on the page of an address of version `at`.

        It is HTML with links relative to the root of the site. Raises KeyError for labels that there are not.
        """
        known = {one.label: one for one in self.versions}
        return self._comparisons.html(address, known[at], known[old], known[new])

    def calls(self, name: str, old: str, new: str) -> str:
        """Return what breaks an operation or tool with version `new`, with its calls before and after, as HTML.

        Raises LookupError where nothing of that name breaks, and where `new` does not follow `old`.
        """
        return self._migration.html(name, old, new)

    def feeds(self, site_url: str) -> Mapping[str, str]:
        """Return Atom feeds by their path in the site; none where the settings want none."""
        return self._pages_of_change.feeds(site_url) if self._extra.feeds else {}

    @cached_property
    def _migration(self) -> Migration:
        steps = {
            (old.version.label, new.version.label): Step(old, new, self.trail.changes[new.version.label])
            for new, old in pairwise(self._editions)
        }
        return Migration(steps, self._extra.languages, self._environment, self._extra.cache)

    def _release(self) -> None:
        for edition in self._editions:
            edition.built.release()

    def _address(self, edition: Edition, path: str) -> Address:
        return self._addresses[edition.version.label][path]

    @cached_property
    def _addresses(self) -> Mapping[str, Mapping[str, Address]]:
        return {one.version.label: {o.path: o.address for o in one.built.outlines} for one in self._editions}

    def _status_in(self, edition: Edition) -> "StatusAt":
        addresses = self._addresses[edition.version.label]

        def status(path: str) -> str:
            address = addresses.get(path)
            is_called = address is not None and address.kind in NAMED
            return self.trail.status(address, edition.version) if address and is_called else ""

        return status

    @cached_property
    def _status_keys(self) -> Mapping[str, str]:
        """A key by label that is the same exactly when the statuses of all operations are."""
        keys = {}
        for one in self._editions:
            told = [
                f"{address} {self.trail.status(address, one.version)}"
                for address in self._paths(one)
                if address.kind in NAMED
            ]
            keys[one.version.label] = blake2b("\n".join(told).encode("utf-8", "replace"), digest_size=16).hexdigest()
        return keys

    def _paths(self, edition: Edition) -> Mapping[Address, str]:
        return {outline.address: outline.path for outline in edition.built.outlines}

    def _same_in_current(self, edition: Edition, path: str) -> str:
        """Return the page of the current version that another version's page is the other form of; empty for none."""
        if not edition.version.folder:
            return path
        current = next(one for one in self._editions if not one.version.folder)
        address, _, _ = self.trail.target(self._address(edition, path), edition.version, current.version)
        return self._current_paths.get(address, "") if address else ""

    @cached_property
    def _current_paths(self) -> Mapping[Address, str]:
        return {outline.address: outline.path for outline in self._current.outlines}

    @cached_property
    def _pages_of_change(self) -> "ChangePages":
        from gatepost.diff import as_markdown
        from gatepost.render.change_pages import ChangePages

        return ChangePages(self.trail, self._links, self._group_titles, as_markdown, self._environment)

    @cached_property
    def _links(self) -> Mapping[str, Mapping[Address, str]]:
        """Pages of each version by address, from the root of the site."""
        return {
            one.version.label: {address: one.version.folder + path for address, path in self._paths(one).items()}
            for one in self._editions
        }

    @cached_property
    def _comparisons(self) -> "Comparisons":
        from gatepost.render.comparison import Comparisons

        return Comparisons(self.trail, self._links, self._pages_of_change.place, self._environment)

    @cached_property
    def _group_titles(self) -> Mapping[str, str]:
        """Titles of groups by address of what is in them, over all versions, the newest last to win."""
        titles: dict[str, str] = {}
        for one in reversed(self._editions):
            heads = {o.path.rstrip("/").rpartition("/")[2]: o.title for o in one.built.outlines if o.kind == "group"}
            titles |= {str(o.address): heads.get(o.group, o.group) for o in one.built.outlines if o.kind in NAMED}
        return titles

    @cached_property
    def _revisions(self) -> "Revisions":
        from gatepost.render.revision import Revisions

        return Revisions(self.trail, self._pages_of_change.place, self._environment)

    @cached_property
    def _environment(self) -> "Callable[[], Environment]":
        from gatepost.render.environment import make_environment

        return cache(lambda: make_environment(self._extra.templates, self._extra.bytecode))


class Extra(NamedTuple):
    """What a build with versions has beside its editions."""

    problems: tuple[Problem, ...]
    projects: Mapping[Version, Path]
    templates: Path | None
    bytecode: Path | None
    feeds: bool
    languages: tuple[str, ...]
    cache: Path | None


def build_versions(
    gateway: GatewaySettings,
    reference: ReferenceSettings,
    versions: VersionsSettings,
    project: Path,
    *,
    authoring: bool = False,
) -> Versioned:
    """Build the current version and all others that can be read; the rest are problems of severity warning.

    Raises DescriptionError and ConfigurationError for the current version only.
    """
    current = build(gateway, reference, project, authoring=authoring)
    found = sources_of(versions, gateway, reference, project)
    problems = list(found.problems)
    editions: list[Edition] = []
    for source in found.sources:
        if edition := _edition(source, current, reference, authoring, problems.append):
            editions.append(edition)
    cache = project / gateway.cache if gateway.cache else None
    memory = Memory(None if authoring else cache, current.state)
    pairs = pairwise(editions)
    changes = {new.version.label: memory.changes(old.built, new.built) for new, old in pairs}
    extra = Extra(
        problems=tuple(problems),
        projects={one.version: one.inputs.project if one.inputs else project for one in found.sources},
        templates=project / reference.templates if reference.templates else None,
        bytecode=cache / "templates" if cache else None,
        feeds=versions.feeds,
        languages=reference.samples,
        cache=None if authoring else cache,
    )
    return Versioned(current, editions, Trail([one.version for one in editions], changes), extra)


def _edition(
    source: Source,
    current: Built,
    reference: ReferenceSettings,
    authoring: bool,
    report: Callable[[Problem], None],
) -> Edition | None:
    if source.inputs is None:
        return Edition(source.version, current)
    settings, folder = source.inputs
    try:
        built = build(settings, reference, folder, authoring=authoring, name=source.version.label, store=current.store)
    except GatepostError as error:
        report(unusable(source.version, error))
        return None
    return Edition(source.version, built)
