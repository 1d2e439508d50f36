"""Which schema refers to which: circles, closures, and where each is used."""

import re
from collections.abc import Iterable, Mapping
from hashlib import blake2b

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation

_ENCODER = msgspec.json.Encoder(enc_hook=lambda _: None)
_REFERENCE = re.compile(rb'\{"name":"((?:[^"\\]|\\.)*)","beside":')
"""A SchemaRef as msgspec writes it. In an example it could be forged; then a page is made anew without need."""


class Graph:
    """References among the schemas of a gateway, read off their encoded form: one pass, no walk."""

    def __init__(self, gateway: Gateway) -> None:
        self._schemas = gateway.schemas
        self.references: dict[str, tuple[str, ...]] = {}
        self.digests: dict[str, bytes] = {}
        for key, named in gateway.schemas.items():
            encoded = _ENCODER.encode(named.schema)
            self.references[key] = self._names(encoded)
            self.digests[key] = blake2b(encoded, digest_size=16).digest()
        self.circles = _circles(self.references)
        self._closures: dict[str, frozenset[str]] = {}
        self._operations: dict[str, tuple[str, ...]] = {}
        self.operation_digests: dict[str, bytes] = {}
        for operation in (*gateway.operations, *gateway.webhooks):
            encoded = _ENCODER.encode(operation)
            self._operations[str(operation.address)] = self._names(encoded)
            self.operation_digests[str(operation.address)] = blake2b(encoded, digest_size=16).digest()

    def of(self, operation: Operation) -> tuple[str, ...]:
        """Return the keys of the schemas that an operation refers to itself."""
        return self._operations[str(operation.address)]

    def closure(self, key: str) -> frozenset[str]:
        """Return the keys of a schema and of all that it leads to."""
        found = self._closures.get(key)
        if found is None:
            found = self._closures[key] = frozenset(self.reached((key,)))
        return found

    def reached(self, keys: Iterable[str]) -> set[str]:
        """Return the keys that are reached from some, these among them."""
        seen = set(keys)
        waiting = list(seen)
        while waiting:
            for name in self.references.get(waiting.pop(), ()):
                if name not in seen:
                    seen.add(name)
                    waiting.append(name)
        return seen

    def in_circle(self, one: str, other: str) -> bool:
        """Whether each of two schemas leads to the other."""
        return one == other or (one in self.circles and self.circles[one] == self.circles.get(other))

    def _names(self, encoded: bytes) -> tuple[str, ...]:
        names = dict.fromkeys(_REFERENCE.findall(encoded))
        decoded = (msgspec.json.decode(b'"%b"' % name) if b"\\" in name else name.decode() for name in names)
        return tuple(name for name in decoded if name in self._schemas)


def _circles(references: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Return a number for each schema that leads back to itself, the same for all on one circle (Tarjan)."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    circles: dict[str, int] = {}
    for root in references:
        if root in index:
            continue
        work = [(root, iter(references[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, below = work[-1]
            step = next(below, None)
            if step is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    _close(node, stack, on_stack, circles, references, len(index))
            elif step not in index:
                index[step] = low[step] = len(index)
                stack.append(step)
                on_stack.add(step)
                work.append((step, iter(references[step])))
            elif step in on_stack:
                low[node] = min(low[node], index[step])
    return circles


def _close(
    node: str,
    stack: list[str],
    on_stack: set[str],
    circles: dict[str, int],
    references: Mapping[str, tuple[str, ...]],
    number: int,
) -> None:
    members = []
    while True:
        member = stack.pop()
        on_stack.discard(member)
        members.append(member)
        if member == node:
            break
    if len(members) > 1 or node in references[node]:
        circles.update(
            (member, id_) for member, id_ in zip(members, [len(circles) + number] * len(members), strict=True)
        )
