"""A thousand operations as a hierarchy: headings, groups, resources."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import msgspec

from gatepost.model.gateway import Gateway, Tag
from gatepost.model.operation import Operation
from gatepost.render.slugs import assign, operation_slug, slug

RESERVED = ("schemas", "authentication", "webhooks")
OTHER = "Other operations"
MOST_UNTAGGED = 30
"""Above this many operations without a tag, their paths' first segments stand for tags."""

Key = tuple[str, str]
"""A group: id of the description, name of the tag."""


class Section(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A group of operations with a page, or with an empty `slug` a heading over groups.

    `operations` have their page in this group; `guests` have it in another and are listed here as well.
    """

    title: str
    slug: str = ""
    name: str = ""
    description: str = ""
    operations: tuple[Operation, ...] = ()
    guests: tuple[Operation, ...] = ()
    sections: tuple["Section", ...] = ()

    @cached_property
    def count(self) -> int:
        """Operations here and below."""
        return len(self.operations) + sum(section.count for section in self.sections)


class Hierarchy:
    """Sections of a gateway in reading order, and the slugs of its operations."""

    def __init__(self, gateway: Gateway) -> None:
        self._tags = {(tag.scope, tag.name): tag for tag in gateway.tags}
        self._members, self._guests = _sorted_by_group(gateway.operations)
        self._slugs = self._group_slugs()
        self.sections = self._sections(gateway)
        self.operation_slugs: dict[str, str] = {}
        for key, operations in self._members.items():
            self.operation_slugs |= _operation_slugs(operations, self._slugs[key])

    def walk(self) -> Iterable[Section]:
        """Yield every section, each before those below it."""
        waiting = list(reversed(self.sections))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))

    def _group_slugs(self) -> dict[Key, str]:
        keys = [*self._members, *(key for key in self._tags if key not in self._members)]
        wanted = {key: slug(key[1]) for key in keys}
        crowded = {like for like, count in Counter(wanted.values()).items() if count > 1}
        named = {
            f"{scope}:{name}": f"{scope}-{like}" if like in crowded and scope else _unreserved(like)
            for (scope, name), like in wanted.items()
        }
        slugs = assign(named, RESERVED)
        return {key: slugs[f"{key[0]}:{key[1]}"] for key in keys}

    def _sections(self, gateway: Gateway) -> tuple[Section, ...]:
        children = self._children()
        roots = [key for key in self._order() if key not in {child for below in children.values() for child in below}]
        built = {key: self._section(key, children) for key in roots}
        sections = {key: section for key, section in built.items() if section.count or section.guests}
        if gateway.tag_groups:
            return _under_headings(gateway, sections)
        scopes = {scope for scope, _ in sections}
        if len(scopes) < 2:
            return tuple(sections.values())
        return tuple(_by_description(gateway, sections))

    def _order(self) -> list[Key]:
        declared = [key for key in self._tags if key in self._members or key in self._guests or self._is_parent(key)]
        seen = set(declared)
        rest = [key for key in self._members if key not in seen]
        return declared + sorted(rest, key=lambda key: key[1] == OTHER)

    def _is_parent(self, key: Key) -> bool:
        return any(tag.parent == key[1] and tag.scope == key[0] for tag in self._tags.values())

    def _children(self) -> dict[Key, list[Key]]:
        """Return the tags below each tag; a tag whose parents run in a circle counts as having none."""
        children: dict[Key, list[Key]] = {}
        for key, tag in self._tags.items():
            parent = (tag.scope, tag.parent)
            if tag.parent and parent in self._tags and not self._in_circle(key):
                children.setdefault(parent, []).append(key)
        return children

    def _in_circle(self, key: Key) -> bool:
        seen = set()
        while key in self._tags and self._tags[key].parent:
            if key in seen:
                return True
            seen.add(key)
            key = (key[0], self._tags[key].parent)
        return False

    def _section(self, key: Key, children: Mapping[Key, Sequence[Key]]) -> Section:
        tag = self._tags.get(key) or Tag(name=key[1], scope=key[0])
        below = (self._section(child, children) for child in children.get(key, ()))
        return Section(
            title=tag.title if tag.title and tag.title != tag.name else readable(tag.name),
            slug=self._slugs[key],
            name=group_name(key),
            description=tag.description,
            operations=tuple(self._members.get(key, ())),
            guests=tuple(self._guests.get(key, ())),
            sections=tuple(section for section in below if section.count or section.guests),
        )


def group_name(key: Key) -> str:
    """Return the name part of a group's address."""
    return f"{key[0]}:{key[1]}" if key[0] else key[1]


def readable(name: str) -> str:
    """Return a tag's name as a heading: `code-scanning` becomes `Code scanning`, what has capitals stays."""
    if not name.isascii() or name != name.lower() or " " in name:
        return name
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:] or name


def _unreserved(like: str) -> str:
    return f"{like}-group" if like in RESERVED else like


def _sorted_by_group(operations: Iterable[Operation]) -> tuple[dict[Key, list[Operation]], dict[Key, list[Operation]]]:
    members: dict[Key, list[Operation]] = {}
    guests: dict[Key, list[Operation]] = {}
    untagged: list[Operation] = []
    for operation in operations:
        if not operation.tags:
            untagged.append(operation)
            continue
        home, *others = dict.fromkeys((operation.scope, tag) for tag in operation.tags)
        members.setdefault(home, []).append(operation)
        for key in others:
            guests.setdefault(key, []).append(operation)
    by_path = len(untagged) > MOST_UNTAGGED
    for operation in untagged:
        name = _first_segment(operation.path) if by_path else ""
        members.setdefault((operation.scope, name or OTHER), []).append(operation)
    return members, guests


def _first_segment(path: str) -> str:
    return next((part for part in path.split("/") if part and not part.startswith("{") and not _is_version(part)), "")


def _is_version(segment: str) -> bool:
    return segment == "api" or (segment[:1] == "v" and segment[1:].replace(".", "").isdigit())


def _operation_slugs(operations: Sequence[Operation], tag_slug: str) -> dict[str, str]:
    wanted = {o.name: operation_slug(o.id if o.declared_id else "", o.method, o.path, tag_slug) for o in operations}
    return assign(wanted)


def _under_headings(gateway: Gateway, sections: Mapping[Key, Section]) -> tuple[Section, ...]:
    left = dict(sections)
    headings = []
    for group in gateway.tag_groups:
        below = []
        for name in group.tags:
            below += [left.pop(key) for key in list(left) if key[1] == name]
        if below:
            headings.append(Section(title=group.title, description=group.description, sections=tuple(below)))
    return (*headings, *left.values())


def _by_description(gateway: Gateway, sections: Mapping[Key, Section]) -> Iterable[Section]:
    titles = {description.id: description.title for description in gateway.descriptions}
    for scope in dict.fromkeys(scope for scope, _ in sections):
        below = tuple(section for key, section in sections.items() if key[0] == scope)
        yield Section(title=titles.get(scope) or scope or gateway.title, sections=below)
