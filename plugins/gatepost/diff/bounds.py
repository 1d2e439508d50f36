"""Rules of numbers that bound a value from above or below, made from the keyword and its words."""

from collections.abc import Callable, Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found

Number = float | int | None
_EXCLUSIVE = {"maximum": "exclusive_maximum", "minimum": "exclusive_minimum"}
_UPPER = ("maximum", "max_length", "max_items", "max_properties")
_NOTHING = {"min_length": 0, "min_items": 0, "min_properties": 0}
"""Bounds that bind nobody."""


def tightened(keyword: str, said: str) -> Callable[[ValuePair], Iterator[Found]]:
    """Return the check of a bound that lets less pass; `said` has braces where the number goes."""

    def check(pair: ValuePair) -> Iterator[Found]:
        old, new = _bounds(pair, keyword)
        if new is not None and (old is None or _is_tighter(keyword, old, new)) and not pair.old.is_open:
            was = f"it was {old:g}" if old is not None else "there was no such limit"
            yield Found(f"{IT} {_words(said, new)}; {was}.", old, new)

    return check


def loosened(keyword: str, said: str) -> Callable[[ValuePair], Iterator[Found]]:
    """Return the check of a bound that lets more pass, or that is gone."""

    def check(pair: ValuePair) -> Iterator[Found]:
        old, new = _bounds(pair, keyword)
        if old is None or pair.new.is_open:
            return
        if new is None:
            yield Found(f"It no longer holds that {IT} {_words(said, old)}.", old, None)
        elif _is_tighter(keyword, new, old):
            yield Found(f"{IT} {_words(said, new)}; it was {old:g}.", old, new)

    return check


def _words(said: str, number: float | int) -> str:
    words = said.format(f"{number:g}")
    return words if number != 1 else words.replace("properties", "property").removesuffix("s")


def _bounds(pair: ValuePair, keyword: str) -> tuple[Number, Number]:
    return _bound(pair.old, keyword), _bound(pair.new, keyword)


def _bound(shape: object, keyword: str) -> Number:
    found: Number = getattr(shape, keyword)
    if found is None and keyword in _EXCLUSIVE:
        found = getattr(shape, _EXCLUSIVE[keyword])
    return None if found is not None and found == _NOTHING.get(keyword) else found


def _is_tighter(keyword: str, old: float | int, new: float | int) -> bool:
    return new < old if keyword in _UPPER else new > old
