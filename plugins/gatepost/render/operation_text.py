"""The Markdown twin of an operation's page."""

from collections.abc import Iterable, Iterator

from gatepost.model.media_type import MediaType
from gatepost.model.operation import Operation
from gatepost.model.parameter import Header, Parameter
from gatepost.model.response import Response
from gatepost.render.context import Context
from gatepost.render.prose import inline, one_line, plain
from gatepost.render.security_words import kind_words

REQUEST_LINES = 80
RESPONSE_LINES = 32


def operation_text(operation: Operation, context: Context, curl: str = "") -> str:
    """Return an operation in Markdown: complete, compact, for agents and hosts without HTML."""
    return "\n\n".join(block for block in _blocks(operation, context, curl) if block) + "\n"


def _blocks(operation: Operation, context: Context, curl: str) -> Iterator[str]:
    yield f"# {one_line(context.title(operation))}"
    yield f"`{operation.method} {operation.path}`" + (" (webhook)" if operation.webhook else "")
    servers = operation.servers or context.gateway.servers
    if servers and not operation.webhook:
        yield "Base URL: " + ", ".join(f"`{server.url}`" for server in servers)
    if operation.deprecated:
        yield _deprecation(operation)
    yield demoted(operation.description)
    yield _security(operation, context)
    yield from _parameters(operation.parameters, context)
    if operation.request_body is not None:
        yield "## Request body" + (" (required)" if operation.request_body.required else "")
        yield operation.request_body.description
        yield from _content(operation.request_body.content, context, REQUEST_LINES)
    if operation.responses:
        yield "## Responses"
        for response in operation.responses:
            lines = RESPONSE_LINES if response is operation.success else 0
            yield from _response(response, context, lines)
    yield operation.notes
    for callback in operation.callbacks:
        yield f"## Callback {callback.name}"
        for request in callback.operations:
            yield f"`{request.method} {callback.expression}` {plain(request.description or request.summary)}"
            if request.request_body is not None:
                yield from _content(request.request_body.content, context, RESPONSE_LINES)
    if curl:
        yield f"## Sample\n\n{fenced(curl, 'sh')}"


def _deprecation(operation: Operation) -> str:
    words = "**Deprecated.**"
    if operation.sunset:
        words += f" Ends on {operation.sunset}."
    return words + (f" Use `{operation.replaced_by}`." if operation.replaced_by else "")


def _security(operation: Operation, context: Context) -> str:
    choices = []
    for requirement in operation.security:
        uses = []
        for use in requirement.uses:
            scheme = context.gateway.security_schemes.get(use.key)
            words = f"{scheme.name} ({kind_words(scheme)})" if scheme else use.key
            uses.append(words + (f" with scopes {', '.join(use.scopes)}" if use.scopes else ""))
        choices.append(" and ".join(uses) or "none")
    return f"Authorization: {' or '.join(choices)}" if choices else ""


def _parameters(parameters: Iterable[Parameter], context: Context) -> Iterator[str]:
    lines = [_field(p, f"{p.location}, ", context) for p in parameters]
    if lines:
        yield "## Parameters"
        yield "\n".join(lines)


def _field(field: Parameter | Header, where: str, context: Context) -> str:
    type_ = context.text.type(field.schema) if field.schema is not None else "any"
    marks = (", required" if field.required else "") + (", deprecated" if field.deprecated else "")
    facts = context.text.facts(field.schema) if field.schema is not None else ""
    said = " ".join(part for part in (inline(field.description), facts) if part)
    return f"- `{field.name}` ({where}{type_}{marks})" + (f": {said}" if said else "")


def _content(content: Iterable[MediaType], context: Context, budget: int) -> Iterator[str]:
    seen: list[object] = []
    for media_type in content:
        schema = media_type.schema or media_type.item_schema
        streams = ", streamed" if media_type.stream else ""
        if schema is None:
            yield f"`{media_type.name}`{streams}"
            continue
        yield f"`{media_type.name}`{streams}: {context.text.type(schema)}"
        key = context.named(schema) or id(schema)
        if budget and key not in seen:
            yield context.text.below(schema, context.extent.of(schema, budget))
        seen.append(key)


def _response(response: Response, context: Context, budget: int) -> Iterator[str]:
    said = plain(response.description)
    yield f"### {response.status}" + (f" {said}" if said not in ("", "Response") else "")
    if response.headers:
        yield "\n".join(_field(header, "header, ", context) for header in response.headers)
    yield from _content(response.content, context, budget)


def demoted(source: str) -> str:
    """Return Markdown with its headings three levels lower, so that they stand below those of the page."""
    if "#" not in source:
        return source.strip()
    lines = source.strip().split("\n")
    return "\n".join(f"###{line}" if line.startswith("#") and line.lstrip("#")[:1] == " " else line for line in lines)


def fenced(source: str, language: str) -> str:
    """Return a code block whose fence is longer than any in it."""
    fence = "```"
    while fence in source:
        fence += "`"
    return f"{fence}{language}\n{source.rstrip()}\n{fence}"
