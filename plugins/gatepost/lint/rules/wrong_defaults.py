"""A default that is not the contract's."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from gatepost.lint.rule import Finding, Rule, World, said
from gatepost.lint.scope import Scope

_VALUE = r"(?:`([^`]+)`|\"([^\"]+)\"|(-?\d[\d,]*(?:\.\d+)?)\b)"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"`(?P<name>[\w-]+)`,? (?:which )?defaults? to {_VALUE}",
        rf"\bdefault (?:value )?(?:of|for) `(?P<name>[\w-]+)` is {_VALUE}",
        rf"`(?P<name>[\w-]+)` \((?:the )?default:? (?:is )?{_VALUE}",
        rf"`(?P<name>[\w-]+)`,? (?:which )?is {_VALUE} (?:by default|unless|if you)",
    )
)


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find `x defaults to 5` where it does not."""
    for section, block, start, end in said(scope.guide):
        text = block.text.replace("\n", " ")
        for form in FORMS:
            for match in form.finditer(text, start, end):
                fields = scope.fields(match["name"], block, start, end, section)
                said_ = next(group for group in match.groups()[1:] if group is not None)
                known = [field.default for field in fields if field.default is not msgspec.UNSET]
                if known and not any(_equal(said_, default) for default in known):
                    shown = " or ".join(dict.fromkeys(json.dumps(default) for default in known))
                    yield (
                        block.line_at(match.start("name")),
                        f"the default of `{match['name']}` is {shown}, not {said_}.",
                    )


def _equal(words: str, default: Any) -> bool:
    if isinstance(default, list) and len(default) == 1:
        return _equal(words.strip("[] "), default[0]) or words == json.dumps(default)
    if isinstance(default, bool) or default is None:
        return words.lower() == json.dumps(default)
    if isinstance(default, int | float):
        try:
            return float(words.replace(",", "")) == default
        except ValueError:
            return False
    return words.strip("\"'") == (default if isinstance(default, str) else json.dumps(default))


RULE = Rule("wrong-default", "error", check)
