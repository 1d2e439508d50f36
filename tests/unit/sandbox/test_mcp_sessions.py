import pytest

from gatepost.sandbox import mcp_sessions
from tests.unit.sandbox.mcp_things import body, made

PATH = "/mcp/paint"


def test_the_oldest_session_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mcp_sessions, "MOST_SESSIONS", 2)
    client = made()
    ids = [client("POST", PATH, json_body=body("initialize")).headers["mcp-session-id"] for _ in range(3)]
    assert len(set(ids)) == 3
    statuses = [client("POST", PATH, json_body=body("ping"), headers={"mcp-session-id": id}).status for id in ids]
    assert statuses == [404, 200, 200]


def test_a_session_is_not_for_another_key() -> None:
    client = made(keys=("sk-sandbox", "sk-other"))
    id = client("POST", PATH, json_body=body("initialize")).headers["mcp-session-id"]
    other = {"mcp-session-id": id, "authorization": "Bearer sk-other"}
    answer = client("POST", PATH, json_body=body("ping", id="p"), headers=other)
    assert (answer.status, answer.json["id"]) == (404, "p")
