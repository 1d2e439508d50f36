"""The front matter of a description, its tags and their groups."""

from collections.abc import Collection

from gatepost.model.gateway import Description, Tag, TagGroup
from gatepost.translate.node import Node, Origin


def description(origin: Origin) -> Description:
    """Return what `info` says; a title of the configuration wins."""
    root = origin.root
    here = root.object("info") or Node({}, root.document, "/info", origin)
    contact = here.object("contact") or Node({}, root.document, "/info/contact", origin)
    licence = here.object("license") or Node({}, root.document, "/info/license", origin)
    version = here.value.get("version", "")
    return Description(
        title=origin.bundle.title or here.text("title") or root.document.file,
        version=str(version) if type(version) in (int, float) else here.text("version"),
        id=origin.bundle.id,
        summary=here.text("summary"),
        description=here.text("description"),
        terms_of_service=here.url("termsOfService"),
        contact_name=contact.text("name"),
        contact_url=contact.url("url"),
        contact_email=contact.text("email"),
        license_name=licence.text("name") or licence.text("identifier"),
        license_url=licence.url("url"),
        external_docs_url=external_docs_url(root),
        specification=origin.specification,
        source=here.source,
    )


def external_docs_url(node: Node) -> str:
    """Return the URL of the `externalDocs` of a node."""
    docs = node.object("externalDocs")
    return docs.url("url") if docs is not None else ""


def tags(origin: Origin, used: Collection[str], *, only_used: bool) -> tuple[Tag, ...]:
    """Return the tags of a description in its order, then those that only operations name.

    With `only_used`, tags that neither an operation uses nor a used tag has above it are left out.
    """
    declared: dict[str, Tag] = {}
    for node in origin.root.elements("tags"):
        if not _is_named(node):
            continue
        declared.setdefault(node.text("name"), _tag(node))
    for name in used:
        declared.setdefault(name, Tag(name=name, title=name, scope=origin.bundle.id))
    kept = _with_parents(declared, used) if only_used else declared
    return tuple(tag for name, tag in declared.items() if name in kept)


def tag_groups(origin: Origin) -> tuple[TagGroup, ...]:
    """Return the groups of `x-tagGroups`."""
    found = []
    for node in origin.root.elements("x-tagGroups"):
        if not _is_named(node):
            continue
        group = TagGroup(title=node.text("name"), tags=node.texts("tags"), description=node.text("description"))
        found.append(group)
    return tuple(found)


def _is_named(node: Node) -> bool:
    """Whether a tag or group is an object with a name; if not, that is reported."""
    if type(node.value) is not dict:
        node.wrong_type("an object")
        return False
    if not node.text("name"):
        node.report("nameless", "This has no 'name' and was left out. Give it one.")
        return False
    return True


def _tag(node: Node) -> Tag:
    name = node.text("name")
    return Tag(
        name=name,
        title=node.text("summary") or node.text("x-displayName") or name,
        description=node.text("description"),
        parent=node.text("parent"),
        kind=node.text("kind"),
        external_docs_url=external_docs_url(node),
        scope=node.origin.bundle.id,
        source=node.source,
    )


def _with_parents(declared: dict[str, Tag], used: Collection[str]) -> set[str]:
    kept: set[str] = set()
    waiting = list(used)
    while waiting:
        name = waiting.pop()
        if name not in kept and name in declared:
            kept.add(name)
            waiting.append(declared[name].parent)
    return kept
