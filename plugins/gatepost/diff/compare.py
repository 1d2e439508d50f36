"""Two versions of a gateway to what changed between them."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from gatepost.collector import collector_paused
from gatepost.diff.listing import compare_servers
from gatepost.diff.match import match, tag_moves
from gatepost.diff.operations import Operations
from gatepost.diff.reach import Reach
from gatepost.diff.report import changes_of
from gatepost.diff.shape import Shapes
from gatepost.diff.traits import Traits
from gatepost.diff.whole import SchemaPair, SchemePair, ServersPair, TagPair
from gatepost.model.address import Address
from gatepost.model.change import CHANGE_SEVERITIES, Change
from gatepost.model.gateway import Gateway, Tag
from gatepost.model.operation import Operation


def diff(old: Gateway, new: Gateway) -> tuple[Change, ...]:
    """Return what changed from one version of a gateway to another, worst first, then in the order of the new one.

    Descriptions of different ids are never matched with each other.
    """
    with collector_paused():
        found = _Comparison(old, new)
        changes = [*found.gateway(), *found.operations(), *compare_servers(old.mcp_servers, new.mcp_servers)]
    return tuple(sorted(changes, key=lambda change: CHANGE_SEVERITIES.index(change.severity)))


class _Versions(NamedTuple):
    old: Gateway
    new: Gateway


class _Comparison:
    """One comparison; operations are matched before anything else is looked at."""

    def __init__(self, old: Gateway, new: Gateway) -> None:
        self._both = _Versions(old, new)
        shapes = (Shapes(old.schemas), Shapes(new.schemas))
        traits = (Traits(shapes[0]), Traits(shapes[1]))
        self._pairs = match(_own(old), _own(new), traits)
        self._hooks = match(old.webhooks, new.webhooks, traits)
        self._reach = Reach(old, new)
        self._operations = Operations(shapes, self._reach)

    def operations(self) -> Iterator[Change]:
        """Yield what changed in operations and webhooks."""
        for pair in (*self._pairs, *self._hooks):
            yield from self._operations.compare(pair)

    def gateway(self) -> Iterator[Change]:
        """Yield what changed in servers, security schemes, groups and the list of schemas."""
        old, new = self._both
        servers = ServersPair(_urls(old), _urls(new))
        yield from changes_of(servers, Address("gateway", "servers"))
        for key in dict.fromkeys((*new.security_schemes, *old.security_schemes)):
            one, other = old.security_schemes.get(key), new.security_schemes.get(key)
            yield from changes_of(SchemePair(old=one, new=other), Address("security", key))
        yield from self._tags()
        yield from self._schemas()

    def _tags(self) -> Iterator[Change]:
        for before, after in tag_moves(self._pairs).items():
            pair = TagPair(old=Tag(name=before), new=Tag(name=after))
            yield from changes_of(pair, Address("group", after))

    def _schemas(self) -> Iterator[Change]:
        old, new = self._both
        renamed = self._reach.renamed()
        for key, named in new.schemas.items():
            if key not in old.schemas:
                before = old.schemas[renamed[key]] if key in renamed else None
                yield from changes_of(SchemaPair(old=before, new=named), Address("schema", key))
        gone = old.schemas.keys() - new.schemas.keys() - set(renamed.values())
        for key, named in old.schemas.items():
            if key in gone:
                yield from changes_of(SchemaPair(old=named, new=None), Address("schema", key))


def _urls(gateway: Gateway) -> tuple[str, ...]:
    return tuple(server.url for server in gateway.servers)


def _own(gateway: Gateway) -> list[Operation]:
    """Return the operations without the addresses that they have from the gateway: those change once, for all."""
    usual = _urls(gateway)
    return [
        msgspec.structs.replace(one, servers=()) if tuple(server.url for server in one.servers) == usual else one
        for one in gateway.operations
    ]
