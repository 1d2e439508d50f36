"""From bundles to the gateway: each description by itself, then all of them in one."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from gatepost.collector import collector_paused
from gatepost.errors import ConfigurationError
from gatepost.model.document import Bundle
from gatepost.model.gateway import Description, Gateway, Tag, TagGroup
from gatepost.model.operation import Operation
from gatepost.model.problem import Problem
from gatepost.model.schema import NamedSchema
from gatepost.model.security import SecurityScheme
from gatepost.model.server import Server
from gatepost.settings import GatewaySettings
from gatepost.translate import descriptions, swagger
from gatepost.translate.node import Origin
from gatepost.translate.operations import Found, find, operation
from gatepost.translate.scope import Scope
from gatepost.translate.security import security, security_schemes
from gatepost.translate.servers import servers

Keep = Callable[[str, str, Sequence[str], str], bool]
"""Says of method (upper case), path, tags and operation id whether the operation is wanted."""

Streams = Callable[[str, str], bool]
"""Says of method and path whether the JSON of a success also comes as a stream of events."""


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """What one description adds to the gateway."""

    file: str
    description: Description
    servers: tuple[Server, ...]
    tags: tuple[Tag, ...]
    tag_groups: tuple[TagGroup, ...]
    operations: tuple[Operation, ...]
    webhooks: tuple[Operation, ...]
    schemas: Mapping[str, NamedSchema]
    security_schemes: Mapping[str, SecurityScheme]


def translate(
    bundles: Sequence[Bundle],
    keep: Sequence[Keep] = (),
    settings: GatewaySettings = GatewaySettings(),  # noqa: B008 (frozen)
    streams: Sequence[Streams] = (),
) -> tuple[Gateway, tuple[Problem, ...]]:
    """Return the gateway that the bundles describe, and what is wrong with them but could be passed over.

    `keep` and `streams` have one entry a bundle, or none. Where `keep` drops operations, schemas and tags that
    only those needed are dropped too. Raises ConfigurationError when two descriptions use the same names.
    """
    with collector_paused():
        parts, problems = _parts(bundles, keep, settings, streams)
        return _merged(parts, settings), tuple(problems)


def _parts(
    bundles: Sequence[Bundle], keep: Sequence[Keep], settings: GatewaySettings, streams: Sequence[Streams]
) -> tuple[list[_Part], list[Problem]]:
    problems: list[Problem] = []
    parts = []
    for index, bundle in enumerate(bundles):
        origin = Origin(bundle)
        if type(bundle.root.root) is dict:
            wanted = keep[index] if keep else None
            parts.append(_part(Scope(origin, streams=streams[index] if streams else None), wanted, settings))
        else:
            origin.root.wrong_type("an OpenAPI description", "error")
        problems.extend(origin.problems)
    return parts, problems


def _part(scope: Scope, keep: Keep | None, settings: GatewaySettings) -> _Part:
    origin = scope.origin
    every = find(origin)
    kept = [found for found in every if keep is None or keep(found.method, found.path, found.tags, found.id)]
    _index(scope, every, kept)
    _read_defaults(scope, settings)
    schemes = security_schemes(scope)
    scope.security_keys = {scheme.name: scheme.key for scheme in schemes.values()}
    scope.security = security(scope, origin.root)
    is_whole = len(kept) == len(every)
    if is_whole:
        scope.schemas.build_all()
    built = [operation(scope, found) for found in kept]
    used = dict.fromkeys(tag for one in built for tag in one.tags)
    return _Part(
        file=origin.bundle.root.file,
        description=descriptions.description(origin),
        servers=scope.servers,
        tags=descriptions.tags(origin, used, only_used=not is_whole),
        tag_groups=descriptions.tag_groups(origin),
        operations=tuple(one for one in built if not one.webhook),
        webhooks=tuple(one for one in built if one.webhook),
        schemas=scope.schemas.finished(),
        security_schemes=schemes,
    )


def _index(scope: Scope, every: Iterable[Found], kept: Iterable[Found]) -> None:
    """Let links and successors find operations; those that were dropped are known but have no address."""
    for found in every:
        for name in (found.id, f"{found.method} {found.path}"):
            scope.addresses.setdefault(name, "")
        scope.places[found.node.document.file, found.node.pointer] = ""
    for found in kept:
        name = scope.origin.key(f"{found.method} {found.path}")
        scope.addresses[found.id] = scope.addresses[f"{found.method} {found.path}"] = name
        scope.places[found.node.document.file, found.node.pointer] = name


def _read_defaults(scope: Scope, settings: GatewaySettings) -> None:
    root = scope.origin.root
    if settings.servers:
        scope.servers = tuple(Server(url=one.url, description=one.description) for one in settings.servers)
    else:
        scope.servers = swagger.servers(root) if scope.is_swagger else servers(root)


def _merged(parts: Sequence[_Part], settings: GatewaySettings) -> Gateway:
    _refuse_equal_ids(parts)
    first = parts[0].description if parts else Description(title="")
    groups = tuple(TagGroup(title=one.title, tags=one.tags, description=one.description) for one in settings.groups)
    operations = _union("operation", [(part, {one.name: one for one in part.operations}) for part in parts])
    webhooks = _union("webhook", [(part, {one.name: one for one in part.webhooks}) for part in parts])
    servers = {server.url: server for part in reversed(parts) for server in reversed(part.servers)}
    tags = {(tag.scope, tag.name): tag for part in reversed(parts) for tag in reversed(part.tags)}
    return Gateway(
        title=first.title,
        version=first.version,
        description=first.description,
        descriptions=tuple(part.description for part in parts),
        servers=tuple(reversed(servers.values())),
        tags=tuple(reversed(tags.values())),
        tag_groups=groups or tuple(group for part in parts for group in part.tag_groups),
        operations=tuple(operations.values()),
        webhooks=tuple(webhooks.values()),
        schemas=_union("schema", [(part, part.schemas) for part in parts]),
        security_schemes=_union("security scheme", [(part, part.security_schemes) for part in parts]),
    )


Member = TypeVar("Member")


def _union(noun: str, members: Sequence[tuple[_Part, Mapping[str, Member]]]) -> dict[str, Member]:
    """All members by key. Raises ConfigurationError when two descriptions have one of the same key."""
    union: dict[str, Member] = {}
    owners: dict[str, str] = {}
    for part, found in members:
        if common := [key for key in found if key in union]:
            more = f" and {len(common) - 1} more" if len(common) > 1 else ""
            raise ConfigurationError(
                f"gatepost/gateway: {owners[common[0]]} and {part.file} both have the {noun} '{common[0]}'{more}. "
                f"Give at least one of them an id: openapi: [{{path: {part.file}, id: some-name}}]."
            )
        union.update(found)
        owners.update(dict.fromkeys(found, part.file))
    return union


def _refuse_equal_ids(parts: Sequence[_Part]) -> None:
    owners: dict[str, str] = {}
    for part in parts:
        name = part.description.id
        if name and name in owners:
            raise ConfigurationError(
                f"gatepost/gateway: {owners[name]} and {part.file} both have the id '{name}'. Give each its own."
            )
        owners[name] = part.file
