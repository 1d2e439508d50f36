from tests.unit.specs.postern import Postern

PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


def test_a_call_is_found_by_its_request_id_with_cost_and_key() -> None:
    postern = Postern()
    answer = postern.ask("How do fallbacks work?", metadata={"service": "docs"})
    log = postern.get(f"/v1/logs/{answer.headers['x-postern-request-id']}").json
    assert log["cost_usd"] == answer.json["usage"]["cost_usd"] == float(answer.headers["x-postern-cost-usd"])
    assert (log["key_id"], log["team_id"], log["metadata"]) == ("key_sandbox", "team_atlas", {"service": "docs"})
    assert log["answer"] == answer.json["choices"][0]["message"]["content"]


def test_every_refusal_leaves_a_record() -> None:
    postern = Postern()
    postern.ask("Hello", key="sk-sandbox-spent", expect=402)
    for _ in range(2):
        postern.ask("Hello", key="sk-sandbox-slow")
    postern.ask("Hello", key="sk-sandbox-slow", expect=429)
    postern.ask("Hello", "cobalt-2", key="sk-harbour-example-web", expect=403)
    found = {
        outcome: postern.get(f"/v1/logs?outcome={outcome}").json["data"]
        for outcome in ("over_budget", "rate_limited", "denied")
    }
    assert {outcome: len(logs) for outcome, logs in found.items()} == {"over_budget": 1, "rate_limited": 1, "denied": 1}
    assert postern.get("/v1/usage").json["total"]["failed_requests"] == 3


def test_calls_of_one_trace_stand_side_by_side() -> None:
    postern = Postern()
    for model in ("fast", "tidewater-1"):
        answer = postern.ask("Hello", model, headers={"traceparent": PARENT})
        assert answer.headers["x-postern-trace-id"] == PARENT[3:35]
    trace = postern.get(f"/v1/traces/{PARENT[3:35]}").json
    assert len(trace["request_ids"]) == len(trace["spans"]) == 2
    assert trace["spans"][1]["offset_ms"] > trace["spans"][0]["offset_ms"] == 0
    assert [span["status"] for span in trace["spans"][1]["children"]].count("error") == 2


def test_a_trace_parent_of_another_form_starts_a_trace() -> None:
    assert len(Postern().ask("Hello", headers={"traceparent": "zz"}).headers["x-postern-trace-id"]) == 32


def test_children_lie_within_their_span() -> None:
    postern = Postern()
    for question, model in (("Hello", "fast"), ("Hello", "fast"), ("Hi", "tidewater-1"), ("Hi", "fast")):
        trace_id = postern.ask(question, model).headers["x-postern-trace-id"]
        (root,) = postern.get(f"/v1/traces/{trace_id}").json["spans"]
        ends = [child["offset_ms"] + child["duration_ms"] for child in root["children"]]
        assert max(ends) <= root["duration_ms"]
        assert all(child["offset_ms"] >= end for child, end in zip(root["children"][1:], ends, strict=False))


def test_logs_are_filtered_and_read_by_cursor() -> None:
    postern = Postern()
    seen: list[str] = []
    target: str | None = "/v1/logs?team_id=team_lantern&limit=7"
    while target:
        page = postern.get(target).json
        seen += [log["id"] for log in page["data"]]
        assert {log["team_id"] for log in page["data"]} == {"team_lantern"}
        target = page["has_more"] and f"/v1/logs?team_id=team_lantern&limit=7&cursor={page['next_cursor']}"
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) > 20


def test_a_team_may_keep_no_texts() -> None:
    postern = Postern()
    team = postern.post("/v1/teams", {"name": "Quiet", "log_retention_days": 0}).json
    key = postern.post("/v1/keys", {"name": "q", "team_id": team["id"]}).json
    request_id = postern.ask("Hello", key=key["secret"]).headers["x-postern-request-id"]
    log = postern.get(f"/v1/logs/{request_id}").json
    assert (log["prompt"], log["answer"]) == (None, None)


def test_a_period_that_ends_before_it_begins_is_empty() -> None:
    postern = Postern()
    for moments in ("starts_at=2026-11-23T00:00:00Z&ends_at=2026-11-22T00:00:00Z", "ends_at=0001-01-01T00:00:00Z"):
        assert postern.get(f"/v1/logs?{moments}").json["data"] == []
        assert postern.get(f"/v1/usage?{moments}").json["total"]["requests"] == 0
