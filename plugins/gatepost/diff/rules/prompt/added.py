"""A prompt is new."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import PromptPair


def _check(pair: PromptPair) -> Iterator[Found]:
    if pair.old is None and pair.new is not None:
        yield Found(f"The prompt {code(pair.new.name)} is new.")


RULE = Rule("prompt-added", "safe", PromptPair, _check)
