"""A field, parameter or header that what the text is about does not have."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gatepost.lint.guide_text import Block, spans
from gatepost.lint.rule import Finding, Rule, World, prose
from gatepost.lint.scope import Scope
from gatepost.model.nearest import suggestion

BEFORE = re.compile(r"\b(field|property|parameter|header|argument)s?(?: called| named)? $")
AFTER = re.compile(r" (?:request |response |query |path )?(field|property|parameter|header|argument)\b")
NAME = re.compile(r"[A-Za-z][\w-]*")
ALIKE = 0.8
SHORTEST = 5
STANDARD = frozenset(
    "accept accept-charset accept-encoding accept-language accept-ranges access-control-allow-headers age allow "
    "access-control-allow-methods access-control-allow-origin access-control-expose-headers authorization access- "
    "control-max-age access-control-request-headers access-control-request-method cache-control connection content- "
    "disposition content-encoding content-language content-length content-location content-range content-security- "
    "policy content-type cookie date deprecation etag expect expires forwarded from host if-match if-modified-since "
    "if-none-match if-range if-unmodified-since keep-alive last-event-id last-modified link location mcp-method "
    "mcp-name mcp-protocol-version mcp-session-id origin pragma proxy-authorization range referer retry-after "
    "referrer-policy sec-fetch-site server set-cookie strict-transport-security sunset te traceparent tracestate "
    "trailer transfer-encoding upgrade user-agent vary via www-authenticate x-accel-buffering x-api-key x-content- "
    "type-options x-forwarded-for x-forwarded-host x-forwarded-proto x-frame-options x-request-id".split()
)
"""Headers that any HTTP exchange may have."""


def check_fields(scope: Scope, world: World) -> Iterator[Finding]:
    """Find names of fields."""
    yield from _named(scope, world, ("field", "property"))


def check_parameters(scope: Scope, world: World) -> Iterator[Finding]:
    """Find names of parameters."""
    yield from _named(scope, world, ("parameter",))


def check_headers(scope: Scope, world: World) -> Iterator[Finding]:
    """Find names of headers: those that look like the gateway's own, or nearly are a known one."""
    for _, block in prose(scope.guide):
        for span in spans(block.text):
            name = span[2].partition(":")[0].strip()
            if NAME.fullmatch(name) and (words := wrong_header(name, world, kind_of(block, span) == "header")):
                yield block.line_at(span.start()), words


def wrong_header(name: str, world: World, is_said: bool) -> str:
    """Return what is wrong with the name of a header; `is_said` says that the text calls it one."""
    facts, own = world.facts, name.lower()
    if own in facts.headers or own in STANDARD or not facts.headers:
        return ""
    is_meant = any(own.startswith(prefix) for prefix in facts.prefixes)
    if not is_meant and not (is_said and any(_ratio(own, known) >= ALIKE for known in facts.headers)):
        return ""
    return f"there is no header `{name}`.{suggestion(own, facts.headers)}"


def check_arguments(scope: Scope, world: World) -> Iterator[Finding]:
    """Find names of tool arguments."""
    for _, block in prose(scope.guide):
        for span in spans(block.text):
            tool = scope.tool(block, span.start())
            if tool is None or kind_of(block, span) != "argument" or not NAME.fullmatch(span[2]):
                continue
            known = world.facts.arguments(tool)
            if span[2] not in known:
                yield (
                    block.line_at(span.start()),
                    f"`{tool.name}` has no argument `{span[2]}`.{suggestion(span[2], known)}",
                )


def kind_of(block: Block, span: re.Match[str]) -> str:
    """Return what the words beside a code span call it: `field`, `parameter`, `header`, …, or nothing."""
    before = BEFORE.search(block.text.replace("\n", " "), max(0, span.start() - 40), span.start())
    if before:
        return before[1]
    after = AFTER.match(block.text.replace("\n", " "), span.end())
    return after[1] if after else ""


def _named(scope: Scope, world: World, kinds: tuple[str, ...]) -> Iterator[Finding]:
    for section, block in prose(scope.guide):
        around = scope.around(section)
        known = {name for one in around for name in world.facts.fields_of(one)}
        for span in spans(block.text):
            name, kind = span[2], kind_of(block, span)
            if not known or name in known or not NAME.fullmatch(name) or scope.tool(block, span.start()):
                continue
            is_said = kind in kinds
            is_misspelt = not kind and "field" in kinds and _is_misspelt(name, known, world)
            if (is_said and not _elsewhere(name, scope, world)) or is_misspelt:
                about = f"`{around[0].id}`" if len(around) == 1 else "what this section is about"
                yield (
                    block.line_at(span.start()),
                    f"{about} has no {kind or 'field'} `{name}`.{suggestion(name, known)}",
                )


def _elsewhere(name: str, scope: Scope, world: World) -> bool:
    """Whether the guide speaks elsewhere of an operation that has the name."""
    return any(
        name in world.facts.fields_of(one.operation)
        for block in scope.guide.blocks
        for one in scope.named(block)
        if one.operation
    )


def _is_misspelt(name: str, known: set[str], world: World) -> bool:
    if len(name) < SHORTEST or name in world.facts.names or name != name.lower():
        return False
    return any(len(one) >= SHORTEST and _ratio(name, one) >= ALIKE for one in known)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


FIELDS = Rule("unknown-field", "error", check_fields)
PARAMETERS = Rule("unknown-parameter", "error", check_parameters)
HEADERS = Rule("unknown-header", "error", check_headers)
ARGUMENTS = Rule("unknown-argument", "error", check_arguments)
