"""Which operation of the old version is which of the new: first by name, then by what speaks for a move."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gatepost.diff.pairs import OperationPair
from gatepost.diff.traits import Trait, Traits
from gatepost.diff.words import likeness, overlap, parts
from gatepost.model.operation import Operation

PARAMETER = re.compile(r"\{[^{}]*\}")
SURE = 0.55
"""How likely two operations must be one to be taken for one."""
MOST_PAIRS = 20_000
"""Pairs of operations that are weighed one by one; above it only those that share their last words are."""

MOST_FOR_COMPANY = 0.3
"""What it adds to a likelihood that other operations moved in the same way."""
MOST_PIECES = 5
"""Operations that one is split into, or that were merged into one; more only have something in common."""


class Rewriting(NamedTuple):
    """How one path became another: what stood between a common beginning and a common end."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def match(old: Sequence[Operation], new: Sequence[Operation], traits: tuple[Traits, Traits]) -> list[OperationPair]:
    """Return every operation of both versions exactly once, as a pair or alone, in the order of the new version."""
    left = {one.name: one for one in old}
    come = {one.name: one for one in new}
    pairs = [OperationPair(old=left.pop(name), new=one) for name, one in come.items() if name in left]
    for pair in pairs:
        if pair.new is not None:
            del come[pair.new.name]
    pairs += _renamed_parameters(left, come)
    pairs += _by_rewriting(left, come, traits)
    pairs += _split_and_merged(left, come, traits)
    pairs += _by_likeness(left, come, traits)
    pairs += [OperationPair(old=one, new=None) for one in left.values()]
    pairs += [OperationPair(old=None, new=one) for one in come.values()]
    order = {one.name: index for index, one in enumerate((*new, *old))}
    return sorted(pairs, key=lambda pair: order[(pair.new or pair.old).name])  # type: ignore[union-attr]


Operations = dict[str, Operation]


def _renamed_parameters(left: Operations, come: Operations) -> Iterator[OperationPair]:
    known = {(one.scope, one.method, PARAMETER.sub("{}", one.path)): one for one in come.values()}
    for one in list(left.values()):
        other = known.pop((one.scope, one.method, PARAMETER.sub("{}", one.path)), None)
        if other is not None:
            yield _taken(left, come, one, other, 1.0, moved=False)


def _by_rewriting(left: Operations, come: Operations, traits: tuple[Traits, Traits]) -> Iterator[OperationPair]:
    """Pair operations whose paths differ by what many paths differ by, such as a new prefix."""
    candidates: dict[Rewriting, list[tuple[Operation, Operation]]] = defaultdict(list)
    by_end: dict[tuple[str, str, str], list[Operation]] = defaultdict(list)
    for other in come.values():
        by_end[other.scope, other.method, _end(other.path)].append(other)
    for one in left.values():
        for other in by_end.get((one.scope, one.method, _end(one.path)), ())[:50]:
            candidates[_rewriting(one.path, other.path)].append((one, other))
    for rewriting, found in sorted(candidates.items(), key=lambda item: (-len(item[1]), len(item[0].before))):
        for one, other in found:
            if one.name not in left or other.name not in come:
                continue
            sure = _likely(one, other, traits) + min(0.1 * (len(found) - 1), MOST_FOR_COMPANY)
            if sure >= SURE and not _has_rival(one, other, left, come, rewriting):
                yield _taken(left, come, one, other, min(sure, 1.0), moved=True)


def _has_rival(one: Operation, other: Operation, left: Operations, come: Operations, by: Rewriting) -> bool:
    """Whether another operation of the same id would have the better claim."""
    if not one.declared_id or one.id == other.id:
        return False
    return any(rival.declared_id and rival.id == one.id and rival is not other for rival in come.values()) and not (
        len(by.before) == 0
    )


def _by_likeness(left: Operations, come: Operations, traits: tuple[Traits, Traits]) -> Iterator[OperationPair]:
    rated = []
    for one, other in _worth_weighing(left, come):
        sure = _likely(one, other, traits)
        if sure >= SURE:
            rated.append((sure, one.name, other.name))
    for sure, name, other_name in sorted(rated, key=lambda found: (-found[0], found[1], found[2])):
        if name in left and other_name in come:
            yield _taken(left, come, left[name], come[other_name], sure, moved=True)


