"""Replies before and after a change, cut to what differs."""

from collections.abc import Collection, Iterator, Sequence

from gatepost.model.gateway import Gateway
from gatepost.model.schema import Json, SchemaLike
from gatepost.render.samples.focus import Focus, placed
from gatepost.render.samples.json_text import pretty

BESIDE = 2
"""Plain fields that are shown beside those that changed, so that a reader knows where they stand."""
LONGEST = 1200
Reply = tuple[Json, SchemaLike | None, Gateway]
Paths = Sequence[Sequence[str]]


def excerpt_pair(old: tuple[Reply, Sequence[Focus]], new: tuple[Reply, Sequence[Focus]]) -> tuple[str, str] | None:
    """Return what of two replies changed, as JSON; None where that is too long to be read."""
    before, after = (_completed(reply, focuses) for reply, focuses in (old, new))
    paths = [focus.part.split(".") for _, focuses in (old, new) for focus in focuses]
    common = set(_names(before)) & set(_names(after)) - {path[-1] for path in paths}
    found = pretty(_cut(before, paths, common)), pretty(_cut(after, paths, common))
    return found if max(map(len, found)) <= LONGEST else None


def _completed(reply: Reply, focuses: Sequence[Focus]) -> Json:
    value, schema, gateway = reply
    for focus in focuses:
        value = placed(value, focus, schema, gateway)
    return value


def _cut(value: Json, paths: Paths, beside: Collection[str]) -> Json:
    """Return what paths lead to, and of what stands beside it a little."""
    if isinstance(value, list):
        return [_cut(one, paths, beside) for one in value[:1]]
    if not isinstance(value, dict):
        return value
    ends = {path[0] for path in paths if len(path) == 1}
    plain = [name for name, item in value.items() if name in beside and not isinstance(item, dict | list)]
    kept = set(plain[:BESIDE]) if ends else set()
    deeper = {path[0] for path in paths} - ends
    return {
        name: _first(item)
        if name in kept or name in ends
        else _cut(item, [path[1:] for path in paths if path[0] == name], beside)
        for name, item in value.items()
        if name in kept | ends | deeper
    }


def _first(value: Json) -> Json:
    return value[:1] if isinstance(value, list) else value


def _names(value: Json) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _names(one)
