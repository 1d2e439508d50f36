"""OAuth tokens are got elsewhere or in another way."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.security import flows
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = map(flows, pair.both)
    for kind in sorted(old.keys() - new.keys()):
        yield Found(f"{code(pair.both[1].name)} no longer has the flow {code(kind)}.", kind, None)
    for kind in sorted(old.keys() & new.keys()):
        if old[kind] != new[kind]:
            yield Found(
                f"The flow {code(kind)} of {code(pair.both[1].name)} has another address.", old[kind], new[kind]
            )


RULE = Rule("security-scheme-flow-changed", "breaking", SchemePair, _check)
