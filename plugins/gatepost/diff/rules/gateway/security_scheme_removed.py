"""There is a way to authenticate less."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import SchemePair


def _check(pair: SchemePair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"{code(pair.old.name)} is no longer a way to authenticate.")


RULE = Rule("security-scheme-removed", "breaking", SchemePair, _check)
