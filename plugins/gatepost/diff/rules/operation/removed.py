"""An operation is gone."""

from collections.abc import Iterator

from gatepost.diff.naming import name_of
from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import Found, Rule, code
from gatepost.model.address import Address


def _check(pair: OperationPair) -> Iterator[Found]:
    if pair.old is None or pair.new is not None or pair.pieces:
        return
    old = pair.old
    noun = "webhook" if old.webhook else "operation"
    when = f" Its end was announced for {old.sunset}." if old.sunset else ""
    use = f" Use {code(old.replaced_by)} instead." if old.replaced_by else ""
    yield Found(
        f"The {noun} {name_of(old)} is gone.{when}{use}",
        rule=f"{noun}-removed",
        replacement=Address("operation", old.replaced_by) if old.replaced_by else None,
        sunset=old.sunset,
    )


RULE = Rule("operation-removed", "breaking", OperationPair, _check)
