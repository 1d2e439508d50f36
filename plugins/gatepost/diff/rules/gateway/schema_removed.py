"""A named schema is gone; what it changes for callers is said of the operations."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import SchemaPair


def _check(pair: SchemaPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The schema {code(pair.old.name)} is gone.")


RULE = Rule("schema-removed", "note", SchemaPair, _check)
