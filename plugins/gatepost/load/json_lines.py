"""Lines of a JSON file, found when they are asked for.

Reading positions along with values would cost more than all the rest of loading, and a build without problems
asks for none. So the text is scanned along the pointer only: each object or array once, values skipped by the
C scanner of the standard library.
"""

import re
from bisect import bisect_right
from json import JSONDecoder
from json.decoder import scanstring  # type: ignore[attr-defined]

from gatepost.model.source import escape, unescape

_skip_space = re.compile(r"[ \t\n\r]*").match
_decode = JSONDecoder(strict=False).raw_decode


class _Container:
    """An object or array whose members are read one by one, as far as somebody looked.

    `places` maps a token to the offsets of its key (of the value, in an array) and of its value.
    """

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.is_object = text[start] == "{"
        self.places: dict[str, tuple[int, int]] = {}
        self.children: dict[str, _Container] = {}
        self._next = start + 1
        self._value = -1
        self._count = 0

    def place(self, token: str) -> tuple[int, int] | None:
        """Return the offsets of key and value of a member; None when there is no such member."""
        while token not in self.places:
            if self.advance() is None:
                return None
        return self.places[token]

    def advance(self) -> str | None:
        """Read one more member and return its token; None at the end."""
        text = self.text
        if self._value >= 0:
            self._next = _space(text, _decode(text, self._value)[1])
            if text[self._next] == ",":
                self._next += 1
        start = _space(text, self._next)
        if text[start] in "]}":
            self._next, self._value = start, -1
            return None
        token, self._value = self._key(start) if self.is_object else (str(self._count), start)
        self._count += 1
        self.places[token] = (start, self._value)
        return token

    def child(self, token: str) -> "_Container | None":
        """Return a member that is itself an object or array; None when it is neither."""
        if token not in self.children:
            place = self.place(token)
            if place is None or self.text[place[1]] not in "{[":
                return None
            self.children[token] = _Container(self.text, place[1])
        return self.children[token]

    def _key(self, start: int) -> tuple[str, int]:
        key, end = scanstring(self.text, start + 1, False)
        return key, _space(self.text, _space(self.text, end) + 1)


class JsonLines:
    """`Lines` over the UTF-8 bytes of a JSON file that has been parsed without error."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._root: _Container | None = None
        self._start = 0
        self._offsets = [0]
        self._lines = [1]

    def line(self, pointer: str) -> int:
        """Return the line of the node (of its key, in an object); 0 when the pointer leads nowhere."""
        container: _Container | None = self._opened()
        offset = self._start
        for token in pointer.split("/")[1:]:
            key = unescape(token)
            place = container.place(key) if container else None
            if container is None or place is None:
                return 0
            offset = place[0]
            container = container.child(key)
        return self._line_of(offset)

    def pointer_at(self, offset: int) -> str:
        """Return the pointer of the innermost member that holds this offset of the text."""
        pointer, container = "", self._opened()
        while container:
            found, before = "", len(container.places)
            while (token := container.advance()) is not None and container.places[token][0] <= offset:
                found = token
            if not found and before == len(container.places):
                break
            pointer += f"/{escape(found)}"
            container = container.child(found)
        return pointer

    def _opened(self) -> _Container | None:
        if self._root is None:
            text = self._content.decode()
            self._start = _space(text, 0)
            if text[self._start] in "{[":
                self._root = _Container(text, self._start)
        return self._root

    def _line_of(self, offset: int) -> int:
        """Count from the nearest offset that was counted before: all questions together read the text about once."""
        nearest = bisect_right(self._offsets, offset) - 1
        known = self._offsets[nearest]
        text = self._root.text if self._root else self._content.decode()
        line = self._lines[nearest] + text.count("\n", known, offset)
        if offset > known:
            self._offsets.insert(nearest + 1, offset)
            self._lines.insert(nearest + 1, line)
        return line


def _space(text: str, at: int) -> int:
    match = _skip_space(text, at)
    return match.end() if match else at
