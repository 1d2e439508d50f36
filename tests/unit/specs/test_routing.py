from collections import Counter

from tests.unit.specs.postern import Postern, error

PAUSES = {"first_ms": 100, "longest_ms": 200}


def test_a_fallback_answers_for_a_provider_that_is_down() -> None:
    postern = Postern()
    answer = postern.ask("Who answers?", "tidewater-1")
    assert answer.headers["x-postern-model"] == answer.json["model"] == "cobalt-2"
    assert answer.headers["x-postern-provider"] == "cobalt"
    assert answer.headers["x-postern-attempted-fallbacks"] == "1"
    assert answer.headers["x-postern-attempted-retries"] == "1"
    log = postern.get(f"/v1/logs/{answer.headers['x-postern-request-id']}").json
    assert [attempt["status"] for attempt in log["attempts"]] == [503, 503, 200]
    assert (log["asked_model"], log["model"], log["retries"], log["fallbacks"]) == ("tidewater-1", "cobalt-2", 1, 1)


def test_without_fallbacks_the_failure_is_502() -> None:
    postern = Postern()
    postern.put("/v1/routing/fallbacks/tidewater-1", {"fallbacks": []})
    answer = postern.ask("Who answers?", "tidewater-1", expect=502)
    assert error(answer) == "provider_failed"
    assert answer.headers["x-postern-attempted-retries"] == "1"
    log = postern.get("/v1/logs?limit=1&outcome=failed").json["data"][0]
    assert (log["status"], log["cost_usd"], log["model"]) == (502, 0, None)


def test_the_retry_policy_says_how_often() -> None:
    postern = Postern()
    postern.put("/v1/routing/fallbacks/tidewater-1", {"fallbacks": []})
    postern.put("/v1/routing/retries", {"max_retries": 3, "backoff": PAUSES, "retry_on": [503]})
    answer = postern.ask("Who answers?", "tidewater-1", expect=502)
    assert answer.headers["x-postern-attempted-retries"] == "3"
    postern.put("/v1/routing/retries", {"max_retries": 3, "backoff": PAUSES, "retry_on": [500]})
    answer = postern.ask("Who answers?", "tidewater-1", expect=502)
    assert answer.headers["x-postern-attempted-retries"] == "0"


def test_an_unsteady_provider_answers_when_it_is_asked_again() -> None:
    postern = Postern()
    retries = [postern.ask(f"Heron {n}", "cobalt-2").headers["x-postern-attempted-retries"] for n in range(4)]
    assert retries == ["0", "0", "1", "0"]


def test_an_alias_deals_calls_out_by_weight() -> None:
    postern = Postern()
    models = Counter(postern.ask(f"Heron {n}", "smart").headers["x-postern-model"] for n in range(10))
    assert models == {"meridian-4": 7, "cobalt-2": 3}


def test_an_alias_goes_where_the_ability_is() -> None:
    tool = {"type": "function", "function": {"name": "get_heron"}}
    postern = Postern()
    models = {postern.ask(f"Count {n}", "smart", tools=[tool]).json["model"] for n in range(4)}
    assert models == {"meridian-4"}


def test_a_rule_makes_an_alias_and_takes_it_away() -> None:
    postern = Postern()
    rule = {"name": "Cheap", "priority": 40, "match": {"model": "cheap"}}
    body = {**rule, "strategy": {"kind": "cheapest", "models": ["meridian-4", "tidewater-1", "cobalt-2"]}}
    made = postern.post("/v1/routing/rules", body, expect=201)
    assert postern.ask("Hello", "cheap").json["model"] == "cobalt-2"
    assert "cheap" in postern.get("/v1/models/cobalt-2").json["aliases"]
    assert error(postern.post("/v1/routing/rules", body, expect=409)) == "already_exists"
    postern.send("DELETE", made.headers["location"], expect=204)
    postern.ask("Hello", "cheap", expect=404)


def test_a_rule_matches_team_labels_and_length() -> None:
    postern = Postern()
    labelled = postern.ask("Hi", "meridian-4", key="sk-lantern-example-batch", metadata={"purpose": "nightly_batch"})
    assert labelled.json["model"] == "meridian-4-mini"
    assert postern.ask("Hi", "meridian-4", key="sk-lantern-example-batch").json["model"] == "meridian-4"
    long = {"name": "Long", "priority": 5, "match": {"min_prompt_tokens": 100}}
    postern.post("/v1/routing/rules", {**long, "strategy": {"kind": "single", "model": "meridian-4"}})
    assert postern.ask("word " * 100, "fast").json["model"] == "meridian-4"


def test_a_decision_is_explained_without_being_made() -> None:
    postern = Postern()
    for _ in range(2):
        decision = postern.post("/v1/routing/resolve", {"model": "smart"}).json
        assert (decision["chosen"], decision["rule_id"]) == ("meridian-4", "rule_smart")
    assert postern.ask("Hello", "smart").json["model"] == "meridian-4"
    assert postern.post("/v1/routing/resolve", {"model": "smart"}).json["chosen"] == "cobalt-2"


def test_rules_name_models_that_exist() -> None:
    rule = {"name": "x", "priority": 90, "match": {}, "strategy": {"kind": "single", "model": "nobody"}}
    assert error(Postern().post("/v1/routing/rules", rule, expect=404)) == "model_not_found"
    fallbacks = {"fallbacks": ["cobalt-2"]}
    assert Postern().put("/v1/routing/fallbacks/cobalt-2", fallbacks, expect=409).json["error"]["param"] == "fallbacks"
