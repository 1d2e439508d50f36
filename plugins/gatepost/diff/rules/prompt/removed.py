"""A prompt is gone."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import PromptPair


def _check(pair: PromptPair) -> Iterator[Found]:
    if pair.new is None and pair.old is not None:
        yield Found(f"The prompt {code(pair.old.name)} is gone.")


RULE = Rule("prompt-removed", "breaking", PromptPair, _check)
