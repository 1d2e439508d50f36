"""A prompt takes a further argument."""

from collections.abc import Iterator

from gatepost.diff.rule import Found, Rule, code
from gatepost.diff.whole import PromptPair


def _check(pair: PromptPair) -> Iterator[Found]:
    if pair.both:
        known = {one.name for one in pair.both[0].arguments}
        for one in pair.both[1].arguments:
            if one.name not in known:
                must = " and must be given" if one.required else ""
                yield Found(
                    f"The argument {code(one.name)} is new{must}.",
                    part=one.name,
                    severity="breaking" if one.required else None,
                    rule="prompt-required-argument-added" if one.required else "",
                )


RULE = Rule("prompt-argument-added", "safe", PromptPair, _check, "request")
