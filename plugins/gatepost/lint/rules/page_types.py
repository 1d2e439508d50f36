"""What kind of page a guide is, whose it is, and whether somebody has looked at it lately."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from gatepost.lint.guide_text import GuideText
from gatepost.lint.rule import Finding, Rule, World
from gatepost.lint.scope import Scope
from gatepost.model.nearest import suggestion

_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
Part = tuple[str, Callable[[GuideText], bool]]


def _has(*kinds: str) -> Callable[[GuideText], bool]:
    return lambda guide: any(block.kind in kinds for block in guide.blocks)


def _has_steps(guide: GuideText) -> bool:
    numbered = any(block.kind == "item" and re.match(r"\s*\d", block.text) for block in guide.blocks)
    return numbered or sum(block.kind == "heading" and block.level == 2 for block in guide.blocks) > 1


def _has_opening(guide: GuideText) -> bool:
    return any(block.kind == "paragraph" for section in guide.sections[:2] for block in section.blocks)


def _has_headings(guide: GuideText) -> bool:
    return any(block.kind == "heading" and block.level == 2 for block in guide.blocks) or _has("row")(guide)


TYPES: Mapping[str, tuple[Part, ...]] = {
    "tutorial": (("steps, as a numbered list or as headings", _has_steps), ("a sample to follow", _has("code"))),
    "how-to": (("steps or a sample", lambda guide: _has_steps(guide) or _has("code")(guide)),),
    "concept": (("a paragraph that says what it is about", _has_opening),),
    "reference": (("a table or a list of what there is", _has("row", "item")),),
    "troubleshooting": (("a heading or a table row for each thing that goes wrong", _has_headings),),
}
"""Kinds of pages, with the parts that a page of the kind has."""


def check_type(scope: Scope, world: World) -> Iterator[Finding]:
    """Find kinds that there are not."""
    kind = scope.guide.meta.get("type")
    if kind is not None and str(kind) not in TYPES:
        yield (
            scope.guide.line_of("type:"),
            f"there is no kind of page `{kind}`.{suggestion(str(kind), TYPES) or _all()}",
        )


def check_parts(scope: Scope, world: World) -> Iterator[Finding]:
    """Find pages that lack what their kind has."""
    kind = scope.guide.meta.get("type")
    for words, is_there in TYPES.get(kind, ()) if isinstance(kind, str) else ():
        if not is_there(scope.guide):
            yield scope.guide.line_of("type:"), f"a page of type {kind} has {words}."


def check_owner(scope: Scope, world: World) -> Iterator[Finding]:
    """Find pages without an owner, on sites whose pages have owners."""
    if world.owners and not scope.guide.meta.get("owner") and not world.owner_of(scope.guide.file):
        first = next(iter(scope.guide.meta), None)
        place = scope.guide.line_of(f"{first}:") if first else 1
        yield place, "nobody owns this page. Write `owner:` in its front matter, or add it to CODEOWNERS."


def check_review(scope: Scope, world: World) -> Iterator[Finding]:
    """Find pages that should have been looked at again."""
    meta = scope.guide.meta
    due, reviewed = _date(meta.get("review_by")), _date(meta.get("reviewed"))
    every = re.fullmatch(r"(\d{1,5})\s*([dwmy])", str(meta.get("review_every", "")))
    if due is None and reviewed and every:
        due = reviewed + timedelta(days=int(every[1]) * _DAYS[every[2]])
    if due and due < world.today:
        place = scope.guide.line_of("review_by:" if meta.get("review_by") else "reviewed:")
        yield place, f"a review was due on {due}. Read the page, then write today's date."


def check_front_matter(scope: Scope, world: World) -> Iterator[Finding]:
    """Find front matter that cannot be read."""
    if scope.guide.broken:
        yield (
            scope.guide.broken_at,
            f"the front matter cannot be used: {scope.guide.broken}. Correct it, or begin the page otherwise.",
        )


def _date(given: object) -> date | None:
    if isinstance(given, datetime):
        return given.date()
    if isinstance(given, date):
        return given
    try:
        return date.fromisoformat(str(given))
    except ValueError:
        return None


def _all() -> str:
    return f" It is one of {', '.join(f'`{kind}`' for kind in TYPES)}."


TYPE = Rule("unknown-page-type", "warning", check_type)
PARTS = Rule("missing-part", "warning", check_parts)
OWNER = Rule("page-without-owner", "note", check_owner)
REVIEW = Rule("review-expired", "note", check_review)
FRONT_MATTER = Rule("front-matter-not-read", "error", check_front_matter)
