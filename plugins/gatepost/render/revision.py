"""What versions add to a page: its history, marks at what changed, a banner where it is not the current one."""

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import Any

import msgspec
from jinja2 import Environment

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.model.page import Page
from gatepost.model.trail import Step, Trail
from gatepost.model.version import Version
from gatepost.render.change_words import fields, said, values, where
from gatepost.render.markup import attribute, text
from gatepost.render.urls import relative

MOST_CHANGES = 12
"""Changes of one version that the history of a page lists before it leads to the page of that version."""
TARGET = "\ufdd0target\ufdd0"
"""Stands in a banner for its link: a noncharacter, which no path and no title has."""
HERE = "<gatepost-guides></gatepost-guides>"
"""The history stands before the guides of a page."""


Place = Callable[[Change, Version], str]
"""Says where the pages of change tell of a change, relative to the root of the site."""


class Revisions:
    """Pages of versions; those on which nothing changed are as they were."""

    def __init__(
        self, trail: Trail, place: Callable[[Change, Version], str], environment: Callable[[], Environment]
    ) -> None:
        self._trail, self._place, self._make = trail, place, environment
        self._banners: dict[tuple[str, bool], str] = {}

    def key(self, version: Version, address: Address) -> str:
        """Return what the page of an address shows of versions, as a digest's basis."""
        steps = self._trail.history(address, version)
        if not steps and not version.folder:
            return ""
        told = [
            (one.label, one.date, [(c.rule, c.message, c.address.part, c.before, c.after) for c in found])
            for one, found in steps
        ]
        current = self._current
        return f"{version} {current.label} {current.title} {told}" if version.folder else repr(told)

    def revised(self, page: Page, version: Version, in_current: str) -> Page:
        """Return a page as one of a version; `in_current` is the path of its other form in the current version."""
        steps = self._trail.history(page.address, version)
        body, markdown = page.body, page.markdown
        if steps:
            newest, found = steps[0]
            if newest == version:
                body = marked(body, page.anchors, found, version)
            body = _inserted(body, self._section(page, version, steps))
            markdown = markdown.rstrip() + "\n\n" + _twin(steps)
        if not version.folder:
            return msgspec.structs.replace(page, body=body, markdown=markdown) if steps else page
        path = version.folder + page.path
        target = relative(path, in_current or self._front(page.path))
        banner = self._banner(version, bool(in_current)).replace(TARGET, attribute(target))
        head, tag, rest = body.partition(">")
        markdown = f"{_banner_words(version, self._current)}\n\n{markdown}"
        return msgspec.structs.replace(
            page,
            path=path,
            body=f'{head} data-version="{attribute(version.label)}"{tag}{banner}{rest}',
            markdown=markdown,
            version=version.label,
            canonical=in_current,
        )

    @cached_property
    def _current(self) -> Version:
        return next(one for one in self._trail.versions if not one.folder)

    def _front(self, path: str) -> str:
        return path.partition("/")[0] + "/"

    def _section(self, page: Page, version: Version, steps: Sequence[Step]) -> str:
        path, anchors = version.folder + page.path, page.anchors
        told = [
            {
                "version": one,
                "url": relative(path, self._place(found[0], one).partition("#")[0]),
                "changes": [_told(change, anchors) for change in found[:MOST_CHANGES]],
                "more": max(0, len(found) - MOST_CHANGES),
            }
            for one, found in steps
        ]
        return self._filled("history", steps=told)

    def _banner(self, version: Version, same: bool) -> str:
        """Return the banner of a version with a mark where the link goes: thousands of pages differ in that alone."""
        if (version.label, same) not in self._banners:
            values = {"version": version, "current": self._current, "target": TARGET, "same": same}
            self._banners[version.label, same] = self._filled("banner", **values)
        return self._banners[version.label, same]

    def _filled(self, name: str, **values: Any) -> str:
        return self._environment.get_template(f"{name}.html.jinja").render(values)

    @cached_property
    def _environment(self) -> Environment:
        return self._make()


def marked(body: str, anchors: Collection[str], changes: Sequence[Change], version: Version) -> str:
    """Return a body of ours with a mark at each field and section that changed with a version."""
    told: dict[str, list[Change]] = {}
    for change in changes:
        for place in () if change.rule.endswith("-removed") else fields(change, anchors):
            told.setdefault(place, []).append(change)
    for place, found in told.items():
        body = _marked_at(body, place, found, version)
    return body


def _marked_at(body: str, place: str, changes: Sequence[Change], version: Version) -> str:
    for tag in ("dt", "h3"):
        at = body.find(f'<{tag} id="{place}">')
        if at >= 0:
            end = body.index(f"</{tag}>", at)
            return f"{body[:end]}{_mark(changes, version)}{body[end:]}"
    return body


def _mark(changes: Sequence[Change], version: Version) -> str:
    worst = changes[0]
    words = "new" if worst.rule.endswith("-added") else "changed"
    title = " ".join(change.message for change in changes)
    return (
        f' <i class="gatepost-changed" data-severity="{worst.severity}" title="{attribute(title)}">'
        f"{words} in {text(version.display_title)}</i>"
    )


def _told(change: Change, anchors: Collection[str]) -> dict[str, Any]:
    return {
        "severity": change.severity,
        "message": said(change.message),
        "where": where(change),
        "anchor": "" if change.rule.endswith("-removed") else next(iter(fields(change, anchors)), ""),
        **values(change),
    }


def _basis(change: Change) -> tuple[object, ...]:
    return change.rule, change.message, change.address.part, change.place, change.before, change.after


def _inserted(body: str, section: str) -> str:
    before, found, after = body.partition(HERE)
    if found:
        return f"{before}{section}{found}{after}"
    head, end, tail = body.rpartition("</article>")
    return f"{head}{section}{end}{tail}"


def _twin(steps: Sequence[Step]) -> str:
    lines = ["## History", ""]
    for version, changes in steps:
        lines += [f"### {version.display_title}", ""]
        lines += [f"- {change.severity}: {change.message}" for change in changes]
        lines.append("")
    return "\n".join(lines)


def _banner_words(version: Version, current: Version) -> str:
    return f"> This is version {version.display_title} ({version.status}). The current one is {current.display_title}."
