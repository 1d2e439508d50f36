from tests.unit.specs.postern import Postern, events, text

QUESTION = "How do fallbacks work?"
SAME = "how do FALLBACKS work"


def test_the_same_question_is_answered_again_at_no_cost() -> None:
    postern = Postern()
    first, again = postern.ask(QUESTION), postern.ask(SAME)
    assert [answer.headers["x-postern-cache"] for answer in (first, again)] == ["miss", "hit"]
    assert text(again) == text(first)
    assert again.headers["x-postern-cost-usd"] == "0"
    assert again.json["usage"]["cost_usd"] == 0
    assert postern.get("/v1/usage").json["total"]["cached_requests"] == 8
    settings = postern.get("/v1/cache").json
    assert (settings["entries"], settings["hits"], settings["misses"]) == (1, 8, 54)


def test_a_hit_is_streamed_like_any_answer() -> None:
    postern = Postern()
    postern.ask(QUESTION)
    stream = postern.ask(QUESTION, stream=True, stream_options={"include_usage": True})
    assert stream.headers["x-postern-cache"] == "hit"
    assert events(stream)[-2]["usage"]["cost_usd"] == 0


def test_another_question_or_form_or_team_is_a_miss() -> None:
    postern = Postern()
    postern.ask(QUESTION)
    others = [
        postern.ask("How do budgets work?"),
        postern.ask(QUESTION, max_completion_tokens=5),
        postern.ask(QUESTION, "meridian-4"),
        postern.ask(QUESTION, key="sk-harbour-example-web"),
    ]
    assert {answer.headers["x-postern-cache"] for answer in others} == {"miss"}
    assert postern.ask(QUESTION, key="sk-sandbox-inference").headers["x-postern-cache"] == "hit"


def test_a_call_may_skip_or_refresh() -> None:
    postern = Postern()
    postern.ask(QUESTION)
    found = [
        postern.ask(QUESTION, headers={"x-postern-cache-mode": mode}).headers for mode in ("skip", "refresh", "use")
    ]
    assert [headers["x-postern-cache"] for headers in found] == ["off", "miss", "hit"]


def test_answers_grow_old() -> None:
    postern = Postern()
    postern.ask(QUESTION)
    postern.send("PATCH", "/v1/cache", {"ttl_seconds": 10})
    postern.sandbox.clock.advance(10)
    assert postern.ask(QUESTION).headers["x-postern-cache"] == "miss"


def test_the_threshold_decides_what_means_the_same() -> None:
    postern = Postern()
    near = "How do the fallbacks work here?"
    postern.ask(QUESTION)
    assert postern.ask(near, headers={"x-postern-cache-mode": "skip"}).headers["x-postern-cache"] == "off"
    postern.send("PATCH", "/v1/cache", {"similarity_threshold": 0.7})
    assert postern.ask(near).headers["x-postern-cache"] == "hit"
    postern.send("PATCH", "/v1/cache", {"similarity_threshold": 1})
    assert postern.ask(near).headers["x-postern-cache"] == "miss"
    assert postern.ask(QUESTION).headers["x-postern-cache"] == "hit"


def test_purging_forgets() -> None:
    postern = Postern()
    postern.ask(QUESTION)
    postern.ask(QUESTION, "meridian-4")
    assert postern.post("/v1/cache/purge", {"model": "meridian-4"}).json == {"purged": 1}
    assert postern.post("/v1/cache/purge").json == {"purged": 1}
    assert postern.ask(QUESTION).headers["x-postern-cache"] == "miss"


def test_it_can_be_switched_off() -> None:
    postern = Postern()
    postern.send("PATCH", "/v1/cache", {"enabled": False})
    assert {postern.ask(QUESTION).headers["x-postern-cache"] for _ in range(2)} == {"off"}
