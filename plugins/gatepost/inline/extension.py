"""The Python-Markdown extension."""

from collections.abc import Callable
from functools import cached_property
from hashlib import blake2b

from markdown import Markdown
from markdown.extensions import Extension

from gatepost.inline.blocks import Blocks
from gatepost.inline.embedded import Editions, Shown
from gatepost.inline.guide import Guide
from gatepost.inline.marks import AFTER_INLINE, Marks, MarkTerms
from gatepost.inline.references import PRIORITY, DeepLinks
from gatepost.inline.targets import Targets
from gatepost.model.page import Page


class GuidesExtension(Extension):
    """Deep links and marked terms in guides; without `targets` or `marks` there are none.

    `read` returns pages of the reference by path, which blocks show parts of; with `console` they can be called, and
    where `runs` is true the Python of samples can be run. `editions` are what blocks compare.

    The host sets `guide` to each page that it renders, before it does. `basis` is the same exactly when every guide
    would become the same, so that a host may keep what it rendered.
    """

    def __init__(
        self,
        guide: Guide,
        targets: Targets | None = None,
        marks: Marks | None = None,
        read: Callable[[str], Page] | None = None,
        *,
        console: bool = False,
        runs: Callable[[], bool] = lambda: False,
        editions: Editions | None = None,
    ) -> None:
        super().__init__()
        self.guide, self._targets, self._marks = guide, targets, marks
        self._read, self._console, self._runs, self._editions = read, console, runs, editions

    @cached_property
    def basis(self) -> str:
        """A digest of all that rendering depends on beside the guide."""
        known = [part.basis for part in (self._targets, self._marks) if part is not None]
        return blake2b("\0".join(known).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        """Return the basis: hosts take the text of their settings for what a page was made with."""
        return f"GuidesExtension({self.basis})"

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register what takes part in the rendering of a page."""
        if self._targets is not None:
            links = DeepLinks(md, self._targets, lambda: self.guide)
            md.inlinePatterns.register(links, "gatepost-links", PRIORITY)
        if self._targets is not None and self._read is not None:
            shown = Shown(
                self._targets,
                self._read,
                lambda: self.guide,
                console=self._console,
                runs=self._runs,
                editions=self._editions,
            )
            Blocks(shown).extendMarkdown(md)
        if self._marks is not None:
            md.treeprocessors.register(MarkTerms(md, self._marks, lambda: self.guide), "gatepost-terms", AFTER_INLINE)
