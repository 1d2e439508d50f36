"""Which schema refers to which: circles, and keys that change with everything a schema leads to."""

import re
from collections.abc import Callable, Iterator, Mapping
from hashlib import blake2b

import msgspec

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation

_ENCODER = msgspec.json.Encoder(enc_hook=lambda _: None)
_REFERENCE = re.compile(rb'\{"name":"([^"\\]*(?:\\.[^"\\]*)*)","beside":')
"""A SchemaRef as msgspec writes it. In an example it could be forged; then a page is made anew without need."""


class Graph:
    """References among the schemas of a gateway, read off their encoded form: one pass, no walk.

    `digests` has a key for each schema that changes with it, with any schema it leads to, and with the
    URL of any of them (`url_of`); `operation_digests` one for each operation, without its schemas.
    """

    def __init__(self, gateway: Gateway, url_of: Callable[[str], str]) -> None:
        self._schemas = gateway.schemas
        self._files = [b'{"file":' + _ENCODER.encode(one.source.file) for one in gateway.descriptions]
        self.references: dict[str, tuple[str, ...]] = {}
        own: dict[str, bytes] = {}
        for key, named in gateway.schemas.items():
            encoded = self._encoded(named.schema)
            self.references[key] = self._names(encoded)
            own[key] = blake2b(encoded + b"\0" + url_of(key).encode(), digest_size=16).digest()
        self._circles: dict[str, int] = {}
        self.digests = self._closed(own)
        self._operations: dict[str, tuple[str, ...]] = {}
        self.operation_digests: dict[str, bytes] = {}
        for operation in (*gateway.operations, *gateway.webhooks):
            encoded = self._encoded(operation)
            self._operations[str(operation.address)] = self._names(encoded)
            self.operation_digests[str(operation.address)] = blake2b(encoded, digest_size=16).digest()

    def _encoded(self, part: object) -> bytes:
        """Return a part of the model as bytes, without file names: another version stands in another file."""
        encoded = _ENCODER.encode(part)
        for file in self._files:
            encoded = encoded.replace(file, b"{")
        return encoded

    def of(self, operation: Operation) -> tuple[str, ...]:
        """Return the keys of the schemas that an operation refers to itself."""
        return self._operations[str(operation.address)]

    def in_circle(self, one: str, other: str) -> bool:
        """Whether each of two schemas leads to the other."""
        return one in self._circles and self._circles[one] == self._circles.get(other)

    def _closed(self, own: Mapping[str, bytes]) -> dict[str, bytes]:
        """Return the digest of each schema with all it leads to; members of a circle share what is below it."""
        closed: dict[str, bytes] = {}
        for number, members in enumerate(components(self.references)):
            below = {closed[name] for member in members for name in self.references[member] if name in closed}
            digest = blake2b(b"".join(sorted(own[member] for member in members)), digest_size=16)
            digest.update(b"".join(sorted(below)))
            shared = digest.digest()
            for member in members:
                closed[member] = blake2b(own[member] + shared, digest_size=16).digest()
            if len(members) > 1 or members[0] in self.references[members[0]]:
                self._circles.update(dict.fromkeys(members, number))
        return closed

    def _names(self, encoded: bytes) -> tuple[str, ...]:
        names = dict.fromkeys(_REFERENCE.findall(encoded))
        decoded = (msgspec.json.decode(b'"%b"' % name) if b"\\" in name else name.decode() for name in names)
        return tuple(name for name in decoded if name in self._schemas)


def components(references: Mapping[str, tuple[str, ...]]) -> Iterator[list[str]]:
    """Yield the strongly connected parts of a graph, what is referred to before what refers to it (Tarjan 1972)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    done: set[str] = set()

    def enter(node: str) -> tuple[str, Iterator[str]]:
        order[node] = low[node] = len(order)
        stack.append(node)
        return node, iter(references[node])

    for root in references:
        path = [enter(root)] if root not in order else []
        while path:
            node, below = path[-1]
            step = next(below, None)
            if step is None:
                path.pop()
                if path:
                    low[path[-1][0]] = min(low[path[-1][0]], low[node])
                if low[node] == order[node]:
                    members = stack[stack.index(node) :] if stack[-1] != node else [node]
                    del stack[-len(members) :]
                    done.update(members)
                    yield members
            elif step not in order:
                path.append(enter(step))
            elif step not in done:
                low[node] = min(low[node], order[step])
