"""Raw descriptions as read: a tree of JSON values that knows its file and its lines."""

import posixpath
from collections.abc import Mapping
from urllib.parse import unquote

import msgspec

from gatepost.model.problem import Problem
from gatepost.model.schema import Json
from gatepost.model.source import Lines, SourceLocation, unescape


class Document(msgspec.Struct, frozen=True, eq=False):
    """One file: `file` is its path relative to the project folder (posix), `root` the parsed tree,
    `digest` the BLAKE2b hex digest of its bytes, `specification` `2.0`, `3.0`, `3.1`, `3.2` or empty for a part.
    """

    file: str
    root: Json
    lines: Lines
    digest: str
    specification: str = ""

    def at(self, pointer: str) -> Json:
        """Return the value at a JSON pointer (RFC 6901). Raises KeyError with the pointer when there is none."""
        value = self.root
        for token in pointer.split("/")[1:]:
            key = unescape(token)
            try:
                value = value[int(key)] if isinstance(value, list) else value[key]
            except (KeyError, IndexError, ValueError, TypeError):
                raise KeyError(pointer) from None
        return value

    def locate(self, pointer: str) -> SourceLocation:
        """Return the place of a JSON pointer in this file."""
        return SourceLocation(self.file, pointer, self.lines)


class Target(msgspec.Struct, frozen=True, eq=False):
    """Where a `$ref` leads: the value, and the document and pointer it stands at."""

    value: Json
    document: Document
    pointer: str


class Note(msgspec.Struct, frozen=True):
    """What a writer adds to one operation: its id, the file, and Markdown."""

    name: str
    file: str
    text: str


class Bundle(msgspec.Struct, frozen=True, eq=False):
    """A description with every file that its references reach, all inside the project folder.

    `id` and `title` come from the configuration (`""` where not given); `documents` is keyed by file and has
    the root among its values; `digest` covers every file; `problems` are those of reading that do not stop a build.
    `notes` are what writers add to operations; `added` has digests of overlays and notes by file.
    """

    root: Document
    documents: Mapping[str, Document]
    id: str = ""
    title: str = ""
    digest: str = ""
    preset: str = ""
    problems: tuple[Problem, ...] = ()
    notes: tuple[Note, ...] = ()
    added: Mapping[str, str] = {}

    def follow(self, reference: str, base: Document) -> Target:
        """Return the target of one `$ref` found in `base`, without following further.

        Raises KeyError with the reference when the file was not loaded or the pointer leads nowhere.
        """
        name, _, fragment = reference.partition("#")
        document = base
        if name:
            document = self.documents[_joined(base.file, name)]
        pointer = _percent_decoded(fragment)
        if pointer and not pointer.startswith("/"):  # an anchor, not a pointer
            raise KeyError(reference)
        return Target(document.at(pointer), document, pointer)


def _joined(base: str, relative: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(relative)))


def _percent_decoded(fragment: str) -> str:
    return unquote(fragment) if "%" in fragment else fragment
