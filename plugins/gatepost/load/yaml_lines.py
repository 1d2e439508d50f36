"""Lines of a YAML file, taken down while it was read."""

from typing import Union

import jiter

from gatepost.model.schema import Json
from gatepost.model.source import unescape

LineTree = Union[int, list["LineTree"]]  # noqa: UP007
"""A scalar's line; for a collection a list of its own line and then the tree of each member, in order."""


class YamlLines:
    """`Lines` over the tree of values and the tree of lines, which have one shape.

    The lines may be given as JSON, as the cache has them: they are decoded when the first one is asked for.
    """

    def __init__(self, root: Json, tree: LineTree | bytes) -> None:
        self._root = root
        self._tree = tree

    @property
    def tree(self) -> LineTree:
        """The lines, in a form that can be written as JSON."""
        tree = self._tree
        if isinstance(tree, bytes):
            try:
                tree = self._tree = jiter.from_json(tree)
            except ValueError:  # a damaged cache: values are there, lines are not
                tree = self._tree = 0
        return tree

    def line(self, pointer: str) -> int:
        """Return the line of the node (of its key, in a mapping); 0 when the pointer leads nowhere."""
        value, tree = self._root, self.tree
        for token in pointer.split("/")[1:]:
            key = unescape(token)
            try:
                index = int(key) if isinstance(value, list) else list(value).index(key)
                value, tree = value[index if isinstance(value, list) else key], tree[index + 1]  # type: ignore[index]
            except (ValueError, IndexError, KeyError, TypeError):
                return 0
        return tree if isinstance(tree, int) else tree[0]  # type: ignore[return-value]
