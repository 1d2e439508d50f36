"""What pages of all kinds have in common."""

import re

_ID = re.compile(r'<[a-z0-9]+ id="([^"]*)"')
"""Our own markup has `id` as its first attribute; in text there is no `<`."""


def anchors_of(body: str) -> tuple[str, ...]:
    """Return every id in a body of ours."""
    return tuple(_ID.findall(body))
