"""The tree of the reference, as files that the page script reads: no page carries it."""

from collections.abc import Iterable, Mapping
from typing import Any

from gatepost.model.address import Address
from gatepost.model.operation import Operation
from gatepost.model.schema import Json
from gatepost.render.context import Context
from gatepost.render.hierarchy import Section
from gatepost.render.urls import AUTHENTICATION, OVERVIEW, SCHEMAS, WEBHOOKS


def navigation(context: Context) -> Mapping[str, Json]:
    """Return the files by name: `index.json` has the groups, each group's own file its operations.

    Every file is `{"children": [{"title", "url", "method", "deprecated", "ends", "file", "count", "children"}]}`, URLs
    relative to the root of the site, members that say nothing left out.
    """
    files: dict[str, Json] = {}
    top: list[dict[str, Any]] = [{"title": "Overview", "url": context.urls.path(OVERVIEW)}]
    if context.gateway.security_schemes:
        top.append({"title": "Authentication", "url": context.urls.path(AUTHENTICATION)})
    top += [_node(section, context, files) for section in context.hierarchy.sections]
    if context.gateway.webhooks:
        files["webhooks.json"] = {"children": [_leaf(hook, context) for hook in context.gateway.webhooks]}
        top.append(_folder("Webhooks", context.urls.path(WEBHOOKS), "webhooks.json", len(context.gateway.webhooks)))
    if context.gateway.schemas:
        files["schemas.json"] = {"children": list(_schemas(context))}
        top.append(_folder("Schemas", context.urls.path(SCHEMAS), "schemas.json", len(context.gateway.schemas)))
    return {"index.json": {"children": top}, **files}


def _node(section: Section, context: Context, files: dict[str, Json]) -> dict[str, Any]:
    below = [_node(child, context, files) for child in section.sections]
    if not section.slug:
        return {"title": section.title, "count": section.count, "children": below}
    leaves = [_leaf(operation, context) for operation in (*section.operations, *section.guests)]
    name = f"{section.slug}.json"
    files[name] = {"children": [*below, *leaves]}
    url = context.urls.path(Address("group", section.name))
    return _folder(section.title, url, name, section.count or len(section.guests))


def _folder(title: str, url: str, file: str, count: int) -> dict[str, Any]:
    return {"title": title, "url": url, "file": file, "count": count}


def _leaf(operation: Operation, context: Context) -> dict[str, Any]:
    leaf: dict[str, Any] = {
        "title": context.title(operation),
        "url": context.urls.path(operation.address),
        "method": operation.method,
    }
    if operation.deprecated:
        leaf["deprecated"] = True
    if operation.sunset:
        leaf["ends"] = operation.sunset
    return leaf


def _schemas(context: Context) -> Iterable[dict[str, Any]]:
    for named in sorted(context.gateway.schemas.values(), key=lambda named: named.name.lower()):
        yield {"title": named.name, "url": context.urls.path(Address("schema", named.key))}
