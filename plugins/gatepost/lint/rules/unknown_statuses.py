"""A status that an operation does not answer."""

import re
from collections.abc import Iterator

from gatepost.lint.rule import Finding, Rule, World, said
from gatepost.lint.scope import Scope
from gatepost.model.operation import Operation

ANSWERS = re.compile(
    r"\b(?:answer(?:s|ed)?|return(?:s|ed)?|repl(?:y|ies|ied)|respon(?:ds?|ded|se)|status)\b[^.`\d]{0,60}?"
    r"(?:\bstatus(?: code)? |\bHTTP |\bcode |\bwith |\bby |\ba |\bis )*`?\b([1-5]\d\d)\b`?"
    r"(?! ?(?:ms|s|USD|items|characters|%))"
)


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find `it answers with 200` where the operation that is meant answers otherwise."""
    for section, block, start, end in said(scope.guide):
        operations = scope.operations(block, start, end)
        if not operations:
            around = scope.around(section)
            operations = around if len(around) == 1 else []
        for match in ANSWERS.finditer(block.text, start, end):
            if operations and not any(_may_answer(one, match[1]) for one in operations):
                have = ", ".join(response.status for response in operations[0].responses)
                yield (
                    block.line_at(match.start(1)),
                    f"`{operations[0].id}` does not answer {match[1]}; it answers {have}.",
                )


def _may_answer(operation: Operation, status: str) -> bool:
    statuses = {response.status.upper() for response in operation.responses}
    if status in statuses or f"{status[0]}XX" in statuses:
        return True
    # A default stands for failures that are not told apart; what succeeds is told.
    return status[0] in "145" and "DEFAULT" in statuses


RULE = Rule("unknown-status", "error", check)
