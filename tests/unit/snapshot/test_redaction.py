from pathlib import Path

import pytest

from gatepost.snapshot.redaction import without_people, without_places
from gatepost.snapshot.targets import Target


def test_the_host_goes_and_everything_else_stays() -> None:
    target = Target(url="https://gw.internal:4000/mcp")
    texts = {
        "see https://gw.internal:4000/docs.": "see /docs.",
        "https://gw.internal:4000": "",
        "https://gw.internal:40001/x": "https://gw.internal:40001/x",
        "https://api.example/x": "https://api.example/x",
        "http://localhost:8080/a and http://127.0.0.1/b": "/a and /b",
    }
    for text, wanted in texts.items():
        assert without_places([{"d": text}], target) == [{"d": wanted}]


def test_the_home_folder_becomes_a_tilde_where_a_command_ran(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/ann"))
    assert without_places("in /home/ann/notes, not /home/anna", Target(command=("x",))) == "in ~/notes, not /home/anna"
    assert without_places("/home/ann/notes", Target(url="https://x.example")) == "/home/ann/notes"


def test_people_go_from_meta_and_never_from_schemas() -> None:
    schema = {"properties": {"createdBy": {"type": "string"}, "email": {}}}
    entry = {
        "name": "a",
        "inputSchema": schema,
        "_meta": {"created_by": "ann", "x": [{"ownerEmail": "a@b", "tags": [1]}]},
    }
    assert without_people(entry) == {"name": "a", "inputSchema": schema, "_meta": {"x": [{"tags": [1]}]}}
