"""An operation that the contract does not have."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gatepost.lint.facts import Facts
from gatepost.lint.guide_text import spans
from gatepost.lint.rule import Finding, Rule, World, prose
from gatepost.lint.scope import REQUEST, Scope
from gatepost.model.nearest import suggestion

CALLED = re.compile(
    r"\boperation(?:s)?(?: (?:was|is|were|are))?(?: (?:called|named))?:? `([A-Za-z]\w*)`|`([A-Za-z]\w*)` operation\b"
)
_CAMEL = re.compile(r"[a-z]+[A-Z]\w*")
ALIKE = 0.88


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find method and path, and names of operations, that lead nowhere."""
    facts = world.facts
    for _, block in prose(scope.guide):
        for request in REQUEST.finditer(block.text):
            if words := wrong_request(request[1], request[2].rstrip(".,:"), facts):
                yield block.line_at(request.start()), words
        called = {match.start(1 if match[1] else 2) for match in CALLED.finditer(block.text)}
        for span in spans(block.text):
            name = span[2]
            if not re.fullmatch(r"[A-Za-z]\w*", name) or name in facts.names:
                continue
            if span.start(2) in called or _is_misspelt(name, facts):
                yield (
                    block.line_at(span.start()),
                    f"there is no operation `{name}`.{suggestion(name, facts.operations)}",
                )


def wrong_request(method: str, path: str, facts: Facts) -> str:
    """Return what is wrong with method and path; nothing where they are right, or about something else."""
    if any(sign in path for sign in "*…") or "..." in path or not facts.by_path:
        return ""
    methods = facts.methods_at(path)
    if any(method in one for one in methods):
        return ""
    if methods:
        have = ", ".join(sorted({one for found in methods for one in found}))
        return f"`{path}` has no {method}; it has {have}."
    if "/".join(path.split("/")[:3]) not in facts.first_steps and not _is_near(path, facts):
        return ""
    known = [f"{name} {o.path}" for found in facts.by_path.values() for name, o in found.items()]
    return f"there is no operation `{method} {path}`.{suggestion(f'{method} {path}', known)}"


def _is_near(path: str, facts: Facts) -> bool:
    steps = path.strip("/").split("/")
    versioned = re.fullmatch(r"v\d+\w*", steps[0]) is not None
    return versioned and any(known.startswith(f"/{steps[0]}/") for known in facts.by_path)


def _is_misspelt(name: str, facts: Facts) -> bool:
    if not _CAMEL.fullmatch(name):
        return False
    return any(SequenceMatcher(None, name, known).ratio() >= ALIKE for known in facts.operations)


RULE = Rule("unknown-operation", "error", check)
