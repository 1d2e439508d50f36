"""The files of a search, as bytes by name: the same passages give the same files.

`frontend/src/search/` reads them.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from hashlib import blake2b
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np

from gatepost.errors import ConfigurationError
from gatepost.index.blocks import ascending, blocks, number
from gatepost.index.lexical import Lexicon, lexicon, rarities
from gatepost.index.passages import LISTS
from gatepost.index.table import Table, table
from gatepost.index.vectors import MEANT, Rows, Teacher, clusters, packed, vectors
from gatepost.index.words import stemmed, surfaces
from gatepost.model.passage import Part, Passage
from gatepost.search_settings import AskInput, SearchSettings

FORMAT = 4
TERM_BLOCK = 3000
NAME_BLOCK = 3000
RECORD_BLOCK = 4500
"""Bytes of a block before compression."""
ROW_BLOCK = 8
"""Passages of a file of single vectors."""
NO_ROW = 0x88
"""Two numbers of a vector that is none: both 0."""
LONGEST_TEXT = 280
LONGEST_PART = 90
LONGEST_TOLD = 1600
"""Letters of a passage that an answer may quote."""
MOST_WORDS = 40_000
"""Words of the vocabulary that a reader gets; beyond these the rarest are found only when spelt right."""
GROUPED = ("operation", "webhook", "tool", "prompt", "resource")
"""Kinds whose groups readers may choose from; those of guides are as many as there are guides."""
WORDS = 0.35
"""Share of the words in the score of a passage, beside its meaning; measured in docs/decisions/0019-search.md."""
WORDS_BESIDE_SENTENCES = 0.28
"""The same where a model has read the passages: their vectors say more."""
LISTED = 0.35
"""What pages that only list others count for, unless they are asked for by their titles."""

Files = dict[str, bytes]


def files(
    passages: Sequence[Passage],
    settings: SearchSettings,
    teacher: Teacher | None = None,
    model: Mapping[str, Any] | None = None,
) -> Files:
    """Return every file of the search; paths are relative to its folder, `index.json` names the others.

    `model` is what readers are told of the model that they may load.
    """
    words = table()
    known = lexicon(passages)
    written: Files = {"vocabulary.txt": _vocabulary(known)}
    head: dict[str, Any] = {"format": FORMAT, "passages": len(passages)}
    groups = sorted({passage.group for passage in passages})
    kinds = sorted({passage.kind for passage in passages})
    versions = sorted({passage.version for passage in passages})
    tags = sorted({passage.group for passage in passages if passage.kind in GROUPED and passage.group})
    head |= {"kinds": kinds, "groups": groups, "versions": versions, "tags": tags}
    meant = [index for index, passage in enumerate(passages) if passage.kind in MEANT]
    written["passages.bin"] = _columns(passages, kinds, groups, versions, settings)
    for name, entries, size in (
        ("terms", _terms(known), TERM_BLOCK),
        ("names", _names(known), NAME_BLOCK),
    ):
        found = blocks(entries, size)
        head[name] = found.starts
        written |= {f"{name}-{index}.bin": content for index, content in enumerate(found.contents)}
    starts, records = _records(passages)
    written |= records
    head["records"] = [start - before for before, start in pairwise((0, *starts))]
    if words.surfaces:
        head["vectors"], vectored = _vectors(
            [passages[index] for index in meant], meant, words, rarities(known, len(passages)), teacher
        )
        written |= vectored
    if model is not None and words.surfaces:
        head["model"] = model
    head["synonyms"] = _synonyms(settings.synonyms)
    if settings.count is not None:
        head["count"] = settings.count
    if settings.ask is not None:
        head["ask"] = _asking(settings.ask, passages)
        written |= _texts(passages, starts)
    return _placed(head, written, words)


def _placed(head: dict[str, Any], written: Files, words: Table) -> Files:
    """Put what belongs to this build, and the table that all builds share, into folders named after their contents."""
    digest = blake2b(digest_size=8)
    for name in sorted(written):
        digest.update(name.encode() + b"\0" + written[name] + b"\0")
    folder = digest.hexdigest()
    head["folder"], head["table"] = folder, ""
    placed = {f"{folder}/{name}": content for name, content in written.items()}
    if words.surfaces:
        head["table"] = f"table-{words.digest}"
        placed |= {f"{head['table']}/{name}": content for name, content in words.files().items()}
    placed["index.json"] = _encoded(head)
    return placed


def _encoded(value: Any) -> bytes:
    """Return a value as JSON; half characters, which descriptions may hold, become question marks."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _vocabulary(known: Lexicon) -> bytes:
    """Return the words of the site in the order of their stems, each with how common it is, 0 to 9."""
    common = sorted(known.postings, key=lambda stem: (-len(known.postings[stem]), stem))[:MOST_WORDS]
    lines = (f"{known.surfaces[stem]}{min(9, len(known.postings[stem]).bit_length() - 1)}" for stem in sorted(common))
    return "\n".join(lines).encode("utf-8", "replace")


def _columns(
    passages: Sequence[Passage],
    kinds: Sequence[str],
    groups: Sequence[str],
    versions: Sequence[str],
    settings: SearchSettings,
) -> bytes:
    """Return what filters and order need of every passage: kind, group, version, deprecated, boost; column by column.

    A group takes two bytes, the low one first; a boost is a byte, 64 standing for 1.
    """
    group_of = {group: index for index, group in enumerate(groups)}
    kind = bytes(kinds.index(passage.kind) for passage in passages)
    group = np.array([min(group_of[passage.group], 0xFFFF) for passage in passages], "<u2").tobytes()
    version = bytes(min(versions.index(passage.version), 255) for passage in passages)
    flags = bytes(int(passage.deprecated) for passage in passages)
    boost = bytes(_boost(passage, settings.boosts) for passage in passages)
    return kind + group + version + flags + boost


