"""No answer with a status any more; without a successful one callers get something else."""

from collections.abc import Iterator

from gatepost.diff.pairs import ResponsePair
from gatepost.diff.rule import Found, Rule, code


def _check(pair: ResponsePair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(
            f"It no longer answers {code(pair.old.status)}.",
            pair.old.status,
            None,
            severity="breaking" if pair.is_success else "note",
        )


RULE = Rule("response-status-removed", "note", ResponsePair, _check, "response")
