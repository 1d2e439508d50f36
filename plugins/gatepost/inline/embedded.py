"""What all blocks have in common that show parts of the reference in a guide."""

from collections.abc import Callable, Sequence
from html import escape
from typing import ClassVar, Protocol
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AtomicString
from pymdownx.blocks.block import Block  # type: ignore[import-untyped]

from gatepost.inline.guide import Guide
from gatepost.inline.targets import Targets
from gatepost.model.address import Address
from gatepost.model.page import Page
from gatepost.model.target import Target

END = "<!--gatepost-embedded-->"
"""Stands at the end of what is shown: links in it are the reference's, not the guide's."""


class Editions(Protocol):
    """The versions that a site documents, for blocks that compare them."""

    @property
    def labels(self) -> Sequence[str]:
        """Their names, the newest first."""

    @property
    def current(self) -> str:
        """The one whose pages stand without its name in their addresses."""

    def comparison(self, address: Address, at: str, old: str, new: str) -> str:
        """Return what changed on the page of an address of version `at`, as HTML for the root of the site."""

    def calls(self, name: str, old: str, new: str) -> str:
        """Return what breaks an operation or tool with version `new`, with its calls, as HTML. Raises LookupError."""


class Shown:
    """What blocks need: the names that there are, their pages, and the guide that is rendered.

    With `console` operations can be called from guides; where `runs` is true Python samples can be run in the page.
    Without `editions` there is one version only.
    """

    def __init__(
        self,
        targets: Targets,
        read: Callable[[str], Page],
        guide: Callable[[], Guide],
        *,
        console: bool = False,
        runs: Callable[[], bool] = lambda: False,
        editions: Editions | None = None,
    ) -> None:
        self.targets, self.read, self.guide, self.console, self.runs = targets, read, guide, console, runs
        self.editions = editions


class Embedded(Block):  # type: ignore[misc]
    """A block that names one part of the contract, and shows something of its page."""

    ARGUMENT = True
    KINDS: ClassVar[tuple[str, ...]] = ("operation",)

    def on_markdown(self) -> str:
        """Take what is inside as it is written."""
        return "raw"

    def on_create(self, parent: Element) -> Element:
        """Return the element that is filled when its content is known."""
        return SubElement(parent, "div", {"class": "gatepost-embed"})

    def on_end(self, block: Element) -> None:
        """Fill the element."""
        given, block.text = block.text or "", None
        shown: Shown = self.config["shown"]
        shown.guide().embeds = True
        try:
            html = self.filled(shown, given)
        except (LookupError, ValueError) as error:
            shown.guide().report("unknown-target", f"/// {self.NAME} | {self.argument}: {error}", self.argument)
            block.set("class", "gatepost-unknown")
            block.text = AtomicString(self.argument)
            return
        block.text = AtomicString(self.md.htmlStash.store(f"{html}{END}"))

    def filled(self, shown: Shown, given: str) -> str:
        """Return what is shown. Raises LookupError for a name that leads nowhere, and what `html` does."""
        target = self.find(self.argument.strip(), shown)
        return self.html(shown.read(target.path), target, shown, given)

    def html(self, page: Page, target: Target, shown: Shown, given: str) -> str:
        """Return what is shown of a page. Raises ValueError where the content of the block cannot be used."""
        raise NotImplementedError

    def find(self, name: str, shown: Shown) -> Target:
        """Return what a name leads to, whose kind need not be written. Raises UnknownTargetError."""
        return shown.targets.find(self.whole(name))

    def whole(self, name: str) -> str:
        """Return a name with its kind."""
        return name if name.partition(":")[0] in self.KINDS or " /" in name else f"{self.KINDS[0]}:{name}"


def card(page: Page, shown: Shown) -> str:
    """Return method, path, title and first words of an operation's page."""
    method, _, path = page.address.name.rpartition(":")[2].partition("@")[0].partition(" ")
    badge = f'<span class="gatepost-method" data-method="{escape(method)}">{escape(method)}</span>'
    summary = f" <span>{escape(page.summary)}</span>" if page.summary else ""
    return f'<p class="gatepost-request">{badge} <code>{escape(path)}</code></p><p>{link(page, shown)}{summary}</p>'


def link(page: Page, shown: Shown) -> str:
    """Return a link to a page, by its title."""
    return f'<a href="{shown.guide().root}{page.path}">{escape(page.title)}</a>'


def framed(html: str) -> str:
    """Return HTML of the reference as it looks there."""
    return f'<div class="gatepost-page">{html}</div>'
