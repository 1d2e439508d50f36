import csv
import io

import pytest

from tests.unit.specs.postern import Postern, error


def test_a_call_shows_up_under_its_team_key_and_model() -> None:
    postern = Postern()
    target = "/v1/usage?bucket=hour&group_by=team,key,model"
    before = postern.get(target).json
    cost = postern.ask("How do fallbacks work?").json["usage"]["cost_usd"]
    after = postern.get(target).json
    new = [row for row in after["data"] if row not in before["data"]]
    assert [(row["team_id"], row["key_id"], row["model"]) for row in new] == [
        ("team_atlas", "key_sandbox", "meridian-4-mini")
    ]
    assert (new[0]["requests"], new[0]["cost_usd"], new[0]["starts_at"]) == (1, cost, "2026-11-23T09:00:00Z")
    assert after["total"]["cost_usd"] == pytest.approx(before["total"]["cost_usd"] + cost)


@pytest.mark.parametrize("bucket", ["hour", "day", "month"])
@pytest.mark.parametrize("groups", ["team", "key,model", "team,key,model"])
def test_rows_add_up_to_the_total(bucket: str, groups: str) -> None:
    report = Postern().get(f"/v1/usage?bucket={bucket}&group_by={groups}").json
    for figure in ("requests", "prompt_tokens", "cost_usd"):
        assert sum(row[figure] for row in report["data"]) == pytest.approx(report["total"][figure])


def test_filters_choose() -> None:
    postern = Postern()
    report = postern.get("/v1/usage?filter[team_id]=team_lantern&filter[model]=meridian-4&group_by=team,model").json
    assert {(row["team_id"], row["model"]) for row in report["data"]} == {("team_lantern", "meridian-4")}


def test_costs_of_the_month_are_those_of_the_budget() -> None:
    postern = Postern()
    postern.ask("How do fallbacks work?")
    costs = postern.get("/v1/usage/costs").json["costs"]
    assert costs["team_atlas"] == postern.get("/v1/budgets/bud_atlas_month").json["spent_usd"]


def test_an_export_is_queued_then_completed_then_downloaded() -> None:
    postern = Postern()
    body = {"starts_at": "2026-11-16T00:00:00Z", "ends_at": "2026-11-24T00:00:00Z", "group_by": ["key"]}
    made = postern.post("/v1/usage/exports", body, expect=202)
    target = made.headers["location"]
    assert error(postern.get(f"{target}/content", expect=409)) == "not_completed"
    job = postern.get(target).json
    answer = postern.get(f"{target}/content")
    rows = list(csv.DictReader(io.StringIO(answer.body.decode())))
    assert (made.json["status"], job["status"], job["rows"]) == ("queued", "completed", len(rows))
    assert answer.headers["content-type"].startswith("text/csv")
    total = postern.get("/v1/usage?starts_at=2026-11-16T00:00:00Z").json["total"]["cost_usd"]
    assert sum(float(row["cost_usd"]) for row in rows) == pytest.approx(total, abs=1e-4)
