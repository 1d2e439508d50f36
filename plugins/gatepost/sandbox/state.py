"""What a sandbox remembers between calls: named collections of items and plain values, all deep-copied."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any


class Collection:
    """Items in insertion order, found by one of their own properties (`id` unless told)."""

    def __init__(self, name: str, by: str = "id") -> None:
        self.name = name
        self.by = by
        self.items: dict[str, dict[str, Any]] = {}

    def insert(self, item: dict[str, Any]) -> dict[str, Any]:
        """Stores a copy of the item under its id, in place of an older one, and returns that copy."""
        stored = deepcopy(item)
        self.items[str(stored[self.by])] = stored
        return stored

    def get(self, id: object) -> dict[str, Any] | None:
        """The stored item itself (changes to it stay), or None."""
        return self.items.get(str(id))

    def list(self, **filters: Any) -> list[dict[str, Any]]:
        """The items whose properties equal all filters; a filter of None is no filter."""
        wanted = {name: value for name, value in filters.items() if value is not None}
        return [item for item in self.items.values() if all(item.get(name) == value for name, value in wanted.items())]

    def update(self, id: object, changes: dict[str, Any]) -> dict[str, Any] | None:
        """Sets the given properties of an item and returns it, or None where there is none; its id stays."""
        item = self.get(id)
        if item is not None:
            kept = item[self.by]
            item.update(deepcopy(changes))
            item[self.by] = kept
        return item

    def delete(self, id: object) -> dict[str, Any] | None:
        """Removes and returns an item, or returns None where there is none."""
        return self.items.pop(str(id), None)

    def clear(self) -> None:
        """Removes every item."""
        self.items.clear()

    def __getitem__(self, id: object) -> dict[str, Any]:
        return self.items[str(id)]

    def __contains__(self, id: object) -> bool:
        return str(id) in self.items

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self.items.values())

    def __len__(self) -> int:
        return len(self.items)


class State:
    """Collections by name and plain values by key; `reset` goes back to what `remember` saw."""

    def __init__(self) -> None:
        self._collections: dict[str, Collection] = {}
        self._values: dict[str, Any] = {}
        self._seeded: tuple[dict[str, dict[str, Any]], dict[str, Any]] = ({}, {})

    def collection(self, name: str, by: str = "id") -> Collection:
        """The collection of that name, made empty at the first call; `by` names the id property of its items."""
        found = self._collections.get(name)
        if found is None:
            found = self._collections[name] = Collection(name, by)
        return found

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the collections made so far."""
        return tuple(self._collections)

    def get(self, name: str, default: Any = None) -> Any:
        """A plain value, or the default."""
        return self._values.get(name, default)

    def remember(self) -> None:
        """Takes what is here now as the initial state."""
        items = {name: collection.items for name, collection in self._collections.items()}
        self._seeded = deepcopy((items, self._values))

    def reset(self) -> None:
        """Back to the initial state; a collection fetched before stays the same object."""
        items, self._values = deepcopy(self._seeded)
        for name, collection in self._collections.items():
            collection.items = items.get(name, {})

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self._values[name] = deepcopy(value)

    def __delitem__(self, name: str) -> None:
        del self._values[name]

    def __contains__(self, name: object) -> bool:
        return name in self._values
