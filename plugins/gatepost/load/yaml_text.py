"""YAML text to a tree, from the events of libyaml.

None of the ready-made loaders reads what an OpenAPI author means: PyYAML follows YAML 1.1 (`NO` is false, dates
are objects, the last of two equal keys wins), faster ones change long numbers or lose lines and merge keys.
The parser is PyYAML's; only turning its events into JSON values, with lines and budgets, is done here.
"""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml import events
from yaml.cyaml import CParser  # type: ignore[attr-defined]

from gatepost.load.budgets import MAX_DEPTH, MAX_NODES
from gatepost.load.fault import Fault
from gatepost.load.text import check_utf8
from gatepost.load.yaml_lines import LineTree, YamlLines
from gatepost.load.yaml_scalars import plain_value, shown_tag, tagged_value
from gatepost.model.schema import Json
from gatepost.model.source import escape

_COLLECTION_TAGS = {"tag:yaml.org,2002:map": dict, "tag:yaml.org,2002:seq": list, "!": object}


def read_yaml(content: bytes) -> tuple[Json, YamlLines]:
    """Return the tree and the lines of UTF-8 YAML. Raises Fault with line, pointer, cause and remedy."""
    builder = _Builder()
    try:
        for event in _events(content):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        cause = " ".join(part for part in (error.context, error.problem) if part)
        line = mark.line + 1 if mark else 0
        raise Fault("not-yaml", f"Not YAML: {cause}. Correct the file.", line, builder.pointer()) from None
    except yaml.reader.ReaderError as error:
        check_utf8(content)
        raise Fault("not-text", f"Not YAML: {error.reason}. Remove the character.", _line_at(content, error)) from None
    return builder.root, YamlLines(builder.root, builder.lines)


def _line_at(content: bytes, error: yaml.reader.ReaderError) -> int:
    return content.count(b"\n", 0, error.position) + 1 if isinstance(error.position, int) else 0


def _events(content: bytes) -> Iterator[Any]:
    parser = CParser(content)
    while parser.check_event():
        yield parser.get_event()


class _Frame:
    """A collection that is being filled."""

    __slots__ = ("anchor", "key", "key_line", "lines", "merged", "merging", "nodes_before", "value")

    def __init__(self, value: dict[str, Any] | list[Any], line: int, anchor: str | None, nodes_before: int) -> None:
        self.value = value
        self.lines: list[LineTree] = [line]
        self.key: str | None = None
        self.key_line = 0
        self.merging = False
        self.anchor = anchor
        self.nodes_before = nodes_before
        self.merged: list[tuple[Json, LineTree]] = []


class _Anchored:
    """What an alias stands for, and how many nodes a walk over it meets."""

    __slots__ = ("lines", "nodes", "value")

    def __init__(self, value: Json, lines: LineTree, nodes: int) -> None:
        self.value = value
        self.lines = lines
        self.nodes = nodes


