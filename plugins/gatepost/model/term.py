"""Words of a site, and what they mean."""

from collections.abc import Mapping
from typing import Literal

import msgspec

from gatepost.model.address import Address
from gatepost.model.source import NOWHERE, SourceLocation


class Discouraged(msgspec.Struct, frozen=True, kw_only=True):
    """A word that writers should not use, what to say instead, and why."""

    word: str
    instead: str = ""
    reason: str = ""
    source: SourceLocation = NOWHERE


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """A word of the glossary; `definition` is Markdown of any length.

    `forms` are all spellings that mean it: name, synonyms, plurals. `case` is `any`, or `exact` where upper and lower
    case count, as in acronyms. `related` are names of other terms.
    """

    name: str
    slug: str = ""
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    case: Literal["any", "exact"] = "any"
    discouraged: tuple[Discouraged, ...] = ()
    owner: str = ""
    related: tuple[str, ...] = ()
    source: SourceLocation = NOWHERE

    @property
    def address(self) -> Address:
        """The stable name of the term: `term:<name>`."""
        return Address("term", self.name)


class Glossary(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a site; `files` are digests by name of the files they came from.

    `discouraged` are the words that are none of a term's.
    """

    terms: tuple[Term, ...] = ()
    discouraged: tuple[Discouraged, ...] = ()
    files: Mapping[str, str] = {}
