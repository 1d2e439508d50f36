"""An operation is deprecated."""

from collections.abc import Iterator

from gatepost.diff.naming import name_of
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code
from gatepost.model.address import Address


def _check(pair: OperationPair) -> Iterator[Found]:
    if not pair.both:
        return
    old, new = pair.both
    if new.deprecated and not old.deprecated:
        when = f" It ends on {new.sunset}." if new.sunset else ""
        use = f" Use {code(new.replaced_by)} instead." if new.replaced_by else ""
        yield Found(
            f"{name_of(new)} is deprecated.{when}{use}",
            False,
            True,
            replacement=Address("operation", new.replaced_by) if new.replaced_by else None,
            sunset=new.sunset,
        )


RULE = Rule("operation-deprecated", "risky", OperationPair, _check)
