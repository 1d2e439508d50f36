"""A value that a field cannot have."""

import re
from collections.abc import Iterator

from gatepost.lint.rule import Finding, Rule, World, said
from gatepost.lint.scope import Scope
from gatepost.model.nearest import suggestion

LIST = re.compile(
    r"`(?P<name>[\w-]+)` (?:may be|can be|must be|is|takes)(?: one of| either)?:? "
    r"(?P<values>`[\w.-]+`(?:(?:, (?:or |and )?| or | and )`[\w.-]+`)+)"
)


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find `x may be a, b or c` where one of them is not permitted."""
    for section, block, start, end in said(scope.guide):
        text = block.text.replace("\n", " ")
        for match in LIST.finditer(text, start, end):
            fields = scope.fields(match["name"], block, start, end, section)
            permitted = {str(value) for field in fields for value in field.values}
            for value in re.finditer(r"`([\w.-]+)`", match["values"]):
                if permitted and value[1] not in permitted:
                    place = match.start("values") + value.start()
                    words = f"`{match['name']}` cannot be `{value[1]}`.{suggestion(value[1], permitted)}"
                    yield block.line_at(place), words


RULE = Rule("unknown-value", "error", check)
