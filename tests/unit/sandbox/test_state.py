from gatepost.sandbox import Clock, State


def test_a_collection_keeps_copies_in_order() -> None:
    notes = State().collection("notes")
    item = {"id": 1, "kind": "a", "tags": []}
    notes.insert(item)
    notes.insert({"id": "2", "kind": "b"})
    item["kind"] = "changed"
    assert [one["id"] for one in notes] == [1, "2"]
    assert notes.list(kind="a", other=None) == [{"id": 1, "kind": "a", "tags": []}]
    assert notes.get(1) is notes.get("1")
    assert notes.update(2, {"kind": "c", "id": "9"}) == {"id": "2", "kind": "c"}
    assert notes.update(3, {}) is None
    assert notes.delete("1") is not None
    assert notes.delete("1") is None
    assert ("2" in notes, len(notes)) == (True, 1)
    notes.clear()
    assert not len(notes)


def test_a_collection_may_be_known_by_another_property() -> None:
    aliases = State().collection("aliases", by="name")
    aliases.insert({"name": "fast", "model": "m"})
    assert aliases["fast"]["model"] == "m"


def test_reset_restores_what_was_remembered() -> None:
    state = State()
    state.collection("notes").insert({"id": 1})
    state["n"] = [1]
    state.remember()
    kept = state.collection("notes")
    kept.delete(1)
    state.collection("later").insert({"id": 1})
    state["n"].append(2)
    state["m"] = 1
    state.reset()
    assert len(kept) == 1
    assert len(state.collection("later")) == 0
    assert (state["n"], state.get("m"), "m" in state) == ([1], None, False)


def test_a_clock_moves_only_when_told() -> None:
    clock = Clock()
    assert clock.now() == clock.now()
    clock.advance(1.25)
    clock.advance(-5)
    assert clock.iso() == "2026-11-23T09:00:01.250Z"
    clock.reset()
    assert clock.iso() == "2026-11-23T09:00:00.000Z"
