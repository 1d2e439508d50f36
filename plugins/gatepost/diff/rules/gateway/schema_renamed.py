"""A named schema has another name; requests and answers look the same."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import SchemaPair
from gatepost.model.address import Address


def _check(pair: SchemaPair) -> Iterator[Found]:
    if pair.both and pair.both[0].key != pair.both[1].key:
        old, new = pair.both
        yield Found(
            f"The schema {code(old.name)} is now called {code(new.name)}.",
            old.name,
            new.name,
            origin=Address("schema", old.key),
        )


RULE = Rule("schema-renamed", "note", SchemaPair, _check)