def _boost(passage: Passage, boosts: Mapping[str, float]) -> int:
    factor = LISTED if passage.kind in LISTS else 1.0
    for glob, value in boosts.items() if boosts else ():
        if fnmatchcase(str(passage.address), glob) or fnmatchcase(passage.url, glob):
            factor *= value
    return max(0, min(255, round(64 * factor)))


def _terms(known: Lexicon) -> Iterator[tuple[str, bytes]]:
    for stem in sorted(known.postings):
        found = known.postings[stem]
        places = b"".join(ascending([place for place, _ in found]))
        yield stem, number(len(found)) + places + bytes(impact for _, impact in found)


def _names(known: Lexicon) -> Iterator[tuple[str, bytes]]:
    for key in sorted(known.names):
        found = known.names[key]
        things = (number(one.sort + 8 * one.marks) + number(one.passage) + number(one.part + 1) for one in found)
        yield key, number(len(found)) + b"".join(things)


def _records(passages: Sequence[Passage]) -> tuple[list[int], Files]:
    starts: list[int] = []
    written: Files = {}
    block: list[bytes] = []
    size = 0
    for index, passage in enumerate(passages):
        if not block:
            starts.append(index)
        block.append(_encoded(_record(passage)))
        size += len(block[-1])
        if size >= RECORD_BLOCK or index == len(passages) - 1:
            written[f"records-{len(starts) - 1}.json"] = b"[" + b",".join(block) + b"]"
            block, size = [], 0
    return starts, written


def _record(passage: Passage) -> list[Any]:
    """Return what a result shows: address, title, URL, method, path, name, text, parts."""
    parts = [_part(part) for part in passage.parts]
    text = _cut(passage.text.replace("\n", " "), LONGEST_TEXT)
    name = "" if passage.name == passage.title else passage.name
    return [str(passage.address), passage.title, passage.url, passage.method, passage.path, name, text, parts]


def _asking(ask: AskInput, passages: Sequence[Passage]) -> dict[str, str]:
    """Return the contract of the chat operation, relative to the root of the site, and the model to ask for.

    Raises ConfigurationError where there is no such operation.
    """
    if not ask.operation:
        return {"contract": "", "model": ""}
    for one in passages:
        if one.kind == "operation" and ask.operation in (one.name, f"{one.method} {one.path}"):
            return {"contract": f"{one.url}contract.json", "model": ask.model}
    raise ConfigurationError(
        f"gatepost/search: ask.operation: there is no operation '{ask.operation}'. "
        "Give an operation id, or method and path, such as POST /v1/chat/completions."
    )


def _texts(passages: Sequence[Passage], starts: Sequence[int]) -> Files:
    """Return the whole texts of passages, in blocks like their records."""
    ends = (*starts[1:], len(passages))
    return {
        f"texts-{number}.json": _encoded([_told(passage) for passage in passages[start:end]])
        for number, (start, end) in enumerate(zip(starts, ends, strict=True))
    }


def _told(passage: Passage) -> list[str]:
    """Return what a passage says, and what its parts are, a line each."""
    parts = [f"{part.name}: {part.text}" if part.text else part.name for part in passage.parts]
    return [_cut(passage.text, LONGEST_TOLD), _cut("\n".join(parts), LONGEST_TOLD)]


def _part(part: Part) -> list[str]:
    """Return anchor and text of a part, and its name where the anchor does not end in it."""
    text = _cut(part.text, LONGEST_PART)
    if part.id.endswith(f"-{part.name}"):
        return [part.id, text] if text else [part.id]
    return [part.id, text, part.name]


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return re.split(r"\s(?=\S*$)", text[:longest])[0].rstrip(",;:") + "…"


def _vectors(
    passages: Sequence[Passage],
    meant: Sequence[int],
    words: Table,
    weights: Mapping[str, float],
    teacher: Teacher | None,
) -> tuple[dict[str, Any], Files]:
    rows = vectors(passages, words, weights, teacher)
    found = clusters(rows)
    codes = packed(rows)
    written = {
        f"vectors-{index}.bin": _ranges([meant[row] for row in own]) + codes[list(own)].tobytes()
        for index, own in enumerate(found.members)
    }
    if found.centres:
        written["centres.bin"] = found.centres
        written |= _single(codes, meant)
    share = WORDS if teacher is None else WORDS_BESIDE_SENTENCES
    return {"sizes": list(map(len, found.members)), "centres": bool(found.centres), "words": share}, written


def _single(codes: Rows, meant: Sequence[int]) -> Files:
    """Return vectors in reading order: those of passages that words have found lie in files of anything."""
    count = meant[-1] // ROW_BLOCK + 1
    every = np.full((count * ROW_BLOCK, codes.shape[1]), NO_ROW, np.uint8)
    every[list(meant)] = codes
    return {f"rows-{number}.bin": rows.tobytes() for number, rows in enumerate(np.split(every, count))}


def _ranges(numbers: Sequence[int]) -> bytes:
    """Return ascending numbers as runs: how many, then distance to the start of each, and its length, in turn."""
    runs: list[int] = []
    end = 0
    for one in numbers:
        if runs and one == end:
            runs[-1] += 1
        else:
            runs += [one - end, 1]
        end = one + 1
    return number(len(runs) // 2) + b"".join(map(number, runs))


def _synonyms(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return stems by stem; a word of several stems counts as each of them."""
    found: dict[str, dict[str, None]] = {}
    for word, others in given.items():
        own = [stemmed(one) for one in surfaces(word)]
        for key in own:
            found.setdefault(key, {}).update(dict.fromkeys(stemmed(s) for other in others for s in surfaces(other)))
    return {key: list(stems) for key, stems in found.items()}
