"""Inputs of the configuration to bundles: each description with every file that its references reach."""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from urllib.parse import quote

import msgspec

from gatepost.errors import DescriptionError
from gatepost.load.budgets import MAX_FILES
from gatepost.load.fault import Fault
from gatepost.load.files import read_bytes, relative_name
from gatepost.load.filters import filter_problems
from gatepost.load.notes import load_notes
from gatepost.load.presets import preset
from gatepost.load.reader import read_document
from gatepost.load.references import file_part, references, scheme
from gatepost.load.specification import identify, version_problems
from gatepost.model.document import Bundle, Document
from gatepost.model.problem import Problem
from gatepost.settings import OpenApiInput

_NOT_LOCAL = re.compile(rb"""\$ref["']?\s*:\s*["']?(?!["'#\s])""")
"""A `$ref` of JSON or YAML that is not followed by `#` at once."""


def load(inputs: Sequence[OpenApiInput], project: Path, cache: Path | None = None) -> tuple[Bundle, ...]:
    """Read each description and the files it refers to, all inside `project`; `cache` keeps what YAML was read into.

    Raises DescriptionError with every input that cannot be used, ConfigurationError for an unknown preset.
    What is wrong but can be lived with is in `Bundle.problems`.
    """
    bundles, failures = [], []
    for entry in inputs:
        if entry.preset:
            preset(entry.preset)
        try:
            bundles.append(_load_one(entry, Path(project).absolute(), cache))
        except _UnusableError as unusable:
            failures.append(unusable.problem)
    if failures:
        raise DescriptionError(failures)
    return tuple(bundles)


class _UnusableError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _load_one(entry: OpenApiInput, project: Path, cache: Path | None) -> Bundle:
    file, document = entry.path, None
    try:
        file = relative_name(entry.path, project)
        content = read_bytes(file, project)
        document = read_document(file, content, cache)
        specification = identify(document.root)
    except Fault as fault:
        if document and not fault.line:
            fault.line = document.lines.line(fault.pointer)
        raise _UnusableError(fault.problem(file)) from None
    root = Document(file, document.root, document.lines, document.digest, specification)
    root, overlays, contents, overlay_problems = _overlaid(root, entry, project, cache)
    notes, added, unread = load_notes(entry.notes, project)
    added |= {overlay.file: overlay.digest for overlay in overlays}
    collector = _Collector(project, cache)
    collector.collect(root, content + contents)
    bundle = Bundle(
        root=root,
        documents=collector.documents,
        id=entry.id,
        title=entry.title,
        digest=_digest((*collector.documents.values(), *overlays)),
        preset=entry.preset,
    )
    found = (*version_problems(root), *overlay_problems, *unread)
    problems = (*found, *collector.problems, *filter_problems(entry, bundle))
    return msgspec.structs.replace(bundle, problems=problems, notes=notes, added=added)


def _overlaid(
    root: Document, entry: OpenApiInput, project: Path, cache: Path | None
) -> tuple[Document, list[Document], bytes, tuple[Problem, ...]]:
    """Return a description with the overlays of its input applied, the overlays, their bytes, and their problems."""
    documents: list[Document] = []
    contents = b""
    if not entry.overlays:
        return root, documents, contents, ()
    # Most inputs have none, and a tenth of a second goes into reading JSONPath's code.
    from gatepost.load.overlays import actions_of, overlaid

    for path in entry.overlays:
        name = path
        try:
            name = relative_name(path, project)
            content = read_bytes(name, project)
            documents.append(read_document(name, content, cache))
            actions_of(documents[-1])
        except Fault as fault:
            raise _UnusableError(fault.problem(name)) from None
        contents += content
    root, problems = overlaid(root, documents)
    return root, documents, contents, problems


class _Collector:
    """Follows references from file to file, breadth first, so that any depth and any cycle ends."""

    def __init__(self, project: Path, cache: Path | None) -> None:
        self.documents: dict[str, Document] = {}
        self.problems: list[Problem] = []
        self._project = project
        self._cache = cache
        self._refused: set[str] = set()

    def collect(self, root: Document, content: bytes) -> None:
        """Load every file that can be reached from `root`."""
        self.documents[root.file] = root
        if not _may_refer_to_files(content):
            return
        waiting = [root]
        for document in waiting:
            for pointer, reference in references(document.root):
                loaded = self._follow(reference, pointer, document)
                if loaded:
                    waiting.append(loaded)

    def _follow(self, reference: str, pointer: str, base: Document) -> Document | None:
        """Load the file of one reference unless it is loaded already or cannot be."""
        if not file_part(reference):
            return None
        kind = scheme(reference)
        try:
            if kind:
                raise _foreign(reference, kind)
            name = self._name(reference, base)
            if name in self.documents or name in self._refused:
                return None
            return self._read(name)
        except Fault as fault:
            self._report(fault, reference, pointer, base)
            return None

    def _name(self, reference: str, base: Document) -> str:
        written = file_part(reference)
        if written.startswith(("/", "\\")):
            raise Fault(
                "file-outside-project",
                f"'$ref: {reference}' is an absolute path and is not read. Write it relative to this file.",
            )
        return relative_name(str(Path(base.file).parent / written), self._project)

    def _read(self, name: str) -> Document:
        if len(self.documents) >= MAX_FILES:
            raise Fault("too-many-files", f"The description is spread over more than {MAX_FILES:,} files. Join some.")
        try:
            document = read_document(name, read_bytes(name, self._project), self._cache)
        except Fault as fault:
            self._refused.add(name)
            if fault.line:  # within that file
                self.problems.append(fault.problem(name))
                raise Fault("file-not-readable", f"'{name}' cannot be read: see its own problem.") from None
            raise
        self.documents[name] = document
        return document

    def _report(self, fault: Fault, reference: str, pointer: str, base: Document) -> None:
        self.problems.append(
            Problem(rule=fault.rule, severity="error", message=fault.message, source=base.locate(f"{pointer}/$ref"))
        )


def _may_refer_to_files(content: bytes) -> bool:
    """Whether the tree must be walked for references to files; most descriptions are one file.

    Escapes of `$` and UTF-16 hide a `$ref` from the search, so they count as one.
    """
    return b"24ref" in content or b"\0" in content or _NOT_LOCAL.search(content) is not None


def _foreign(reference: str, kind: str) -> Fault:
    if kind in ("http", "https"):
        return Fault(
            "remote-reference",
            f"'$ref: {reference}' is on the network and is not fetched. Save the file in the project and refer to it.",
        )
    return Fault(
        "file-outside-project",
        f"'$ref: {reference}' has the scheme '{kind}:' and is not read. Use a path relative to this file.",
    )


def _digest(documents: Iterable[Document]) -> str:
    digest = blake2b(digest_size=20)
    for document in sorted(documents, key=lambda document: document.file):
        digest.update(f"{quote(document.file)} {document.digest}\n".encode())
    return digest.hexdigest()
