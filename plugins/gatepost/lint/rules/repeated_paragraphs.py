"""Paragraphs that stand in two places, nearly word for word."""

from collections.abc import Iterator, Sequence
from hashlib import blake2b

from gatepost.lint.guide_text import Block, GuideText
from gatepost.lint.rule import Rule
from gatepost.model.phrases import WORD

SHORTEST = 25
"""Words that a paragraph must have to count."""
RUN = 4
ALIKE = 0.8
SKETCH = 6
"""How many of a paragraph's runs of words stand for it; two that share none are not compared."""


def compare(guides: Sequence[GuideText]) -> Iterator[tuple[GuideText, int, str]]:
    """Find the second of two paragraphs that are nearly the same. The time follows the text."""
    seen: dict[bytes, list[tuple[GuideText, Block, frozenset[bytes]]]] = {}
    for guide in guides:
        for block in guide.blocks:
            runs = _runs(block) if block.kind in ("paragraph", "item") else frozenset()
            if not runs:
                continue
            sketch = sorted(runs)[:SKETCH]
            for other, first, known in (one for key in sketch for one in seen.get(key, ())):
                if len(runs & known) >= ALIKE * len(runs | known):
                    yield (
                        guide,
                        block.line,
                        f"this stands at {other.file}:{first.line} as well. Say it once, and link to it.",
                    )
                    break
            for key in sketch:
                seen.setdefault(key, []).append((guide, block, runs))


def _runs(block: Block) -> frozenset[bytes]:
    words = WORD.findall(block.text.lower())
    if len(words) < SHORTEST:
        return frozenset()
    runs = (" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1))
    return frozenset(blake2b(run.encode(), digest_size=8).digest() for run in runs)


RULE = Rule("repeated-paragraph", "note", compare=compare)
