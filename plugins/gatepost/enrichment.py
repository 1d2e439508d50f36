"""What writers add to operations beside their descriptions, put where it belongs."""

import re
from collections.abc import Sequence

import msgspec

from gatepost.model.document import Bundle
from gatepost.model.gateway import Gateway
from gatepost.model.nearest import suggestion
from gatepost.model.operation import Operation
from gatepost.model.problem import Problem
from gatepost.model.source import in_text

_HEADING = re.compile(r"^## ", re.MULTILINE)
_TITLE = re.compile(r"\A\s*# [^\n]*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def enriched(gateway: Gateway, bundles: Sequence[Bundle]) -> tuple[Gateway, tuple[Problem, ...]]:
    """Return the gateway with the notes of its operations, and a problem for each note whose operation is gone.

    What stands before the first `##` goes after the operation's description, the rest is sections of its page.
    """
    if not any(bundle.notes for bundle in bundles):
        return gateway, ()
    operations = {(one.scope, one.id): one for one in gateway.operations if one.declared_id}
    problems: list[Problem] = []
    for bundle in bundles:
        for note in bundle.notes:
            if (key := (bundle.id, note.name)) in operations:
                operations[key] = _with(operations[key], note.text)
            else:
                known = [name for scope, name in operations if scope == bundle.id]
                said = f"there is no operation `{note.name}` any more.{suggestion(note.name, known)} Rename the file."
                place = in_text(note.file, 1)
                problems.append(Problem(rule="orphaned-notes", severity="warning", message=said, source=place))
    changed = tuple(operations.get((one.scope, one.id), one) for one in gateway.operations)
    return msgspec.structs.replace(gateway, operations=changed), tuple(problems)


def _with(operation: Operation, text: str) -> Operation:
    text = _TITLE.sub("", _COMMENT.sub("", text.replace("\r\n", "\n")))
    first = _HEADING.search(text)
    intro, rest = (text[: first.start()], text[first.start() :]) if first else (text, "")
    description = "\n\n".join(part for part in (operation.description.strip(), intro.strip()) if part)
    return msgspec.structs.replace(operation, description=description, notes=rest.strip())
