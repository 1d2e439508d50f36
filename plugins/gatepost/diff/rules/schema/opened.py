"""An object takes properties that are not listed."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.old.additional is False and pair.new.additional is not False and not pair.new.is_open:
        yield Found(f"{IT} may now have properties that are not listed.", False, True)


RULE = SchemaRule("opened", "safe", "note", ValuePair, _check)
