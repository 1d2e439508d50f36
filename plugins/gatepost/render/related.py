"""Operations that a reader of one may want next: those on the same resource."""

from collections.abc import Iterable

from gatepost.model.operation import Operation

MOST = 12


class Related:
    """Operations by path. Adding one on another path changes nothing for the rest."""

    def __init__(self, operations: Iterable[Operation]) -> None:
        self._by_path: dict[tuple[str, str], list[Operation]] = {}
        self._items: dict[tuple[str, str], list[str]] = {}
        for operation in operations:
            key = (operation.scope, operation.path)
            if key not in self._by_path:
                self._by_path[key] = []
                if collection := _collection(operation.path):
                    self._items.setdefault((operation.scope, collection), []).append(operation.path)
            self._by_path[key].append(operation)

    def to(self, operation: Operation) -> tuple[Operation, ...]:
        """Return the operations on the same path, on its collection, and on the items of it."""
        scope, path = operation.scope, operation.path
        paths = [path, _collection(path), *self._items.get((scope, path), ())]
        found = [other for p in paths for other in self._by_path.get((scope, p), ()) if other is not operation]
        return tuple(found[:MOST])


def _collection(path: str) -> str:
    """Return `/models` for `/models/{id}`, empty where the path does not end in a parameter."""
    head, _, last = path.rstrip("/").rpartition("/")
    return head if last.startswith("{") and head else ""
