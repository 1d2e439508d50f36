from tests.unit.specs.postern import Postern, error

HARBOUR = "sk-harbour-example-web"


def test_an_exhausted_budget_is_402_until_it_is_raised() -> None:
    postern = Postern()
    refused = postern.ask("Hello", key="sk-sandbox-spent", expect=402)
    assert error(refused) == "budget_exceeded"
    assert refused.headers["x-postern-budget-id"] == "bud_spent"
    assert "4.72 of 4.00 USD" in refused.message
    postern.send("PATCH", "/v1/budgets/bud_spent", {"limit_usd": 10})
    postern.ask("Hello", key="sk-sandbox-spent")


def test_the_call_that_crosses_the_line_is_answered_and_the_next_refused() -> None:
    postern = Postern()
    budget = {"subject": {"kind": "key", "id": "key_harbour_web"}, "limit_usd": 0.006, "period": "day"}
    made = postern.post("/v1/budgets", budget, expect=201).json
    assert made["spent_usd"] == 0.004678
    spent = [made["spent_usd"]]
    while spent[-1] < 0.006:
        cost = float(postern.ask(f"Heron {len(spent)}", key=HARBOUR).headers["x-postern-cost-usd"])
        now = postern.get(f"/v1/budgets/{made['id']}").json
        assert now["spent_usd"] == round(spent[-1] + cost, 10)
        spent.append(now["spent_usd"])
    assert now["remaining_usd"] == 0
    postern.ask("Hello", key=HARBOUR, expect=402)
    exhausted = postern.get("/v1/budgets?exhausted=true").json["data"]
    assert [budget["id"] for budget in exhausted] == ["bud_spent", made["id"]]
    postern.sandbox.clock.advance(86_400)
    postern.ask("Hello", key=HARBOUR)


def test_a_budget_that_only_warns_lets_calls_through() -> None:
    postern = Postern()
    postern.ask("Hello", key="sk-sandbox-spent", expect=402)
    postern.send("PATCH", "/v1/budgets/bud_spent", {"on_exhaustion": "warn"})
    assert postern.ask("Hello", key="sk-sandbox-spent").status == 200


def test_a_budget_of_a_model_refuses_calls_to_it() -> None:
    postern = Postern()
    subject = {"kind": "model", "id": "meridian-4"}
    postern.post("/v1/budgets", {"subject": subject, "limit_usd": 1})
    postern.ask("Hello", "meridian-4", expect=402)
    postern.ask("Hello", "meridian-4-mini")


def test_one_budget_for_a_subject_and_period() -> None:
    postern = Postern()
    budget = {"subject": {"kind": "team", "id": "team_atlas"}, "limit_usd": 5}
    assert error(postern.post("/v1/budgets", budget, expect=409)) == "already_exists"
    postern.post("/v1/budgets", {**budget, "period": "week"}, expect=201)
    postern.post("/v1/budgets", {**budget, "subject": {"kind": "team", "id": "nobody"}}, expect=404)


def test_a_deleted_budget_lets_calls_through() -> None:
    postern = Postern()
    postern.send("DELETE", "/v1/budgets/bud_spent", expect=204)
    postern.ask("Hello", key="sk-sandbox-spent")
    assert postern.get("/v1/usage?filter[key_id]=key_spent").json["total"]["cost_usd"] > 4
