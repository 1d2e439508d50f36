"""Index pages: the overview of the reference, its groups, its webhooks."""

from collections.abc import Iterable, Sequence

import msgspec

from gatepost.model.address import Address
from gatepost.model.gateway import Description
from gatepost.model.operation import Operation
from gatepost.model.page import Heading, Outline, Page
from gatepost.render.context import Context
from gatepost.render.hierarchy import Section
from gatepost.render.markup import Markup
from gatepost.render.operation_text import demoted
from gatepost.render.prose import is_safe, one_line, plain, prose, sentence
from gatepost.render.slugs import assign, slug
from gatepost.render.urls import relative

MOSTLY_ALONE = 0.7
"""Where more of the operations than this have a resource of their own, headings would only stand in the way."""


class Entry(msgspec.Struct, frozen=True):
    """A line of a list of operations; `url` is relative to the page, `ends` the ISO date on which it ends."""

    method: str
    path: str
    title: str
    url: str
    deprecated: bool
    said: str
    ends: str = ""


class Resource(msgspec.Struct, frozen=True):
    """Operations on one resource; `id` and `path` are empty where the list is not divided."""

    path: str
    id: str
    entries: tuple[Entry, ...]


class Card(msgspec.Struct, frozen=True):
    """A group on the overview."""

    title: str
    url: str
    count: int
    said: str
    cards: tuple["Card", ...] = ()