def _worth_weighing(left: Operations, come: Operations) -> Iterator[tuple[Operation, Operation]]:
    if len(left) * len(come) <= MOST_PAIRS:
        yield from ((one, other) for one in left.values() for other in come.values() if one.scope == other.scope)
        return
    by_trait: dict[tuple[str, str], list[Operation]] = defaultdict(list)
    for other in come.values():
        for key in {("id", other.id), ("end", _end(other.path)), ("summary", other.summary)}:
            by_trait[key].append(other)
    seen = set()
    for one in left.values():
        for key in (("id", one.id), ("end", _end(one.path)), ("summary", one.summary)):
            for other in by_trait.get(key, ())[:20]:
                if one.scope == other.scope and (one.name, other.name) not in seen:
                    seen.add((one.name, other.name))
                    yield one, other


def _likely(one: Operation, other: Operation, traits: tuple[Traits, Traits]) -> float:
    """Return how likely two operations are one, from 0 to 1, by name, path, words and shape."""
    old, new = traits[0].of(one), traits[1].of(other)
    weighed = [(2.0, _path_likeness(one.path, other.path)), (2.5, _shape_likeness(old, new))]
    if one.declared_id and other.declared_id:
        same = one.id == other.id
        weighed.append((3.0 if same else 1.0, 1.0 if same else likeness(one.id, other.id)))
    if one.summary or other.summary:
        weighed.append(
            (2.0 if one.summary == other.summary else 1.0, overlap(parts(one.summary), parts(other.summary)))
        )
    if one.description and other.description:
        same_words = one.description == other.description
        weighed.append((1.5 if same_words else 0.5, overlap(old.words, new.words)))
    if one.tags and other.tags:
        weighed.append((0.7, overlap(frozenset(one.tags), frozenset(other.tags))))
    score = sum(weight * rate for weight, rate in weighed) / sum(weight for weight, _ in weighed)
    if one.method != other.method:
        score -= 0.25 if one.id != other.id else 0.05
    # Company must not make up for it: all operations of one resource are like those of another.
    return 0.0 if score >= SURE - MOST_FOR_COMPANY and _are_of_two_things(one, other, old, new) else score


def _are_of_two_things(one: Operation, other: Operation, old: Trait, new: Trait) -> bool:
    """Whether path and id changed one noun for another, as from messaging to trunking, and no words speak for a move.

    Lists of two things often send and get the same.
    """
    gone, come = (_nouns(a.path) - _nouns(b.path) for a, b in ((one, other), (other, one)))
    if not gone or not come or not one.declared_id or not other.declared_id:
        return False
    rest = _stems(one.summary) - gone
    if (rest and rest == _stems(other.summary) - come) or (old.words and overlap(old.words, new.words) > 0.6):
        return False
    return bool(gone & _stems(one.id) - _stems(other.id)) and bool(come & _stems(other.id) - _stems(one.id))


@lru_cache(maxsize=16384)
def _nouns(path: str) -> frozenset[str]:
    return _stems(PARAMETER.sub("", path))


@lru_cache(maxsize=16384)
def _stems(name: str) -> frozenset[str]:
    """Return the words of a name without what makes plurals of them."""
    return frozenset(re.sub(r"(?:ies|y|es|s|e)$", "", word) for word in parts(name))


def _path_likeness(one: str, other: str) -> float:
    old, new = _segments(one), _segments(other)
    static, others = _static(one), _static(other)
    shared = sum((static & others).values()) if static.keys() & others.keys() else 0
    most = max(static.total(), others.total(), 1)
    same_end = 1.0 if old[-1:] == new[-1:] else likeness(old[-1], new[-1]) if old and new else 0.0
    return 0.6 * shared / most + 0.4 * same_end


@lru_cache(maxsize=16384)
def _static(path: str) -> Counter[str]:
    return Counter(segment for segment in _segments(path) if segment != "{}")


def _shape_likeness(old: Trait, new: Trait) -> float:
    return 0.5 * overlap(old.sends, new.sends) + 0.5 * overlap(old.gets, new.gets)


