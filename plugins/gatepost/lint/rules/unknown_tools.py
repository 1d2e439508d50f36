"""A tool that no MCP server of the site has."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gatepost.lint.guide_text import spans
from gatepost.lint.rule import Finding, Rule, World, prose
from gatepost.lint.scope import Scope
from gatepost.model.nearest import suggestion

BEFORE = re.compile(r"\btools?(?: called| named)? $")
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+")
ALIKE = 0.85


def check(scope: Scope, world: World) -> Iterator[Finding]:
    """Find `the tool read_file` where there is none; names are known by their underscores, or by being nearly right."""
    tools = world.facts.tools
    if not tools:
        return
    for _, block in prose(scope.guide):
        text = block.text.replace("\n", " ")
        for span in spans(text):
            name = span[2]
            if not NAME.fullmatch(name) or name in world.facts.names:
                continue
            is_said = BEFORE.search(text, max(0, span.start() - 30), span.start()) or text.startswith(
                " tool", span.end()
            )
            if is_said or any(SequenceMatcher(None, name, known).ratio() >= ALIKE for known in tools):
                yield block.line_at(span.start()), f"there is no tool `{name}`.{suggestion(name, tools)}"


RULE = Rule("unknown-tool", "error", check)
