"""The page of one operation or webhook."""

import re
from collections.abc import Callable, Iterable

import msgspec

from gatepost.model.operation import Callback, Operation
from gatepost.model.page import Heading, Outline, Page
from gatepost.model.response import Response
from gatepost.render.content import Content, Contents, ExampleView, status_phrase
from gatepost.render.context import Context
from gatepost.render.field_rows import FieldRows
from gatepost.render.markup import Markup, text
from gatepost.render.operation_text import operation_text
from gatepost.render.prose import is_safe, line, plain, prose
from gatepost.render.related import Related
from gatepost.render.samples import known_languages, samples
from gatepost.render.security_words import kind_words
from gatepost.render.slugs import mark, slug
from gatepost.render.urls import relative, step

REQUEST_ROWS = 90
RESPONSE_ROWS = 56
OTHER_ROWS = 12
"""How many rows of a schema a section shows before levels are left to the schema's own page."""


Fronting = Callable[[Operation], list[tuple[str, str, str, str]]]
"""The tools that call an operation: title, server, path, and how that is known."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """A response as the page shows it."""

    status: str
    phrase: str
    id: str
    description: Markup
    headers: Markup
    content: tuple[Content, ...]
    examples: tuple[ExampleView, ...]
    links: tuple[tuple[str, str, Markup], ...]


class OperationPages:
    """Pages of the operations and webhooks of one reference."""

    def __init__(self, context: Context, fronting: Fronting = lambda operation: []) -> None:
        known_languages(context.settings.samples)  # A wrong one is told before anything is written.
        self._context, self._fronting = context, fronting
        self._related = Related(context.gateway.operations)
        self._rows = FieldRows(context)
        self._contents = Contents(context)

    def render(self, operation: Operation, outline: Outline) -> Page:
        """Return the page of an operation."""
        context = self._context
        has_none = operation.webhook or not context.settings.samples
        written = () if has_none else samples(operation, context.gateway, context.settings.samples)
        values = self._values(operation, outline)
        values["samples"] = [(s.language, s.title, Markup(s.html)) for s in written]
        body = context.fill("operation", values)
        curl = next((sample.text for sample in written if sample.language == "curl"), "")
        return Page(
            path=outline.path,
            title=outline.title,
            body=body,
            markdown=operation_text(operation, context, curl) + self._tools_text(operation, outline),
            address=outline.address,
            kind=outline.kind,
            headings=tuple(_headings(values)),
            summary=self.summary(operation),
            group=outline.group,
            badge=outline.badge,
            deprecated=outline.deprecated,
            contract=None if operation.webhook else context.contracts.of(operation),
        )

    def summary(self, operation: Operation) -> str:
        """Return an operation in at most 160 characters."""
        return plain(operation.description or operation.summary, 160) or f"{operation.method} {operation.path}"

    def related(self, operation: Operation) -> tuple[Operation, ...]:
        """Return the operations that the page of one leads to."""
        return () if operation.webhook else self._related.to(operation)

    def shown_elsewhere(self, operation: Operation) -> list[str]:
        """Return everything the page shows of other pages: what its digest must know beside the operation."""
        context = self._context
        others = [*self.related(operation), *self._linked(operation)]
        if operation.replaced_by in context.operations:
            others.append(context.operations[operation.replaced_by])
        seen = [f"{context.title(o)} {o.deprecated} {context.urls.near('operation', o.name)}" for o in others]
        seen += ["\0".join(tool) for tool in self._fronting(operation)]
        home = context.homes.get(operation.name)
        if home is not None:
            seen.append(f"{home.title} {home.slug}")
        for choice in operation.security:
            for use in choice.uses:
                scheme = context.gateway.security_schemes.get(use.key)
                seen.append(f"{msgspec.json.encode(scheme, enc_hook=lambda _: None)!r} {context.urls.scheme(use.key)}")
        return seen

    def _linked(self, operation: Operation) -> Iterable[Operation]:
        for response in operation.responses:
            for one in response.links:
                if one.operation in self._context.operations:
                    yield self._context.operations[one.operation]

    def _values(self, operation: Operation, outline: Outline) -> dict[str, object]:
        context = self._context
        servers = operation.servers or context.gateway.servers
        home = context.homes.get(operation.name)
        answers = self._answers(operation)
        return {
            "kind": outline.kind,
            "address": str(outline.address),
            "title": outline.title,
            "operation": operation,
            "group": (home.title, "../") if home else ("Webhooks", "../"),
            "path": _path(operation.path),
            "servers": [] if operation.webhook else servers,
            "summary": _line(operation.summary) if operation.summary.strip() != outline.title else "",
            "description": Markup(prose(operation.description)) if operation.description else "",
            "docs": operation.external_docs_url if is_safe(operation.external_docs_url) else "",
            "replacement": self._link(operation.replaced_by),
            "security": self._security(operation),
            "parameters": self._rows.by_location(operation.parameters),
            "body": operation.request_body,
            "content": self._contents.of(operation.request_body, "body", REQUEST_ROWS),
            "body_examples": self._request_examples(operation),
            "answers": answers,
            "shown": next((a for a in answers if a.examples and a.status[:1] in "2d"), None),
            "notes": list(_notes(operation.notes)),
            "callbacks": [self._callback(callback) for callback in operation.callbacks],
            "related": [self._entry(other) for other in self.related(operation)],
            "same_schema": self._same_schema(operation),
            "tools": self._tools(operation, outline),
            "source": str(operation.source) if context.authoring and operation.source.file else "",
        }

    def _tools(self, operation: Operation, outline: Outline) -> list[tuple[str, str, str, str]]:
        return [
            (title, server, relative(outline.path, path), how) for title, server, path, how in self._fronting(operation)
        ]

    def _tools_text(self, operation: Operation, outline: Outline) -> str:
        lines = [
            f"- [{title}]({link}) of {server}{f' ({how})' if how else ''}"
            for title, server, link, how in self._tools(operation, outline)
        ]
        return "\n## MCP tools\n\n" + "\n".join(lines) + "\n" if lines else ""

    def _link(self, name: str) -> tuple[str, str] | None:
        other = self._context.operations.get(name)
        return (self._context.title(other), self._context.urls.near("operation", name)) if other else None

    def _entry(self, other: Operation) -> tuple[str, str, str, str, bool]:
        near = self._context.urls.near("operation", other.name)
        return other.method, other.path, self._context.title(other), near, other.deprecated

    def _security(self, operation: Operation) -> list[list[tuple[str, str, str, tuple[str, ...]]]]:
        schemes = self._context.gateway.security_schemes
        choices = []
        for requirement in operation.security:
            uses = []
            for use in requirement.uses:
                scheme = schemes.get(use.key)
                name, words = (scheme.name, kind_words(scheme)) if scheme else (use.key, "")
                uses.append((name, words, f"../../authentication/#{self._context.urls.scheme(use.key)}", use.scopes))
            choices.append(uses)
        return choices

    def _answers(self, operation: Operation) -> list[Answer]:
        told: dict[str, str] = {}
        return [self._answer(response, response is operation.success, told) for response in operation.responses]

    def _answer(self, response: Response, is_success: bool, told: dict[str, str]) -> Answer:
        anchor = f"response-{step(response.status)}"
        phrase = status_phrase(response.status)
        said = response.description
        says_more = said.strip().rstrip(".").lower() not in (phrase.lower(), "response")
        links = [(self._link(one.operation), one) for one in response.links]
        return Answer(
            status=response.status,
            phrase=phrase,
            id=anchor,
            description=_line(said) if says_more else Markup(""),
            headers=self._rows.headers(response.headers, anchor),
            content=self._contents.of(response, anchor, RESPONSE_ROWS if is_success else OTHER_ROWS, told),
            examples=self._contents.examples(response.content, generated=is_success),
            links=tuple(
                (found[0] if found else one.name, found[1] if found else "", _line(one.description))
                for found, one in links
            ),
        )

    def _request_examples(self, operation: Operation) -> tuple[ExampleView, ...]:
        """Return the examples of a request; the first of an operation stands in its samples."""
        if operation.request_body is None:
            return ()
        in_samples = self._context.settings.samples and not operation.webhook
        return self._contents.examples(operation.request_body.content)[1 if in_samples else 0 :]

    def _callback(
        self, callback: Callback
    ) -> tuple[str, str, list[tuple[Operation, Markup, tuple[Content, ...], list[str]]]]:
        requests = []
        for index, request in enumerate(callback.operations, 1):
            prefix = f"callback-{step(callback.name)}-{index}"
            content = self._contents.of(request.request_body, prefix, OTHER_ROWS)
            statuses = [f"{answer.status} {plain(answer.description, 80)}".strip() for answer in request.responses]
            said = request.description or request.summary
            requests.append((request, Markup(prose(said)) if said else Markup(""), content, statuses))
        return callback.name, callback.expression, requests

    def _same_schema(self, operation: Operation) -> list[tuple[str, str]]:
        """Return the schemas of body and answer, with where their uses are listed."""
        context = self._context
        success = operation.success
        media_types = [
            *(operation.request_body.content if operation.request_body else ()),
            *(success.content if success else ()),
        ]
        keys = dict.fromkeys(context.named(media_type.schema) for media_type in media_types)
        return [
            (context.gateway.schemas[key].name, f"{context.urls.near('schema', key)}#used-by") for key in keys if key
        ][:3]


def _notes(source: str) -> Iterable[tuple[str, str, Markup]]:
    """Yield the sections of what writers added: anchor, heading, text."""
    for section in re.split(r"^## ", source, flags=re.MULTILINE)[1:]:
        name, _, said = section.partition("\n")
        # Headings keep their level, unless one would be a second title of the page.
        top = 3 if re.search(r"^# ", said, re.MULTILINE) else 1
        yield f"notes-{slug(name) or mark(name)}", plain(name), Markup(prose(said, top))


def _line(source: str) -> Markup:
    return Markup(line(source)) if source else Markup("")


def _path(path: str) -> Markup:
    """Return a path with its parameters marked."""
    escaped = text(path)
    return Markup(escaped.replace("{", "<var>{").replace("}", "}</var>"))


def _headings(values: dict[str, object]) -> Iterable[Heading]:
    if values["security"]:
        yield Heading(id="authorization", text="Authorization")
    for fields in values["parameters"]:  # type: ignore[attr-defined]
        yield Heading(id=fields.id, text=fields.title)
    if values["body"]:
        yield Heading(id="body", text="Request body")
    if values["answers"]:
        yield Heading(id="responses", text="Responses")
        for answer in values["answers"]:  # type: ignore[attr-defined]
            yield Heading(id=answer.id, text=f"{answer.status} {answer.phrase}".strip(), level=3)
    for id_, name, _ in values["notes"]:  # type: ignore[attr-defined]
        yield Heading(id=id_, text=name)
    if values["callbacks"]:
        yield Heading(id="callbacks", text="Callbacks")
    if values["tools"]:
        yield Heading(id="tools", text="MCP tools")
    if values["related"] or values["same_schema"]:
        yield Heading(id="related", text="Related")


def operation_outline(operation: Operation, context: Context) -> Outline:
    """Return what is known of the page of an operation or webhook before it is rendered."""
    address = operation.address
    home = context.homes.get(operation.name) if not operation.webhook else None
    return Outline(
        path=context.urls.path(address),
        title=context.title(operation),
        address=address,
        kind=address.kind,
        group=home.slug if home else "webhooks",
        badge=operation.method,
        deprecated=operation.deprecated,
    )
