"""One order of keys, whatever the library of the server does: the same tool gives the same text in both eras."""

from gatepost.model.schema import Json

_FIRST = ("name", "uri", "uriTemplate", "$schema", "type", "title", "description")
_NAMES = frozenset(("properties", "patternProperties"))
"""Maps whose keys are the author's names, in an order that means something to readers."""


def in_order(value: Json, *, is_map: bool = False) -> Json:
    """Return the value with the keys of each object in a fixed order; properties of schemas keep theirs."""
    if isinstance(value, list):
        return [in_order(item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = list(value) if is_map else [*(key for key in _FIRST if key in value), *sorted(value.keys() - set(_FIRST))]
    return {key: in_order(value[key], is_map=not is_map and key in _NAMES) for key in keys}
