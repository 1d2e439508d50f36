"""A parameter is written otherwise."""

from collections.abc import Iterator

from gatepost.diff.naming import is_compound
from gatepost.diff.naming import style_words as words
from gatepost.diff.pairs import ParameterPair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ParameterPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = ((one.style, one.explode) for one in pair.both)
    if old != new and is_compound(pair.both[1]):
        yield Found(
            f"{code(pair.both[1].name)} is written in the style {words(new)} now; it was {words(old)}.",
            words(old),
            words(new),
        )


RULE = Rule("parameter-style-changed", "breaking", ParameterPair, _check, "request")
