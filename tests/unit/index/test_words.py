import json
from pathlib import Path

import pytest

from gatepost.index.stem import stem
from gatepost.index.words import squashed, surfaces

GOLDEN = Path(__file__).parents[2] / "golden"


@pytest.mark.parametrize("word, stemmed", json.loads((GOLDEN / "stems.json").read_text()).items())
def test_stems(word: str, stemmed: str) -> None:
    assert stem(word) == stemmed


@pytest.mark.parametrize("text, words, whole", json.loads((GOLDEN / "words.json").read_text()))
def test_words(text: str, words: list[str], whole: str) -> None:
    assert surfaces(text) == words
    assert squashed(text) == whole


def test_inflections_share_a_stem() -> None:
    for family in (("create", "created", "creating"), ("policy", "policies"), ("playlist", "playlists")):
        assert len({stem(word) for word in family}) == 1
