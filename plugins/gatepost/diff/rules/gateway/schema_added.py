"""A named schema is new."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import SchemaPair


def _check(pair: SchemaPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"The schema {code(pair.new.name)} is new.")


RULE = Rule("schema-added", "note", SchemaPair, _check)
