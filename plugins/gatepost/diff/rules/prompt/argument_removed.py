"""A prompt takes an argument less."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import PromptPair


def _check(pair: PromptPair) -> Iterator[Found]:
    if pair.both:
        known = {one.name for one in pair.both[1].arguments}
        for one in pair.both[0].arguments:
            if one.name not in known:
                yield Found(f"The argument {code(one.name)} is gone.", part=one.name)


RULE = Rule("prompt-argument-removed", "breaking", PromptPair, _check, "request")
