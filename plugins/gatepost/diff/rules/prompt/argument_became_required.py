"""An argument of a prompt must be given."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import PromptPair


def _check(pair: PromptPair) -> Iterator[Found]:
    if pair.both:
        old = {one.name: one for one in pair.both[0].arguments}
        for one in pair.both[1].arguments:
            if one.name in old and one.required and not old[one.name].required:
                yield Found(f"The argument {code(one.name)} must now be given.", False, True, one.name)


RULE = Rule("prompt-argument-became-required", "breaking", PromptPair, _check, "request")
