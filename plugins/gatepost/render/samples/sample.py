"""What a reader copies."""

import msgspec


class Sample(msgspec.Struct, frozen=True):
    """A call of one operation in one language: `text` to copy, `html` to show.

    `html` is trusted: escaped text with `span` elements that have Pygments' classes, nothing around them.
    """

    language: str
    title: str
    text: str
    html: str