class GroupPages:
    """Index pages of one reference."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def overview(self, outline: Outline) -> Page:
        """Return the front page of the reference."""
        context, gateway = self._context, self._context.gateway
        cards = self._cards(context.hierarchy.sections, outline.path)
        headed = {str(index): card.title for index, card in enumerate(cards) if not card.url}
        ids = assign({index: slug(title) for index, title in headed.items()}, ["groups", "about"])
        links = [("Authentication", "authentication/", len(gateway.security_schemes))]
        links += [("Schemas", "schemas/", len(gateway.schemas)), ("Webhooks", "webhooks/", len(gateway.webhooks))]
        body = context.fill(
            "overview",
            {
                "kind": "overview",
                "address": str(outline.address),
                "title": gateway.title or outline.title,
                "version": gateway.version,
                "count": len(gateway.operations),
                "descriptions": [_front(d) for d in _fronts(gateway.descriptions)],
                "summary": gateway.descriptions[0].summary if gateway.descriptions else "",
                "description": Markup(prose(gateway.description, 3)) if gateway.description else "",
                "servers": gateway.servers,
                "cards": cards,
                "ids": ids,
                "links": [link for link in links if link[2]],
            },
        )
        headings = [Heading(id=ids[index], text=title) for index, title in headed.items()]
        if gateway.description:
            headings.append(Heading(id="about", text="About"))
        summary = sentence(gateway.description) or gateway.title
        return self._page(outline, body, self._overview_text(), summary, tuple(headings))

    def group(self, section: Section, outline: Outline) -> Page:
        """Return the page of a group."""
        context = self._context
        operations = (*section.operations, *section.guests)
        resources = self._resources(operations, outline.path)
        body = context.fill(
            "group",
            {
                "kind": "group",
                "address": str(outline.address),
                "title": section.title,
                "description": Markup(prose(section.description)) if section.description else "",
                "resources": resources,
                "cards": self._cards(section.sections, outline.path),
                "count": len(operations),
            },
        )
        headings = tuple(Heading(id=resource.id, text=resource.path) for resource in resources if resource.id)
        summary = plain(section.description, 160) or f"{section.title}: {len(operations)} operations."
        return self._page(outline, body, self._group_text(section, operations, outline.path), summary, headings)

    def shown(self, section: Section, outline: Outline) -> tuple[object, ...]:
        """Return everything that the page of a group shows."""
        operations = (*section.operations, *section.guests)
        cards = self._cards(section.sections, outline.path)
        return section.title, section.description, self._resources(operations, outline.path), cards

    def webhooks(self, outline: Outline) -> Page:
        """Return the index of webhooks."""
        gateway = self._context.gateway
        section = Section(
            title=outline.title, operations=gateway.webhooks, description="Requests that the gateway sends."
        )
        entries = tuple(self._entry(hook, outline.path) for hook in gateway.webhooks)
        body = self._context.fill(
            "webhooks",
            {
                "kind": "index",
                "address": str(outline.address),
                "title": outline.title,
                "entries": entries,
                "count": len(entries),
            },
        )
        return self._page(outline, body, self._group_text(section, gateway.webhooks, outline.path), section.description)

    def _page(
        self, outline: Outline, body: str, markdown: str, summary: str, headings: tuple[Heading, ...] = ()
    ) -> Page:
        return Page(
            path=outline.path,
            title=outline.title,
            body=body,
            markdown=markdown,
            address=outline.address,
            kind=outline.kind,
            headings=headings,
            summary=summary,
            group=outline.group,
        )

    def _cards(self, sections: Iterable[Section], path: str) -> tuple[Card, ...]:
        return tuple(
            Card(
                section.title,
                relative(path, self._path(section)) if section.slug else "",
                section.count or len(section.guests),
                sentence(section.description),
                self._cards(section.sections, path),
            )
            for section in sections
        )

    def _path(self, section: Section) -> str:
        return self._context.urls.path(Address("group", section.name))

    def _entry(self, operation: Operation, path: str) -> Entry:
        url = relative(path, self._context.urls.path(operation.address))
        said = sentence(operation.description, 120) if operation.description != operation.summary else ""
        title = self._context.title(operation)
        return Entry(operation.method, operation.path, title, url, operation.deprecated, said, operation.sunset)

    def _resources(self, operations: Sequence[Operation], path: str) -> tuple[Resource, ...]:
        by_resource: dict[str, list[Entry]] = {}
        for operation in operations:
            by_resource.setdefault(_resource(operation.path), []).append(self._entry(operation, path))
        if len(by_resource) < 2 or len(by_resource) > MOSTLY_ALONE * len(operations):
            entries = tuple(entry for group in by_resource.values() for entry in group)
            return (Resource("", "", entries),) if entries else ()
        ids = assign({resource: slug(resource) for resource in by_resource})
        return tuple(Resource(resource, ids[resource], tuple(entries)) for resource, entries in by_resource.items())

    def _overview_text(self) -> str:
        gateway = self._context.gateway
        folder = self._context.urls.folder
        blocks = [f"# {one_line(gateway.title)}", f"Version {gateway.version}" if gateway.version else ""]
        blocks.append(demoted(gateway.description))
        if gateway.servers:
            blocks.append("Base URLs: " + ", ".join(f"`{server.url}`" for server in gateway.servers))
        lines = []
        for section in self._context.hierarchy.walk():
            said = sentence(section.description)
            if section.slug:
                url = relative(folder, self._path(section))
                lines.append(f"- [{section.title}]({url}): {section.count} operations. {said}".rstrip())
            else:
                lines.append(f"\n**{section.title}** {said}\n".rstrip() + "\n")
        return "\n\n".join(block for block in blocks if block) + "\n\n" + "\n".join(lines) + "\n"

    def _group_text(self, section: Section, operations: Iterable[Operation], path: str) -> str:
        lines = []
        for operation in operations:
            url = relative(path, self._context.urls.path(operation.address))
            mark = " (deprecated)" if operation.deprecated else ""
            lines.append(
                f"- [{one_line(self._context.title(operation))}]({url}) `{operation.method} {operation.path}`{mark}"
            )
        for below in section.sections:
            lines.append(f"- [{below.title}]({relative(path, self._path(below))}): {below.count} operations")
        blocks = [f"# {one_line(section.title)}", demoted(section.description), "\n".join(lines)]
        return "\n\n".join(block for block in blocks if block) + "\n"


def _resource(path: str) -> str:
    """Return the path of the collection that an operation works on: without parameters at its end."""
    parts = path.rstrip("/").split("/")
    while len(parts) > 1 and parts[-1].startswith("{"):
        parts.pop()
    return "/".join(parts) or "/"


def _fronts(descriptions: Sequence[Description]) -> Sequence[Description]:
    return descriptions


def _front(description: Description) -> dict[str, object]:
    """Return who answers for a description and under which terms; URLs only where they are safe."""
    links = [
        ("Terms of service", description.terms_of_service),
        (description.license_name or "License", description.license_url),
        (description.contact_name or "Contact", description.contact_url),
        (description.contact_email, f"mailto:{description.contact_email}" if description.contact_email else ""),
        ("Documentation", description.external_docs_url),
    ]
    return {
        "title": description.title,
        "version": description.version,
        "specification": description.specification,
        "links": [(name, url) for name, url in links if url and is_safe(url)],
    }


def section_outlines(context: Context) -> Iterable[tuple[Section, Outline]]:
    """Yield the groups that have a page, with what is known of it before it is rendered."""
    for section in context.hierarchy.walk():
        if section.slug:
            address = Address("group", section.name)
            yield (
                section,
                Outline(
                    path=context.urls.path(address),
                    title=section.title,
                    address=address,
                    kind="group",
                    group=section.slug,
                ),
            )
