"""Samples of requests and bodies that do not fit the contract."""

import json
import re
import shlex
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from gatepost.lint.facts import Facts
from gatepost.lint.guide_text import Block, Section
from gatepost.lint.rule import Finding, Rule, World, code
from gatepost.lint.rules.unknown_names import STANDARD, wrong_header
from gatepost.lint.rules.unknown_operations import wrong_request
from gatepost.lint.scope import Scope
from gatepost.model.media_type import MediaType
from gatepost.model.nearest import suggestion
from gatepost.model.operation import Operation

SHELLS = ("sh", "bash", "shell", "console", "zsh", "shell-session", "curl", "")
LEFT_OUT = re.compile(r"\.\.\.|…|<[A-Za-z_ -]+>|\$\{?\w|^\s*(?://|#)", re.MULTILINE)
"""What writers put where something is left out: such a sample is not meant to be whole."""
KNOWN = 0.6
"""Share of a body's keys that a schema must have before the body is taken for one of its kind."""
REFUSED = re.compile(r"#\s*answers\s+[45]\d\d\b")
"""What stands behind a call that is meant to be refused: its body need not fit."""
_TITLE = re.compile(r"(?:title|operation)=[\"']?([^\"']+)")


class Curl(msgspec.Struct, frozen=True):
    """A call as a sample writes it; `offset` is where it stands in its block."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: str | None
    offset: int


def check_requests(scope: Scope, world: World) -> Iterator[Finding]:
    """Find samples of calls to operations that are not there."""
    for block, call in _calls(scope, world.facts):
        path = urlsplit(call.url).path
        if words := wrong_request(call.method, path, world.facts):
            yield block.line_at(call.offset), words


def check_headers(scope: Scope, world: World) -> Iterator[Finding]:
    """Find headers of samples that are not there."""
    for block, call in _calls(scope, world.facts):
        for name in call.headers:
            own, facts = name.lower(), world.facts
            if own in facts.headers - facts.request_headers and own not in STANDARD:
                words = f"`{name}` is a header of replies.{suggestion(own, facts.request_headers)}"
            else:
                words = wrong_header(name, world, is_said=True)
            if words:
                yield block.line_at(max(0, block.text.find(name, call.offset))), words


def check_queries(scope: Scope, world: World) -> Iterator[Finding]:
    """Find query parameters of samples that are not there."""
    for block, call in _calls(scope, world.facts):
        parts = urlsplit(call.url)
        operation = world.facts.operation_at(call.method, parts.path)
        if operation is None or any(p.location == "querystring" for p in operation.parameters):
            continue
        known = {p.name for p in operation.parameters if p.location == "query"}
        for pair in parts.query.split("&") if parts.query else ():
            name = re.split(r"[=\[]", pair)[0]
            if (
                not LEFT_OUT.search(name)
                and name
                and not any(one == name or one.startswith(f"{name}[") for one in known)
            ):
                yield block.line_at(call.offset), f"`{operation.id}` has no query parameter `{name}`."


def check_bodies(scope: Scope, world: World) -> Iterator[Finding]:
    """Find bodies that do not fit: those of calls, and those that a text about one operation shows."""
    for block, call in _calls(scope, world.facts):
        operation = world.facts.operation_at(call.method, urlsplit(call.url).path)
        value = _json(call.body) if call.body is not None else msgspec.UNSET
        if value is msgspec.UNSET or operation is None or operation.request_body is None:
            continue
        if _is_refused(block, call):
            # It need not fit, but it is no sample of a name that is gone.
            for name in (key for key in value if key not in world.facts.names) if isinstance(value, dict) else ():
                words = f"nothing in the contract is called `{name}`.{suggestion(name, world.facts.names)}"
                yield block.line_at(_at(block, call, f"`{name}`")), words
        else:
            for words in _misfits(value, operation.request_body.content, world.facts):
                yield block.line_at(_at(block, call, words)), f"`{operation.id}` refuses this body: {words}."
    for section, block in code(scope.guide):
        if block.language in ("json", "jsonc") and not LEFT_OUT.search(block.text):
            yield from _shown(section, block, scope, world)


def check_json(scope: Scope, world: World) -> Iterator[Finding]:
    """Find samples that say JSON and are none."""
    for _, block in code(scope.guide):
        if block.language != "json" or LEFT_OUT.search(block.text) or not block.text.strip():
            continue
        try:
            json.loads(block.text)
        except ValueError as error:
            lines = [line for line in block.text.splitlines() if line.strip()]
            if not all(_json(line) is not msgspec.UNSET for line in lines):
                line = block.line + getattr(error, "lineno", 1) - 1
                yield line, f"this is not JSON: {getattr(error, 'msg', error)}."


def _shown(section: Section, block: Block, scope: Scope, world: World) -> Iterator[Finding]:
    value = _json(block.text)
    if not isinstance(value, dict) or not value:
        return
    named = _TITLE.search(block.label)
    own = world.facts.operations.get(named[1].strip()) if named else None
    operations = [own] if own else scope.around(section)
    schemas = [(o, content) for o in operations for content in _contents(o)]
    close = [(o, content) for o, content in schemas if _overlap(value, content, world.facts) >= KNOWN]
    if not close or not operations:
        return
    wrong = [(o, words) for o, content in close for words in _misfits(value, (content,), world.facts)]
    if len(wrong) >= len(close):
        operation, words = wrong[0]
        at = _word_in(block.text, words)
        yield block.line_at(at), f"`{operation.id}` neither takes nor answers this: {words}."


def _contents(operation: Operation) -> Iterator[MediaType]:
    if operation.request_body:
        yield from operation.request_body.content
    for response in operation.responses:
        yield from response.content


def _overlap(value: Mapping[str, Any], content: MediaType, facts: Facts) -> float:
    schema = content.schema or content.item_schema
    if (not content.is_json and content.item_schema is None) or schema is None:
        return 0
    known = _properties(schema, facts, 3)
    return sum(key in known for key in value) / len(value) if known else 0


def _properties(schema: Any, facts: Facts, depth: int) -> set[str]:
    own = facts.resolved(schema)
    found = {one.name for one in own.properties}
    for inner in (*own.all_of, *own.any_of, *own.one_of) if depth else ():
        found |= _properties(inner, facts, depth - 1)
    return found


def _misfits(value: Any, contents: tuple[MediaType, ...], facts: Facts) -> Iterator[str]:
    """Yield why a value fits none of the JSON contents; nothing where it fits one, or there is none."""
    schemas = [content.schema for content in contents if content.is_json and content.schema is not None]
    reasons = [facts.errors(schema, value) for schema in schemas]
    if reasons and all(reasons):
        yield reasons[0]


def _calls(scope: Scope, facts: Facts) -> Iterator[tuple[Block, Curl]]:
    """Yield calls by curl to a server of the contract, or to what a variable or loopback stands for."""
    for _, block in code(scope.guide):
        if block.language in SHELLS and "curl" in block.text:
            for call in _curls(block.text):
                host = urlsplit(call.url).netloc
                if host.startswith(("$", "127.0.0.1", "localhost")) or any(own.fullmatch(host) for own in facts.hosts):
                    yield block, call


def _curls(text: str) -> Iterator[Curl]:
    joined = re.sub(r"\\\n", "  ", text)
    at = 0
    for line in joined.split("\n") if "'" not in joined else _commands(joined):
        start = re.search(r"(?:^|[\s$(|&;])curl\s", line)
        if start:
            try:
                words = shlex.split(line[start.start() :].lstrip(" $(|&;"), comments=False)
            except ValueError:
                words = []
            if call := _curl(words, at + start.start()):
                yield call
        at += len(line) + 1


def _commands(text: str) -> Iterator[str]:
    """Yield lines, but what stands between single quotes on several lines as one."""
    held = ""
    for line in text.split("\n"):
        held = f"{held}\n{line}" if held else line
        if held.count("'") % 2 == 0:
            yield held
            held = ""
    if held:
        yield held


def _curl(words: list[str], offset: int) -> Curl | None:
    method, url, headers, bodies = "", "", {}, list[str]()
    in_query = "-G" in words or "--get" in words
    rest = iter(words[1:])
    for word in rest:
        if word in ("-X", "--request"):
            method = next(rest, "")
        elif word in ("-H", "--header"):
            name, _, value = next(rest, "").partition(":")
            headers[name.strip()] = value.strip()
        elif word in ("-d", "--data", "--data-raw", "--data-binary", "--data-urlencode", "--json"):
            bodies.append(next(rest, ""))
        elif word in ("-o", "--output", "-u", "--user", "-F", "--form", "-w", "--max-time", "-m"):
            next(rest, "")
        elif word == "|":
            break
        elif not word.startswith("-") and not url:
            url = word
    if "://" not in url:
        return None
    url, body = url.strip("\"'"), "&".join(bodies) if bodies else None
    if in_query and body is not None:
        # `-G` moves what `-d` gives into the query.
        url, body = f"{url}{'&' if '?' in url else '?'}{body}", None
    return Curl(method or ("POST" if body is not None else "GET"), url, headers, body, offset)


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return msgspec.UNSET


def _is_refused(block: Block, call: Curl) -> bool:
    """Whether the comment behind a call, before the next one, says that it is refused."""
    return bool(REFUSED.search(re.split(r"\bcurl\s", block.text[call.offset :])[1]))


def _at(block: Block, call: Curl, words: str) -> int:
    at = _word_in(block.text[call.offset :], words)
    return call.offset + (at or max(0, block.text.find("-d", call.offset) - call.offset))


def _word_in(text: str, words: str) -> int:
    """Return where the first name that an error quotes stands in a sample; 0 where it does not."""
    for name in re.findall(r"[`\"']([\w-]+)[`\"']", words):
        if (at := text.find(f'"{name}"')) >= 0:
            return at
    return 0


REQUESTS = Rule("unknown-operation", "error", check_requests)
HEADERS = Rule("unknown-header", "error", check_headers)
QUERIES = Rule("unknown-parameter", "error", check_queries)
BODIES = Rule("invalid-example", "error", check_bodies)
NOT_JSON = Rule("sample-not-json", "error", check_json)
