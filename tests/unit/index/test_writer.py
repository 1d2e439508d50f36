import json
from typing import Any

import numpy as np
import pytest

from gatepost.errors import ConfigurationError
from gatepost.index import blocks, files, vectors
from gatepost.index.lexical import PART, PATH, lexicon
from gatepost.index.table import quantised, scale, table, unpacked
from gatepost.model.address import Address
from gatepost.model.passage import Part, Passage
from gatepost.search_settings import AskInput, SearchSettings


def operation(call: str, title: str, **more: Any) -> Passage:
    method, _, path = call.partition(" ")
    url = f"reference/{title.lower().replace(' ', '-')}/"
    return Passage(
        address=Address("operation", call), kind="operation", title=title, url=url, method=method, path=path, **more
    )


OPERATIONS = (
    operation("GET /forecasts", "List forecasts", text="Every forecast, the newest first.", name="listForecasts"),
    operation("POST /keys", "Create a key", parts=(Part(id="body-alias", kind="field", name="alias"),)),
    operation("GET /me", "Show the caller", deprecated=True),
)


def head_of(found: dict[str, bytes]) -> dict[str, Any]:
    head: dict[str, Any] = json.loads(found["index.json"])
    return head


def test_the_same_passages_give_the_same_bytes() -> None:
    assert files(OPERATIONS, SearchSettings()) == files(OPERATIONS, SearchSettings())


def test_another_text_gives_another_folder_and_the_same_table() -> None:
    one = head_of(files(OPERATIONS, SearchSettings()))
    other = head_of(files(OPERATIONS[:2], SearchSettings()))
    assert one["folder"] != other["folder"]
    assert one["table"] == other["table"]


def test_names_say_what_they_are_of() -> None:
    names = lexicon(OPERATIONS).names
    assert [(one.sort, one.passage) for one in names["getforecasts"]] == [(PATH, 0)]
    assert [(one.sort, one.passage, one.part) for one in names["alias"]] == [(PART, 1, 0)]


def test_names_of_the_same_letters_are_told_apart_by_their_marks() -> None:
    parts = (Part(id="query-commit_id", kind="parameter", name="commit_id"),)
    names = lexicon((operation("GET /commit/id", "Commit", parts=parts),)).names
    assert {(one.sort, one.marks) for one in names["commitid"]} == {(PATH, 0b10), (PART, 0b1)}


def test_stop_words_are_found_in_paths_and_nowhere_else() -> None:
    postings = lexicon(OPERATIONS).postings
    assert [place for place, _ in postings["me"]] == [2]
    assert "the" not in postings


def test_a_word_in_the_title_says_more_than_one_in_the_text() -> None:
    several = (operation("GET /a", "Budget"), operation("GET /b", "Other", text="About a budget and more."))
    impacts = dict(lexicon(several).postings["budget"])
    assert impacts[0] > impacts[1]


def test_boosts_go_by_address() -> None:
    plain = files(OPERATIONS, SearchSettings())
    boosted = files(OPERATIONS, SearchSettings(boosts={"operation:POST *": 2}))
    column = slice(-3, None)
    assert list(plain[head_of(plain)["folder"] + "/passages.bin"][column]) == [64, 64, 64]
    assert list(boosted[head_of(boosted)["folder"] + "/passages.bin"][column]) == [64, 128, 64]


def test_a_block_starts_with_the_shortest_key_that_tells() -> None:
    found = blocks.blocks([("album", b"1"), ("albums", b"2"), ("artist", b"3")], 1)
    assert found.starts == ("a", "albums", "ar")


def test_four_bits_keep_the_direction() -> None:
    rows = np.random.default_rng(1).normal(size=(50, 256)).astype(np.float32)
    packed = quantised(rows)
    again = unpacked(packed[:, 1:]) * scale(packed[:, 0].astype(np.float32))[:, None]
    cosines = (rows * again).sum(axis=1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(again, axis=1)
    assert cosines.min() > 0.98


def test_many_vectors_are_spread_over_files_of_neighbours() -> None:
    rows = np.random.default_rng(1).normal(size=(4000, 256)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    found = vectors.clusters(rows)
    assert sorted(one for own in found.members for one in own) == list(range(4000))
    assert max(map(len, found.members)) <= vectors.LARGEST
    assert len(found.centres) == 256 // 8 * len(found.members)
    own = rows[list(found.members[0])]
    signs = np.unpackbits(np.frombuffer(found.centres[:32], np.uint8), bitorder="little")
    assert (signs == (own.sum(axis=0) > 0)).all()


def test_a_crowd_of_neighbours_is_halved_until_a_reader_can_load_it() -> None:
    noise = np.random.default_rng(1).normal(size=(2000, 256)).astype(np.float32)
    rows = noise / 1000 + np.eye(256, dtype=np.float32)[0]
    members = vectors.clusters(rows / np.linalg.norm(rows, axis=1, keepdims=True)).members
    assert sum(map(len, members)) == 2000 and max(map(len, members)) <= vectors.LARGEST


def test_words_of_like_meaning_are_near() -> None:
    words = table()

    def cosine(one: str, other: str) -> float:
        a, b = words.vector([one]), words.vector([other])
        return float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))

    assert cosine("hotel", "lodg") > cosine("hotel", "token") + 0.1


def test_methods_are_known_by_their_verbs() -> None:
    def near(method: str) -> Any:
        address = Address("operation", f"{method} /pets")
        passage = Passage(address=address, kind="operation", title="Pets", url="", method=method, path="/pets")
        return vectors.vectors((passage,), table(), {})[0] @ table().vector(["remov"])

    assert near("DELETE") > near("GET")


def test_a_site_without_passages_can_be_searched() -> None:
    found = files((), SearchSettings())
    assert head_of(found)["passages"] == 0


def test_whole_texts_are_written_only_where_questions_are_answered() -> None:
    assert not any("texts-" in name for name in files(OPERATIONS, SearchSettings()))
    found = files(OPERATIONS, SearchSettings(ask=AskInput(operation="listForecasts", model="fast")))
    head = head_of(found)
    assert head["ask"] == {"contract": "reference/list-forecasts/contract.json", "model": "fast"}
    texts = json.loads(found[f"{head['folder']}/texts-0.json"])
    assert texts[:2] == [["Every forecast, the newest first.", ""], ["", "alias"]]


def test_a_chat_operation_that_is_not_there_is_named() -> None:
    with pytest.raises(ConfigurationError, match=r"ask.operation: there is no operation 'createChat'"):
        files(OPERATIONS, SearchSettings(ask=AskInput(operation="createChat")))
