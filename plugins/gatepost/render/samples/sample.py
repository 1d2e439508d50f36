"""What a reader copies."""

import msgspec

from gatepost.render.samples.marks import strip


class Sample(msgspec.Struct, frozen=True):
    """A call of one operation in one language: `text` to copy, `html` to show; `marked` is what both are made of.

    `html` is trusted: escaped text with `span` elements that have Pygments' classes, nothing around them.
    """

    language: str
    title: str
    marked: str
    html: str

    @property
    def text(self) -> str:
        """The sample as it is copied; pages show ten languages and take the text of one."""
        return strip(self.marked)
