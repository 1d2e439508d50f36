"""The Python-Markdown extension."""

from functools import cached_property
from hashlib import blake2b

from markdown import Markdown
from markdown.extensions import Extension

from gatepost.inline.guide import Guide
from gatepost.inline.references import PRIORITY, DeepLinks
from gatepost.inline.targets import Targets


class GuidesExtension(Extension):
    """Deep links in guides.

    The host sets `guide` to each page that it renders, before it does. `basis` is the same exactly when every guide
    would become the same, so that a host may keep what it rendered.
    """

    def __init__(self, targets: Targets, guide: Guide) -> None:
        super().__init__()
        self.targets, self.guide = targets, guide

    @cached_property
    def basis(self) -> str:
        """A digest of all that rendering depends on beside the guide."""
        return blake2b(self.targets.basis.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()

    def __repr__(self) -> str:
        """Return the basis: hosts take the text of their settings for what a page was made with."""
        return f"GuidesExtension({self.basis})"

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Register what takes part in the rendering of a page."""
        md.inlinePatterns.register(DeepLinks(md, self), "gatepost-links", PRIORITY)
