"""The pages of change: an index of versions, and one page for each by severity and group."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Any

from jinja2 import Environment

from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change, ChangeGroup, ChangeSeverity, counted, together
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.trail import Trail
from gatepost.model.version import Version
from gatepost.render.change_words import MEANINGS, TITLES, anchor, link_words, said, values, where
from gatepost.render.feeds import feed
from gatepost.render.slugs import slug
from gatepost.render.urls import relative

FOLDER = "changes/"
INDEX = Address("index", "changes")
INDEX_TITLE = "Changes"
MOST_SUBJECTS = 6
"""Operations that one change names before the rest is folded."""
KINDS = {"schema": "Schemas", "security": "Gateway", "gateway": "Gateway", "group": "Gateway", "mcp": "MCP servers"}
Values = dict[str, Any]
Links = Mapping[str, Mapping[Address, str]]
"""Pages by address, by label of the version; paths from the root of the site."""


class ChangePages:
    """Pages of what changed with each version that has one before it.

    `groups` are titles of groups by address of what is in them, `written` makes Markdown of changes.
    """

    def __init__(
        self,
        trail: Trail,
        links: Links,
        groups: Mapping[str, str],
        written: Callable[[Sequence[Change], str], str],
        environment: Callable[[], Environment],
    ) -> None:
        self._trail, self._links, self._groups, self._written = trail, links, groups, written
        self._make = environment
        self._versions = {_path(one): one for one in trail.versions if one.label in trail.changes}
        self._digests: dict[str, str] = {}

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """What is known of the pages; none where there is one version only."""
        if not self._versions:
            return ()
        pages = (
            Outline(path=path, title=_title(one), address=Address("change", one.label), kind="changes", group="changes")
            for path, one in self._versions.items()
        )
        return (Outline(path=FOLDER, title=INDEX_TITLE, address=INDEX, kind="changes"), *pages)

    def place(self, change: Change, version: Version) -> str:
        """Return where the page of a version tells of a change, relative to the root of the site."""
        return f"{_path(version)}#{anchor(change)}"

    def digest(self, path: str) -> str:
        """Return a key that is the same exactly when the page is. Raises KeyError with the path."""
        if path not in self._digests:
            shown = [self._versions[path]] if path != FOLDER else list(self._versions.values())
            basis = repr([(one, self._trail.changes[one.label]) for one in shown])
            basis += repr([(one.label, one.status) for one in self._trail.versions]) + repr(
                sorted(self._groups.items())
            )
            basis += repr(sorted(self._groups.items()))
            self._digests[path] = blake2b(basis.encode("utf-8", "replace"), digest_size=16).hexdigest()
        return self._digests[path]

    def text(self, path: str) -> str:
        """Return plain words about a page."""
        if path == FOLDER:
            return "What changed with each version of the gateway"
        counts = _counts(self._trail.changes[self._versions[path].label])
        return f"What changed with {self._versions[path].display_title}: {_count_words(counts)}"

    def page(self, path: str) -> Page:
        """Return one page. Raises KeyError for an unknown path."""
        return self._index() if path == FOLDER else self._page(path, self._versions[path])

    def feeds(self, site_url: str) -> Mapping[str, str]:
        """Return Atom feeds by path: one of everything, and one of each group of operations."""
        entries = [(one, self._trail.changes[one.label]) for one in self._versions.values()]
        feeds = {f"{FOLDER}feed.xml": feed("Changes", f"{FOLDER}feed.xml", FOLDER, site_url, entries, _path)}
        titles = sorted({self._group(c) for _, changes in entries for c in changes})
        for title in titles:
            own = [(one, [c for c in changes if self._group(c) == title]) for one, changes in entries]
            name = f"{FOLDER}{slug(title) or 'other'}.xml"
            feeds[name] = feed(f"Changes: {title}", name, FOLDER, site_url, own, _path)
        return feeds

    def _index(self) -> Page:
        rows = []
        for one in self._trail.versions:
            has_page = one.label in self._trail.changes
            counts = _counts(self._trail.changes.get(one.label, ()))
            overview = next(iter(self._links[one.label].values()), "")
            rows.append(
                {
                    "version": one,
                    "url": relative(FOLDER, _path(one)) if has_page else "",
                    "reference": relative(FOLDER, overview),
                    "counts": [(kind, _count_word(kind, count)) for kind, count in counts.items()],
                }
            )
        body = self._filled("versions", kind="changes", address=str(INDEX), title=INDEX_TITLE, rows=rows)
        lines = [f"- {row['version'].display_title} ({row['version'].status})" for row in rows]  # type: ignore[attr-defined]
        return Page(
            path=FOLDER,
            title=INDEX_TITLE,
            body=body,
            markdown="\n".join([f"# {INDEX_TITLE}", "", *lines, ""]),
            address=INDEX,
            kind="changes",
            summary=self.text(FOLDER),
            digest=self.digest(FOLDER),
        )

    def _page(self, path: str, version: Version) -> Page:
        changes = self._trail.changes[version.label]
        sections = self._sections(path, version, changes)
        title = _title(version)
        before = self._trail.versions[self._trail.versions.index(version) + 1]
        outline_address = Address("change", version.label)
        body = self._filled(
            "changes",
            kind="changes",
            address=str(outline_address),
            title=title,
            version=version,
            before=before,
            sections=sections,
            sunsets=self._sunsets(path, version, changes),
            reference=relative(path, next(iter(self._links[version.label].values()), "")),
        )
        headings = [Heading(id=one["id"], text=f"{one['title']} ({one['count']})") for one in sections]
        return Page(
            path=path,
            title=title,
            body=body,
            markdown=f"# {title}\n\n" + self._written(changes, ""),
            address=outline_address,
            kind="changes",
            headings=tuple(headings),
            summary=self.text(path),
            group="changes",
            digest=self.digest(path),
        )

    def _sections(self, path: str, version: Version, changes: Sequence[Change]) -> list[dict[str, Any]]:
        groups = together(changes)
        sections = []
        for severity in CHANGE_SEVERITIES:
            found = [group for group in groups if group.first.severity == severity]
            if found:
                sections.append(
                    {
                        "id": severity,
                        "title": TITLES[severity],
                        "meaning": MEANINGS[severity],
                        "count": len(found),
                        "groups": self._grouped(path, version, found),
                    }
                )
        return sections

    def _grouped(
        self, path: str, version: Version, found: Sequence[ChangeGroup]
    ) -> list[tuple[str, list[dict[str, Any]]]]:
        by_group: dict[str, list[dict[str, Any]]] = {}
        for group in found:
            titles = {self._group(change) for change in group.changes}
            title = titles.pop() if len(titles) == 1 else "Several groups"
            by_group.setdefault(title, []).append(self._entry(path, version, group))
        return sorted(by_group.items(), key=lambda item: (item[0] != "Several groups", item[0].lower()))

    def _entry(self, path: str, version: Version, group: ChangeGroup) -> dict[str, Any]:
        first = group.first
        subjects = [self._subject(path, version, address) for address in group.subjects]
        return {
            "id": anchor(first),
            "rule": first.rule,
            "message": said(first.message),
            "where": where(first),
            "unsure": f"{first.confidence:.0%}" if first.confidence < 0.8 else "",
            "subjects": subjects[:MOST_SUBJECTS],
            "more": subjects[MOST_SUBJECTS:],
            "replacement": self._subject(path, version, first.replacement) if first.replacement else None,
            **values(first),
        }

    def _subject(self, path: str, version: Version, address: Address) -> tuple[str, str, str]:
        """Return method, name and link of what changed, in its version or else in the one before."""
        versions = self._trail.versions
        for one in versions[versions.index(version) : versions.index(version) + 2]:
            if target := self._links[one.label].get(address):
                return (*link_words(address), relative(path, target))
        return (*link_words(address), "")

    def _sunsets(self, path: str, version: Version, changes: Sequence[Change]) -> list[dict[str, Any]]:
        """Return what ends on a day that is known, the first day first."""
        announced = [change for change in changes if change.sunset and not change.rule.endswith("-removed")]
        return [
            {
                "date": change.sunset,
                "subject": self._subject(path, version, change.subject),
                "replacement": self._subject(path, version, change.replacement) if change.replacement else None,
            }
            for change in sorted(announced, key=lambda change: (change.sunset, str(change.subject)))
        ]

    def _group(self, change: Change) -> str:
        kind = change.address.kind
        if kind in ("tool", "prompt", "resource"):
            return "MCP servers"
        known = KINDS.get(kind)
        return (
            known or self._groups.get(str(change.subject)) or self._groups.get(str(change.origin)) or "Other operations"
        )

    def _filled(self, name: str, **values: Any) -> str:
        return self._environment.get_template(f"{name}.html.jinja").render(values)

    @cached_property
    def _environment(self) -> Environment:
        return self._make()


def _path(version: Version) -> str:
    return f"{FOLDER}{version.label}/"


def _title(version: Version) -> str:
    return f"Changes in {version.display_title}"


def _counts(changes: Sequence[Change]) -> dict[ChangeSeverity, int]:
    """Return how many entries of each severity the page has, where it has any: what many share is one entry."""
    counts = counted(group.first for group in together(changes))
    return {kind: count for kind, count in counts.items() if count}


def _count_words(counts: Mapping[ChangeSeverity, int]) -> str:
    return ", ".join(_count_word(kind, count) for kind, count in counts.items()) or "nothing"


def _count_word(kind: ChangeSeverity, count: int) -> str:
    return f"{count} {'notes' if kind == 'note' and count != 1 else kind}"
