from tests.unit.specs.postern import Postern, error

SLOW = "sk-sandbox-slow"


def test_the_third_call_in_a_minute_is_429_with_the_time_to_wait() -> None:
    postern = Postern()
    left = [postern.ask("Hello", key=SLOW).headers["x-ratelimit-remaining-requests"] for _ in range(2)]
    assert left == ["1", "0"]
    refused = postern.ask("Hello", key=SLOW, expect=429)
    wait = int(refused.headers["retry-after"])
    assert error(refused) == "rate_limited"
    assert 0 < wait <= 60
    assert refused.headers["x-ratelimit-limit-requests"] == "2"
    assert refused.headers["x-ratelimit-reset-requests"] == refused.headers["retry-after"]
    assert f"Try again in {wait} seconds" in refused.message
    postern.sandbox.clock.advance(wait)
    postern.ask("Hello", key=SLOW)


def test_administration_is_not_counted() -> None:
    postern = Postern()
    for _ in range(3):
        postern.get("/v1/models", key=SLOW)
    assert postern.ask("Hello", key=SLOW).status == 200


def test_tokens_are_counted_for_everyone_who_uses_a_model() -> None:
    postern = Postern()
    postern.put("/v1/rate-limits/model/meridian-4", {"tokens_per_minute": 20})
    postern.ask("Hello", "meridian-4")
    assert "20 tokens a minute" in postern.ask("Hello again", "meridian-4", expect=429).message
    limit = postern.get("/v1/rate-limits").json["data"][-1]
    assert (limit["remaining_tokens"], limit["remaining_requests"]) == (0, None)


def test_null_lifts_a_limit() -> None:
    postern = Postern()
    lifted = postern.put("/v1/rate-limits/key/key_slow", {"requests_per_minute": None}).json
    assert lifted["remaining_requests"] is None
    assert "key_slow" not in [limit["subject"]["id"] for limit in postern.get("/v1/rate-limits").json["data"]]
    for _ in range(4):
        answer = postern.ask("Hello", key=SLOW)
    assert "x-ratelimit-limit-requests" not in answer.headers
