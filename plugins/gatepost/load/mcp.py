"""Files of the configuration to MCP servers: snapshots, bare lists, JSON-RPC envelopes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from gatepost.errors import ConfigurationError, DescriptionError
from gatepost.load.fault import Fault
from gatepost.load.files import read_bytes, relative_name
from gatepost.load.mcp_forms import servers_in
from gatepost.load.reader import read_document
from gatepost.load.references import references, scheme
from gatepost.model.document import Document
from gatepost.model.mcp_server import McpDocument
from gatepost.model.problem import Problem
from gatepost.model.source import escape
from gatepost.settings import McpInput

_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_SUFFIXES = (".snapshot", ".mcp", ".tools")


def load_mcp(
    inputs: Sequence[McpInput], project: Path, cache: Path | None = None
) -> tuple[tuple[McpDocument, ...], tuple[Problem, ...]]:
    """Read each file inside `project`; one file may hold several servers, as that of a gateway does.

    A file that cannot be used is among the problems, and the others are still there. Nothing is fetched: a `$ref`
    that leads to the network is a problem of its document. Raises DescriptionError when no file can be used,
    ConfigurationError when two servers were given the same id.
    """
    _refuse_equal_ids(inputs)
    taken = {entry.id for entry in inputs if entry.id}
    documents: list[McpDocument] = []
    problems: list[Problem] = []
    for entry in inputs:
        try:
            found = _read(entry, Path(project).absolute(), cache)
        except _UnusableError as unusable:
            problems.append(unusable.problem)
            continue
        is_given = bool(entry.id) and not found[0].pointer.startswith("/servers/")
        documents.extend(found if is_given else _with_unique_ids(found, taken))
    if problems and not documents:
        raise DescriptionError(problems)
    return tuple(documents), tuple(problems)


class _UnusableError(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def _read(entry: McpInput, project: Path, cache: Path | None) -> list[McpDocument]:
    file, document = entry.path, None
    try:
        file = relative_name(entry.path, project)
        document = read_document(file, read_bytes(file, project), cache)
        return [_server(entry, document, pointer) for pointer in servers_in(document.root)]
    except Fault as fault:
        if document is not None and not fault.line:
            fault.line = document.lines.line(fault.pointer)
        if fault.rule == "empty-file":
            fault.message = "The file is empty. Write it with 'gatepost snapshot mcp'."
        raise _UnusableError(fault.problem(file)) from None


def _server(entry: McpInput, document: Document, pointer: str) -> McpDocument:
    raw = document.at(pointer)
    root = raw if isinstance(raw, dict) else {}
    several = pointer.startswith("/servers/")
    prefix = f"{entry.id}-" if entry.id and several else ""
    own = prefix + _id(root.get("id") or entry.path)
    virtual_of = root.get("virtualOf")
    return McpDocument(
        id=entry.id if entry.id and not several else own,
        document=document,
        pointer=pointer,
        title=_text(root.get("title")) if several else entry.title,
        url=entry.url,
        virtual_of=entry.virtual_of
        or tuple(prefix + _id(name) for name in (virtual_of if isinstance(virtual_of, list) else ())),
        problems=tuple(_remote_references(document, pointer)),
        operations=entry.operations,
        matches=entry.match_operations,
        examples=entry.examples,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _id(name: object) -> str:
    """Return an id made from a file's or a server's name: `specs/code-host.mcp.json` → `code-host`."""
    stem = PurePosixPath(str(name)).name
    if stem.endswith((".json", ".yaml", ".yml")):
        stem = stem.rpartition(".")[0]
    for suffix in _SUFFIXES:
        stem = stem.removesuffix(suffix)
    return _NOT_IN_IDS.sub("-", stem.lower()).strip("-")[:60].strip("-") or "mcp"


def _refuse_equal_ids(inputs: Sequence[McpInput]) -> None:
    given = [entry.id for entry in inputs if entry.id]
    for name in given:
        if given.count(name) > 1:
            raise ConfigurationError(f"mcp: two snapshots have the id '{name}'. Give each its own.")


def _with_unique_ids(documents: Sequence[McpDocument], taken: set[str]) -> Iterator[McpDocument]:
    """Yield the servers of one file under ids that no other has; what one is a part of is renamed alike."""
    names: dict[str, str] = {}
    for document in documents:
        name, count = document.id, 2
        while name in taken:
            name, count = f"{document.id}-{count}", count + 1
        taken.add(name)
        names.setdefault(document.id, name)
        yield _renamed(document, name, names)


def _renamed(document: McpDocument, name: str, names: Mapping[str, str]) -> McpDocument:
    virtual_of = tuple(names.get(whole, whole) for whole in document.virtual_of)
    if name == document.id and virtual_of == document.virtual_of:
        return document
    message = f"Another server has the id '{document.id}' as well; this one became '{name}'. Give each an 'id'."
    source = document.document.locate(document.pointer)
    problem = Problem(rule="mcp-id-taken", severity="warning", message=message, source=source)
    problems = (*document.problems, problem) if name != document.id else document.problems
    return msgspec.structs.replace(document, id=name, virtual_of=virtual_of, problems=problems)


def _remote_references(document: Document, pointer: str) -> Iterator[Problem]:
    """Yield a problem for each `$ref` of a tool's schemas that leaves the schema: none is ever fetched."""
    for place, schema in _schemas(document, pointer):
        for inner, reference in references(schema):
            if reference.startswith("#"):
                continue
            kind = scheme(reference)
            where = "on the network" if kind in ("http", "https") else "outside the schema"
            message = (
                f"'$ref: {reference[:200]}' leads to a place {where} and is not followed. "
                "Agents do not follow it either: put the schema into '$defs'."
            )
            source = document.locate(f"{place}{inner}/$ref")
            yield Problem(rule="remote-reference", severity="error", message=message, source=source)


def _schemas(document: Document, pointer: str) -> Iterator[tuple[str, object]]:
    raw = document.at(pointer)
    tools = raw.get("tools") if isinstance(raw, dict) else raw
    base = f"{pointer}/tools" if isinstance(raw, dict) else pointer
    for index, tool in enumerate(tools if isinstance(tools, list) else ()):
        for key in ("inputSchema", "outputSchema"):
            if isinstance(tool, dict) and key in tool:
                yield f"{base}/{index}/{escape(key)}", tool[key]
