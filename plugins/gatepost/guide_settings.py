"""Options of guides and glossary, described where they are declared; `settings.py` has those of the other plugins."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta


class GuidesSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/guides`: guides that know the contract."""

    operations: Annotated[
        bool, Meta(description="End each guide with a list of the operations and tools that it links to.")
    ] = True
    checks: Annotated[
        Mapping[str, str],
        Meta(description="`error`, `warning`, `note` or `off` by rule id, in place of the rule's own severity."),
    ] = msgspec.field(default_factory=dict)
    health: Annotated[
        bool,
        Meta(description="Add the page `docs-health/`, a list of what is wrong; `mkdocs serve` always has it."),
    ] = False
    backlinks: Annotated[bool, Meta(description="Name on each page of the reference the guides that link to it.")] = (
        True
    )
    style: Annotated[
        bool,
        Meta(
            description="Have Vale check spelling and style, where it is installed, with the glossary as vocabulary "
            "and the `.vale.ini` of the project."
        ),
    ] = True
    new_file: Annotated[
        str,
        Meta(
            description="Where the forge begins a file of notes for an operation that has none, with `{folder}` "
            "(from mkdocs.yml on) and `{name}`; known of GitHub and GitLab.",
            pattern=r"^(https?://\S+)?$",
        ),
    ] = ""
    edit: Annotated[
        bool, Meta(description="Under `mkdocs serve`, edit guides in their pages; no built site has any of it.")
    ] = True


class GlossarySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/glossary`: the words of the site, marked where they are used."""

    terms: Annotated[
        tuple[str, ...],
        Meta(
            description="Files of terms (YAML, or Markdown with one each) and folders of them, relative to mkdocs.yml."
        ),
    ] = ()
    path: Annotated[str, Meta(description="URL folder of the glossary page.", pattern=r"^[a-z0-9-]+$")] = "glossary"
    title: Annotated[str, Meta(description="Title of the glossary page.")] = "Glossary"
    guides: Annotated[bool, Meta(description="Mark terms in guides, at their first mention in a section.")] = True
    reference: Annotated[bool, Meta(description="Mark terms in the descriptions of the reference.")] = True
