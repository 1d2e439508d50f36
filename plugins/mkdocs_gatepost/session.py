"""What the plugins of one build share."""

import contextlib
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from gatepost import (
    Built,
    DescriptionError,
    GatepostError,
    GatewaySettings,
    InPage,
    Marks,
    Problem,
    ReferenceSettings,
    VersionsSettings,
    build,
    build_versions,
)
from mkdocs_gatepost.report import listed, report, report_broken
from mkdocs_gatepost.writer import Site

Stamp = tuple[tuple[str, int, int], ...]
"""State of files on disk: path, time of change, size."""


Basis = tuple[GatewaySettings, ReferenceSettings, VersionsSettings | None]
"""The options that a build follows from."""


class Session:
    """The value that plugins find through `gatepost/gateway`; it lives as long as the MkDocs command.

    `built` is the last good build. `broken` lists why a later one failed: under `mkdocs serve` the good one
    stays. `serving` says that pages are looked at while they are written, `lazy` that they are rendered when
    asked for; `site` has them. `guides` are titles and URLs of the guides that lead to a page of the reference, by its
    path; `marks` are the terms of the glossary as they are found in text, None where there is none. `sandbox_url` is
    where the demo gateway answers, empty where it does not; `in_page` is what runs it in the page.
    """

    def __init__(self) -> None:
        self.serving = False
        self.lazy = False
        self.site: Site | None = None
        self.sandbox_url = ""
        self.marks: Marks | None = None
        self.guides: Mapping[str, tuple[tuple[str, str], ...]] = {}
        self.in_page: InPage | None = None
        self.broken: tuple[Problem, ...] = ()
        self.project = Path()
        self.cache = Path()
        self._noted: list[Path] = []
        self._built: Built | None = None
        self._replaced: Built | None = None
        self._basis: tuple[Basis, Stamp] | None = None

    @property
    def built(self) -> Built:
        """The last good build; only after `prepare`."""
        if self._built is None:
            raise RuntimeError("gatepost/gateway has not run")
        return self._built

    def prepare(
        self,
        config: MkDocsConfig,
        settings: GatewaySettings,
        reference: ReferenceSettings,
        versions: VersionsSettings | None = None,
    ) -> None:
        """Build, unless nothing that was read has changed since. Raises Abort, before MkDocs writes anything."""
        self.project = Path(config.config_file_path or config.docs_dir).resolve().parent
        self.cache = self.project / settings.cache
        self._noted = [self.project / entry.notes for entry in settings.openapi if entry.notes]
        basis = (settings, reference, versions)
        if self.serving and self._is_current(basis, reference):
            self.broken = ()
            return
        last = self._built
        try:
            self._built = self._build(settings, reference, versions)
        except DescriptionError as error:
            self._fail(error.problems)
        except GatepostError as error:
            raise Abort(str(error)) from None
        else:
            self.broken = ()
            self._replaced = self._replaced or last
            self._basis = (basis, self._stamp(reference))
            report(self._built.problems, self.cache / "problems.json")

    def publish(self, site: Site) -> None:
        """Let `site` be what is served, and free what it replaces."""
        self.site = site
        if self._replaced:
            self._replaced.retire()
            self._replaced = None

    def close(self) -> None:
        """Let go of the cache's files, when a build stops half-way."""
        if self._built:
            self._built.close()

    def watched(self, settings: GatewaySettings, reference: ReferenceSettings) -> list[Path]:
        """Return what the reference is made from: description files, also those not loaded yet, and templates."""
        files = [self.project / entry.path for entry in settings.openapi]
        files += [self.project / entry.path for entry in settings.mcp]
        files += [self.project / entry.notes for entry in settings.openapi if entry.notes]
        if self._built:
            files += self._built.files(self.project)
        if reference.templates:
            files.append(self.project / reference.templates)
        return [path for path in dict.fromkeys(files) if path.exists()]

    def _build(
        self, settings: GatewaySettings, reference: ReferenceSettings, versions: VersionsSettings | None
    ) -> Built:
        if versions is None:
            return build(settings, reference, self.project, authoring=self.serving)
        return build_versions(settings, reference, versions, self.project, authoring=self.serving)

    def _is_current(self, basis: "Basis", reference: ReferenceSettings) -> bool:
        return self._built is not None and self._basis == (basis, self._stamp(reference))

    def _stamp(self, reference: ReferenceSettings) -> Stamp:
        files: list[Path] = [*self.built.files(self.project), *self._noted]
        if reference.templates:
            files += sorted(path for path in (self.project / reference.templates).rglob("*") if path.is_file())
        return stamp(files)

    def _fail(self, problems: Sequence[Problem]) -> None:
        if not (self.serving and self._built):
            raise Abort("gatepost: the description cannot be used:\n" + listed(problems))
        self.broken = tuple(problems)
        self._basis = None
        report_broken(problems)


def stamp(paths: Iterable[Path]) -> Stamp:
    """Return the state of files, to be compared with a later one."""
    return tuple(_state(path) for path in paths)


def _state(path: Path) -> tuple[str, int, int]:
    with contextlib.suppress(OSError):
        found = os.stat(path)
        return str(path), found.st_mtime_ns, found.st_size
    return str(path), 0, 0
