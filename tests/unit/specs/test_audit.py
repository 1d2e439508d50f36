import pytest

from tests.unit.specs.postern import Documented, Postern, documented

WRITES = [
    one
    for one in documented()
    if one.method != "GET"
    and one.id != "testGuardrail"
    and any("adminKey" in way for way in one.operation.get("security", []))
]


@pytest.fixture(scope="module")
def postern() -> Postern:
    return Postern()


@pytest.mark.parametrize("one", WRITES, ids=lambda one: one.id)
def test_every_administrative_write_leaves_an_entry(postern: Postern, one: Documented) -> None:
    postern.sandbox.reset()
    answer = postern.send(one.method, one.target, one.body)
    event = postern.get("/v1/audit-log?limit=1").json["data"][0]
    assert event["request_id"] == answer.headers["x-postern-request-id"]
    assert event["actor"] == {"kind": "key", "id": "key_sandbox"}
    assert event["outcome"] == ("allowed" if answer.status < 300 else "refused")
    assert "sk-" not in str(event)


@pytest.mark.parametrize("one", WRITES, ids=lambda one: one.id)
def test_a_write_without_the_scope_leaves_an_entry_too(postern: Postern, one: Documented) -> None:
    postern.sandbox.reset()
    postern.send(one.method, one.target, one.body, key="sk-sandbox-inference", expect=403)
    event = postern.get("/v1/audit-log?limit=1&actor_id=key_inference").json["data"][0]
    assert event["outcome"] == "refused"
    assert "scope admin" in event["reason"]


def test_an_entry_says_what_changed_and_why() -> None:
    postern = Postern()
    postern.send("PATCH", "/v1/budgets/bud_atlas_month", {"limit_usd": 750, "alert_at": [0.5, 0.9]})
    postern.post("/v1/keys/key_slow/revoke", {"reason": "Too slow."})
    revoke, update = postern.get("/v1/audit-log?limit=2").json["data"]
    assert update["changes"] == {"limit_usd": [500, 750]}
    assert (revoke["action"], revoke["target"], revoke["reason"]) == (
        "key.revoke",
        {"kind": "key", "id": "key_slow"},
        "Too slow.",
    )
    assert revoke["changes"]["status"] == ["active", "revoked"]


def test_the_operator_is_told_apart() -> None:
    postern = Postern()
    headers = {"x-postern-admin-key": "sk-sandbox"}
    postern("DELETE", "/v1/budgets/bud_spent", headers=headers, key=False)
    event = postern.get("/v1/audit-log?action=budget.delete").json["data"][0]
    assert event["actor"] == {"kind": "operator", "id": "operator"}


def test_actions_are_found_by_noun() -> None:
    postern = Postern()
    postern.send("DELETE", "/v1/budgets/bud_spent")
    found = postern.get("/v1/audit-log?action=budget.*").json["data"]
    assert [event["action"] for event in found] == ["budget.delete", "budget.update"]


def test_reads_leave_no_entry() -> None:
    postern = Postern()
    before = postern.get("/v1/audit-log").json["data"]
    postern.get("/v1/keys")
    assert postern.get("/v1/audit-log").json["data"] == before
