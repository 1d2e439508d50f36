"""How bytes are written as text changed."""

from collections.abc import Iterator

from gatepost.diff.pairs import ValuePair
from gatepost.diff.rule import IT, Found, SchemaRule, code


def _check(pair: ValuePair) -> Iterator[Found]:
    old, new = pair.old.content_encoding, pair.new.content_encoding
    if old != new and not pair.old.is_open and not pair.new.is_open:
        now = f"{IT} is written in {code(new)} now" if new else f"Nothing is said any more of what {IT} is written in"
        was = f"it was {code(old)}" if old else "nothing was said of it"
        # Said for the first time, or no longer: it may have been so all the while.
        yield Found(f"{now}; {was}.", old or None, new or None, severity=None if old and new else "risky")


RULE = SchemaRule("content-encoding-changed", "breaking", "breaking", ValuePair, _check)
