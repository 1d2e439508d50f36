"""A block that shows what changed between two versions: `/// comparison | createKey@2025-11..2026-11`."""

from collections.abc import Sequence
from contextlib import suppress

import msgspec

from gatepost.inline.embedded import Editions, Embedded, Shown, framed, link
from gatepost.inline.excerpt import moved
from gatepost.inline.targets import UnknownTargetError
from gatepost.model.address import Address
from gatepost.model.nearest import suggestion
from gatepost.model.page import Page
from gatepost.model.target import Target


class Between(msgspec.Struct, frozen=True):
    """A name with the versions that are compared, the older first."""

    name: str
    old: str
    new: str


class ComparisonBlock(Embedded):
    """`/// comparison | createKey@2025-11`: what changed since a version, or between two that `..` parts.

    Without a version it is the change from the one before to the current one. The name may be of either version.
    """

    NAME = "comparison"
    KINDS = ("operation", "webhook", "schema", "tool", "prompt", "resource", "mcp")

    def find(self, name: str, shown: Shown) -> Target:
        """Return the page in the newer version, or else in the older one. Raises UnknownTargetError, ValueError."""
        editions = editions_of(shown)
        asked = between(name, editions)
        whole = self.whole(asked.name)
        try:
            return shown.targets.find(_of(whole, asked.new, editions))
        except UnknownTargetError:
            with suppress(UnknownTargetError):
                return shown.targets.find(_of(whole, asked.old, editions))
            raise

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return what the page is called, and below it what changed. Raises ValueError as `find` does."""
        editions = editions_of(shown)
        asked = between(self.argument.strip(), editions)
        at = page.version or editions.current
        kind, name = target.address.kind, target.address.name.removesuffix(f"@{page.version}")
        html = editions.comparison(Address(kind, name), at, asked.old, asked.new)
        return f"<p>{link(page, shown)}</p>" + framed(moved(html, "", shown.guide().root))


def between(text: str, editions: Editions) -> Between:
    """Return name and versions of what a block asks for. Raises ValueError where they cannot be compared."""
    name, at, span = text.rpartition("@")
    old, dots, new = span.partition("..")
    if not at or (not dots and old not in editions.labels and "/" in name):
        name, old, new = text, "", ""  # paths may have an @ of their own
    new = new or editions.current
    old = old or _before(new, editions.labels)
    for label in (old, new):
        if label not in editions.labels:
            raise ValueError(f"there is no version `{label}`." + suggestion(label, editions.labels))
    if editions.labels.index(old) <= editions.labels.index(new):
        raise ValueError(f"`{old}` is not older than `{new}`. Write the older one first: `@{new}..{old}`.")
    return Between(name, old, new)


def _of(name: str, label: str, editions: Editions) -> str:
    return name if label == editions.current else f"{name}@{label}"


def _before(label: str, labels: Sequence[str]) -> str:
    older = labels[labels.index(label) + 1 :] if label in labels else ()
    if label in labels and not older:
        raise ValueError(f"there is no version before `{label}`.")
    return older[0] if older else label


def editions_of(shown: Shown) -> Editions:
    """Return the versions of the site. Raises ValueError where there is one only."""
    if shown.editions is None or len(shown.editions.labels) < 2:
        raise ValueError("the site has one version only. Add others with `gatepost/versions`.")
    return shown.editions
