"""Hints that the name or the description contradicts."""

import re
from collections.abc import Iterator

from gatepost.honesty.rule import MAX_EXCERPT, BaseRule, Finding, Subject
from gatepost.model.tool import Hint, Tool

_DESTROYS = frozenset(
    "delete remove drop destroy purge erase wipe truncate kill terminate revoke uninstall overwrite unlink rm clear"
    " reset discard prune shred".split()
)
_WRITES = _DESTROYS | frozenset(
    "create update write insert add set put post send push publish merge move rename edit modify patch upload save"
    " install execute exec run deploy transfer pay grant assign approve cancel close commit append replace import"
    " invite schedule archive restore submit rebase checkout upsert".split()
)
_READS = frozenset(
    "get list read search find fetch show view describe query count check validate inspect lookup download export"
    " retrieve browse analyze analyse preview explain compare diff status log help ask summarize estimate".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SAYS_DESTROYS = re.compile(
    r"^\W*(?:this (?:tool|function|call) |(?:permanently|irreversibly|immediately|will|can|used? to) |(?:\w+ly ))*"
    r"(?:deletes?|removes?|drops?|destroys?|purges?|erases?|wipes?|truncates?|overwrites?|terminates?|kills?)\b"
    r"|\b(?:permanently|irreversibly|irrevocably) (?:deletes?|removes?|erases?|destroys?|drops?)\b"
    r"|\bcannot be undone\b",
    re.IGNORECASE,
)
_SAYS_WRITES = re.compile(
    r"^\W*(?:this (?:tool|function) |(?:\w+ly ))*(?:creates?|updates?|writes?|inserts?|sends?|posts?|publishes|publish"
    r"|executes?|transfers?|uploads?|modif(?:y|ies)|edits?|renames?|moves?)\b",
    re.IGNORECASE,
)


class Hints(BaseRule):
    """`readOnlyHint` on a tool that writes, `destructiveHint: false` on one that deletes."""

    id = "hint-contradicted"
    title = "A behaviour hint says the opposite of the name or the description."
    severity = "warning"

    def check(self, subject: Subject) -> Iterator[Finding]:
        """Yield one finding a hint; only declared hints count."""
        for tool in subject.server.tools:
            verb = verb_of(tool.name)
            said = tool.description.strip()
            if _is_declared(tool.annotations.read_only, True):
                evidence = verb if verb in _WRITES else _first(_SAYS_DESTROYS, said) or _first(_SAYS_WRITES, said)
                if evidence:
                    yield self._contradiction(tool, "readOnlyHint", "true", evidence)
            elif _is_declared(tool.annotations.destructive, False):
                evidence = verb if verb in _DESTROYS else _first(_SAYS_DESTROYS, said)
                if evidence:
                    yield self._contradiction(tool, "destructiveHint", "false", evidence)

    def _contradiction(self, tool: Tool, hint: str, value: str, evidence: str) -> Finding:
        message = f"'{hint}' is {value}, but the tool says of itself that it does otherwise. Correct one of the two."
        return self.finding(message, tool.address, tool.source.child("annotations", hint), evidence[:MAX_EXCERPT])


def _is_declared(hint: Hint, value: bool) -> bool:
    return hint.origin == "declared" and hint.value is value


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text[:400])
    return match[0].strip() if match else ""


def verb_of(name: str) -> str:
    """Return the first word of a name that is a known verb, in lower case; empty where there is none.

    >>> verb_of("API-delete-a-block")
    'delete'
    """
    words = (word.lower() for word in _WORDS.findall(name))
    return next((word for word in words if word in _READS or word in _WRITES), "")
