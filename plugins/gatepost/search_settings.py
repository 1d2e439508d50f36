"""Options of the search, described where they are declared; `settings.py` has those of the other plugins."""

from collections.abc import Mapping
from typing import Annotated

import msgspec
from msgspec import Meta


class AskInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Questions answered from the docs, with their sources."""

    operation: Annotated[
        str,
        Meta(
            description="Chat operation, by id or as `POST /path`, that readers may send a question with the passages "
            "found for it; without it the answer is made of quotations only."
        ),
    ] = ""
    model: Annotated[str, Meta(description="Model to ask; otherwise that of the operation's example.")] = ""


class CountInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Searches that find nothing, counted."""

    address: Annotated[
        str,
        Meta(
            description='URL that is told of each, as `{"unfound": 1}` by POST; without it they are only counted in '
            "the reader's browser.",
            pattern="^(https?://.+|/.*)?$",
        ),
    ] = ""
    words: Annotated[bool, Meta(description="Tell that address what was searched for, too.")] = False


class SearchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`gatepost/search`: the search box."""

    synonyms: Annotated[
        Mapping[str, tuple[str, ...]],
        Meta(description="Words that are looked for as well when the reader types the word before the colon."),
    ] = msgspec.field(default_factory=dict)
    sentences: Annotated[
        bool | Annotated[str, Meta(pattern="^(auto|on|off)$")],
        Meta(
            description="Whether a model reads the passages at build: `on` needs `gatepost[sentences]`, `auto` uses it "
            "where it is installed, `off` never.",
        ),
    ] = "auto"
    model_in_page: Annotated[
        bool,
        Meta(
            description="Offer readers a switch that loads the same model into their page, 27 MB once, which then "
            "understands their questions; needs `gatepost[sentences]`."
        ),
    ] = False
    boosts: Annotated[
        Mapping[str, float],
        Meta(description="Factors by glob of addresses or URLs: above 1 ranks higher, below 1 lower."),
    ] = msgspec.field(default_factory=dict)
    count: Annotated[
        CountInput | None,
        Meta(
            description="Count searches of which no word stands on the site, `{}` in the browser only; off by default."
        ),
    ] = None
    ask: Annotated[
        AskInput | None,
        Meta(description="Offer answers to questions, `{}` for quotations from the docs only; off unless given."),
    ] = None

    @property
    def reading(self) -> str:
        """What `sentences` says, `auto`, `on` or `off`: YAML takes the latter two for true and false."""
        if isinstance(self.sentences, str):
            return self.sentences
        return "on" if self.sentences else "off"