class _Builder:
    """Takes events one by one, without recursion, so that depth costs no stack."""

    def __init__(self) -> None:
        self.root: Json = None
        self.lines: LineTree = 1
        self._stack: list[_Frame] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._nodes = 0
        self._documents = 0
        self._take = {
            events.ScalarEvent: self._scalar,
            events.AliasEvent: self._alias,
            events.MappingStartEvent: self._open_mapping,
            events.SequenceStartEvent: self._open_sequence,
            events.MappingEndEvent: self._close,
            events.SequenceEndEvent: self._close,
            events.DocumentStartEvent: self._document,
        }

    def take(self, event: Any) -> None:
        """Take one event. Raises Fault."""
        act = self._take.get(type(event))
        if act is not None:
            act(event)

    def pointer(self) -> str:
        """Return the pointer of the node that is being read."""
        tokens = []
        for frame in self._stack:
            if isinstance(frame.value, list):
                tokens.append(str(len(frame.value)))
            elif frame.key is not None:
                tokens.append(escape(frame.key))
        return "".join(f"/{token}" for token in tokens)

    def _fault(self, rule: str, message: str, event: Any) -> Fault:
        return Fault(rule, message, event.start_mark.line + 1, self.pointer())

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._fault(
                "several-documents", "The file holds several YAML documents. Keep one to a file, without '---'.", event
            )

    def _scalar(self, event: Any) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.value) is dict:
            self._key(frame, event)
            return
        tag, text = event.tag, event.value
        if tag is None and not event.implicit[0]:
            value: Json = text
        else:
            try:
                value = plain_value(text) if tag is None else tagged_value(text, tag)
            except ValueError as error:
                raise self._fault("yaml-value", f"Not usable here: {error}.", event) from None
        line = event.start_mark.line + 1
        self._count(1, event)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(value, line, 1)
        self._put(value, line, event)

    def _key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        if event.tag is not None and event.tag not in ("!", "tag:yaml.org,2002:str"):
            tagged = shown_tag(event.tag)
            raise self._fault("yaml-tag", f"The key '{key}' has the tag '{tagged}'. Remove the tag.", event)
        frame.key_line = event.start_mark.line + 1
        if key in frame.value:
            frame.key = key
            raise self._fault(
                "duplicate-key", f"The key '{key}' stands twice in one object. Keep one of the two.", event
            )
        frame.key = key
        frame.merging = key == "<<" and event.implicit[0]  # quoted it is an ordinary key
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(key, frame.key_line, 1)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            raise self._fault("yaml-alias", f"There is no anchor '&{event.anchor}' before this alias.", event)
        anchored = self._anchors[event.anchor]
        if anchored is None:
            raise self._fault(
                "yaml-alias", f"'*{event.anchor}' stands inside what it names and never ends. Use a $ref.", event
            )
        frame = self._stack[-1]
        if frame.key is None and isinstance(frame.value, dict):
            raise self._fault("yaml-key", "An alias stands in place of a key. Write the key out.", event)
        self._count(anchored.nodes, event)
        self._put(anchored.value, anchored.lines, event)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, {})

    def _open_sequence(self, event: Any) -> None:
        self._open(event, [])

    def _open(self, event: Any, value: dict[str, Any] | list[Any]) -> None:
        if event.tag is not None and not isinstance(value, _COLLECTION_TAGS.get(event.tag, ())):
            raise self._fault(
                "yaml-tag", f"The tag '{shown_tag(event.tag)}' is not allowed: a description is plain data.", event
            )
        if self._stack and self._stack[-1].key is None and isinstance(self._stack[-1].value, dict):
            raise self._fault("yaml-key", "A mapping or sequence stands in place of a key. Keys are text.", event)
        if len(self._stack) >= MAX_DEPTH:
            message = f"More than {MAX_DEPTH} levels of nesting. Name inner parts and refer to them."
            raise self._fault("too-deep", message, event)
        self._count(1, event)
        if event.anchor:
            self._anchors[event.anchor] = None
        self._stack.append(_Frame(value, event.start_mark.line + 1, event.anchor, self._nodes - 1))

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        for value, lines in frame.merged:
            self._merge(frame, value, lines, event)
        if frame.anchor:
            self._anchors[frame.anchor] = _Anchored(frame.value, frame.lines, self._nodes - frame.nodes_before)
        self._put(frame.value, frame.lines, event)

    def _put(self, value: Json, lines: LineTree, event: Any) -> None:
        if not self._stack:
            self.root, self.lines = value, lines
            return
        frame = self._stack[-1]
        if isinstance(frame.value, list):
            frame.value.append(value)
            frame.lines.append(lines)
        elif frame.merging:
            frame.merged.append((value, lines))
            frame.key, frame.merging = None, False
        else:
            frame.value[str(frame.key)] = value
            # The line of a member is that of its key, which is what a reader looks for.
            frame.lines.append([frame.key_line, *lines[1:]] if isinstance(lines, list) else frame.key_line)
            frame.key = None

    def _merge(self, frame: _Frame, value: Json, lines: LineTree, event: Any) -> None:
        """Add the members of a `<<` mapping, or of each in a list, that the mapping has not itself."""
        sources = list(zip(value, lines[1:], strict=True)) if isinstance(value, list) else [(value, lines)]  # type: ignore[index]
        target: Any = frame.value
        for source, tree in sources:
            if not isinstance(source, dict):
                raise self._fault("yaml-merge", "'<<' takes a mapping, or a list of mappings.", event)
            for (key, member), line in zip(source.items(), tree[1:], strict=True):  # type: ignore[index]
                if key not in target:
                    target[key] = member
                    frame.lines.append(line)

    def _count(self, nodes: int, event: Any) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise self._fault(
                "too-many-nodes",
                f"More than {MAX_NODES:,} values with every alias written out. Use $ref in place of aliases.",
                event,
            )
