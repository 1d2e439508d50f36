"""A description of several files as one tree, for what reads a single one."""

from gatepost.model.document import Bundle, Document
from gatepost.model.schema import Json
from gatepost.model.source import escape

FILES = "x-gatepost-files"
"""Where the other files stand in the whole tree, by their path."""


def whole(bundle: Bundle) -> Json:
    """Return the root's tree with the other files of the bundle below `x-gatepost-files`.

    References across files become references inside the tree; the documents of the bundle are not changed.
    """
    others = [document for document in bundle.documents.values() if document is not bundle.root]
    if not others:
        return bundle.root.root
    tree = dict(_moved(bundle.root.root, bundle.root, bundle))
    tree[FILES] = {document.file: _moved(document.root, document, bundle) for document in others}
    return tree


def _moved(value: Json, document: Document, bundle: Bundle) -> Json:
    if isinstance(value, list):
        return [_moved(item, document, bundle) for item in value]
    if not isinstance(value, dict):
        return value
    moved = {key: _moved(item, document, bundle) for key, item in value.items()}
    reference = moved.get("$ref")
    if isinstance(reference, str):
        try:
            target = bundle.follow(reference, document)
        except KeyError:
            return moved
        inside = "" if target.document is bundle.root else f"/{FILES}/{escape(target.document.file)}"
        moved["$ref"] = f"#{inside}{target.pointer}"
    return moved
