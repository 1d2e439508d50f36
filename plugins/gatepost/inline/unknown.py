"""Deep links of a guide that lead nowhere, without rendering it."""

import re
from collections.abc import Iterator

from gatepost.inline.references import is_target
from gatepost.inline.targets import Targets, UnknownTargetError

_CODE = re.compile(
    r"^(?P<fence>[ \t]*(?:`{3,}|~{3,}))[^\n]*\n.*?^(?P=fence)[`~]*[ \t]*$|(?P<tick>`+)(?!`)[^\n]+?(?<!`)(?P=tick)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_BRACKETS = re.compile(r"(?<![\\!])\[([^\[\]]+)\](?![(:])")


def unknown_targets(source: str, targets: Targets) -> Iterator[tuple[int, str]]:
    """Yield the line of each link to a part of the contract that is not there, with what may have been meant."""
    bare = _CODE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for brackets in _BRACKETS.finditer(bare):
        name = " ".join(brackets[1].split())
        if is_target(name):
            try:
                targets.find(name)
            except UnknownTargetError as error:
                yield bare.count("\n", 0, brackets.start()) + 1, f"[{name}] leads nowhere: {error}"
