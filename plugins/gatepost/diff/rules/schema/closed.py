"""An object no longer takes properties that are not listed."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule


def _check(pair: ValuePair) -> Iterator[Found]:
    if pair.new.additional is False and pair.old.additional is not False and not pair.old.is_open:
        yield Found(f"{IT} no longer takes properties that are not listed.", True, False)


RULE = SchemaRule("closed", "breaking", "safe", ValuePair, _check)