def _split_and_merged(left: Operations, come: Operations, traits: tuple[Traits, Traits]) -> Iterator[OperationPair]:
    if len(left) * len(come) > MOST_PAIRS:
        return
    for one in list(left.values()):
        whole = traits[0].of(one)
        pieces = [other for other in come.values() if _is_piece(one, whole, other, traits[1].of(other))]
        if 2 <= len(pieces) <= MOST_PIECES and _make_up(whole, [traits[1].of(piece) for piece in pieces]):
            del left[one.name]
            yield OperationPair(old=one, new=None, pieces=tuple(pieces), confidence=0.7)
    for other in list(come.values()):
        whole = traits[1].of(other)
        sources = [one for one in left.values() if _is_piece(other, whole, one, traits[0].of(one))]
        if 2 <= len(sources) <= MOST_PIECES and _make_up(whole, [traits[0].of(source) for source in sources]):
            del come[other.name]
            yield OperationPair(old=None, new=other, sources=tuple(sources), confidence=0.7)


def _is_piece(whole: Operation, has: Trait, piece: Operation, own: Trait) -> bool:
    """Whether an operation does a part of what another does: near its path, with some of its fields."""
    if whole.scope != piece.scope or whole.method != piece.method or not has.fields or not own.fields:
        return False
    if not _is_near(_segments(whole.path), _segments(piece.path)):
        return False
    return has.fields != own.fields and len(own.fields & has.fields) >= 0.6 * len(own.fields)


def _is_near(whole: Sequence[str], piece: Sequence[str]) -> bool:
    """Whether a path goes on from another, or differs from it in its last words only."""
    if tuple(piece[: len(whole)]) == tuple(whole) and len(piece) == len(whole) + 1:
        return True
    stem = list(whole[:-1])
    return (
        bool(stem) and list(piece[: len(stem)]) == stem and bool(parts(whole[-1]) & parts(" ".join(piece[len(stem) :])))
    )


def _make_up(whole: Trait, pieces: Iterable[Trait]) -> bool:
    """Whether the fields of the pieces together are those of the whole, and no piece has them all by itself."""
    found = list(pieces)
    together = frozenset().union(*(piece.fields for piece in found))
    most = max(len(piece.fields & whole.fields) for piece in found)
    return len(whole.fields & together) >= 0.8 * len(whole.fields) and most <= 0.85 * len(whole.fields)


def _taken(
    left: Operations, come: Operations, one: Operation, other: Operation, confidence: float, *, moved: bool
) -> OperationPair:
    del left[one.name], come[other.name]
    return OperationPair(
        old=one, new=other, moved=moved, confidence=confidence, parameter_names=_names(one, other) if not moved else ()
    )


def _names(one: Operation, other: Operation) -> tuple[tuple[str, str], ...]:
    pairs = zip(PARAMETER.findall(one.path), PARAMETER.findall(other.path), strict=False)
    return tuple((before[1:-1], after[1:-1]) for before, after in pairs if before != after)


def _rewriting(one: str, other: str) -> Rewriting:
    old, new = _segments(one), _segments(other)
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    while old and new and old[0] == new[0]:
        old, new = old[1:], new[1:]
    return Rewriting(tuple(old), tuple(new))


def _end(path: str) -> str:
    """Return the last segment of a path that is no parameter, and how many follow."""
    segments = _segments(path)
    after = 0
    while segments and segments[-1] == "{}":
        segments, after = segments[:-1], after + 1
    return f"{segments[-1] if segments else ''} {after}"


@lru_cache(maxsize=16384)
def _segments(path: str) -> tuple[str, ...]:
    return tuple(segment for segment in PARAMETER.sub("{}", path).split("/") if segment)


def tag_moves(pairs: Iterable[OperationPair]) -> Mapping[str, str]:
    """Return tags whose operations all went over to one other tag that had none of them before."""
    went: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        if pair.both:
            old, new = pair.both
            for tag in new.tags[:1]:
                before[tag].update(old.tags[:1])
            for tag in old.tags[:1]:
                went[tag].update(new.tags[:1])
    return {
        tag: other
        for tag, others in went.items()
        if len(others) == 1 and (other := next(iter(others))) != tag and before[other] == {tag} and tag not in before
    }
