"""Finds the operation a request means: concrete segments before templated ones, each value decoded once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from urllib.parse import parse_qsl, unquote

from gatepost.sandbox.description import Operation

TEMPLATE = re.compile(r"\{([^{}]+)\}")
LONGEST_COMPARED = 200


@dataclass(frozen=True, slots=True)
class Match:
    """An operation and the text of its path values."""

    operation: Operation
    values: dict[str, str]
    base_path: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An operation at a path; `wanted` are pairs that its path key names after `?` or `#`, as AWS's descriptions do."""

    operation: Operation
    names: tuple[str, ...]
    base_path: str
    wanted: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Node:
    """One place in the tree of segments."""

    concrete: dict[str, Node] = field(default_factory=dict)
    templated: list[tuple[re.Pattern[str], Node]] = field(default_factory=list)
    rest: Node | None = None
    candidates: dict[str, list[Candidate]] = field(default_factory=dict)


class Router:
    """The paths of all operations as one tree."""

    def __init__(self) -> None:
        self._root = Node()
        self._templates: dict[str, None] = {}

    def add(self, operation: Operation, base_path: str) -> None:
        """Adds an operation under a base path; what was added before wins at the same path and method."""
        path, _, query = (base_path + operation.template).replace("#", "?", 1).partition("?")
        node, names = self._root, list[str]()
        self._templates[path] = None
        for segment in path.split("/")[1:]:
            found = TEMPLATE.findall(segment)
            names += [_bare(name) for name in found]
            node = self._descend(node, segment, found)
        wanted = tuple(parse_qsl(query, keep_blank_values=True))
        candidate = Candidate(operation, tuple(names), base_path, wanted)
        known = node.candidates.setdefault(operation.method, [])
        # Those with query pairs are tried first, so that a bare path does not hide them.
        known.insert(0, candidate) if wanted else known.append(candidate)

    def _descend(self, node: Node, segment: str, names: list[str]) -> Node:
        if not names:
            return node.concrete.setdefault(segment, Node())
        if any(_takes_rest(name) for name in names) and TEMPLATE.fullmatch(segment):
            node.rest = node.rest or Node()
            return node.rest
        pattern = _segment_pattern(segment)
        for known, child in node.templated:
            if known.pattern == pattern:
                return child
        child = Node()
        node.templated.append((re.compile(pattern, re.DOTALL), child))
        # More literal characters are more specific; a lone `{id}` comes last.
        node.templated.sort(key=lambda pair: -len(pair[0].pattern.replace("(.+?)", "")))
        return child

    def find(self, method: str, raw_path: str, pairs: list[tuple[str, str]]) -> Match | tuple[str, ...]:
        """The match, or the methods allowed at this path: none where the path itself is unknown.

        `pairs` are the query's, and the headers' with lower-case names.
        """
        allowed: dict[str, None] = {}
        segments = [unquote(segment, errors="replace") for segment in raw_path.split("/")[1:]]
        for node, values in _walk(self._root, segments, 0):
            for candidate in node.candidates.get(method, ()):
                if all((n, v) in pairs or (n.lower(), v) in pairs or not v for n, v in candidate.wanted):
                    named = dict(zip(candidate.names, values, strict=False))
                    return Match(candidate.operation, named, candidate.base_path)
            allowed.update(dict.fromkeys(node.candidates))
        return tuple(allowed)

    def near(self, path: str) -> list[str]:
        """Templates that look like the path, the closest first."""
        templates = list(self._templates)
        other = path[:-1] if path.endswith("/") else f"{path}/"
        segments = [unquote(segment, errors="replace") for segment in other.split("/")[1:]]
        if next(_walk(self._root, segments, 0), None):
            return [other]
        return get_close_matches(path[:LONGEST_COMPARED], templates, n=3, cutoff=0.6)


def _walk(node: Node, segments: list[str], index: int) -> Iterator[tuple[Node, list[str]]]:
    """Every place that the segments lead to, the most concrete first, with the values on the way."""
    if index == len(segments):
        if node.candidates:
            yield node, []
        return
    segment = segments[index]
    if segment in node.concrete:
        yield from _walk(node.concrete[segment], segments, index + 1)
    for pattern, child in node.templated:
        found = pattern.fullmatch(segment)
        if found:
            for place, values in _walk(child, segments, index + 1):
                yield place, [*found.groups(), *values]
    if node.rest and node.rest.candidates:
        yield node.rest, ["/".join(segments[index:])]


def _segment_pattern(segment: str) -> str:
    parts = TEMPLATE.split(segment)
    return "".join("(.+?)" if index % 2 else re.escape(part) for index, part in enumerate(parts))


def _takes_rest(name: str) -> bool:
    return name.endswith(("+", "*", ":path")) or name.startswith(("+", "*"))


def _bare(name: str) -> str:
    return name.removesuffix(":path").strip("+*")
