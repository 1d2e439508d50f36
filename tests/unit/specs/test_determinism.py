from collections.abc import Iterator

from tests.unit.specs.postern import Postern, documented


def session(postern: Postern) -> Iterator[tuple[int, bytes, dict[str, str]]]:
    """Every documented call, one after another, and a stream."""
    for one in documented():
        answer = postern(one.method, one.target, json_body=one.body)
        yield answer.status, answer.body, answer.headers
    answer = postern.ask("How do keys work?", stream=True)
    yield answer.status, answer.body, answer.headers


def test_equal_seeds_give_equal_bytes() -> None:
    assert list(session(Postern(seed=3))) == list(session(Postern(seed=3)))


def test_a_reset_goes_back_to_the_start() -> None:
    postern = Postern()
    first = list(session(postern))
    postern.sandbox.reset()
    assert list(session(postern)) == first


def test_another_seed_gives_other_ids() -> None:
    one, other = (Postern(seed=seed).ask("Hello").json["id"] for seed in (1, 2))
    assert one != other
