import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

from gatepost.sandbox import Call, Event, Sandbox, Stream, operation
from gatepost.sandbox.page import PageSandbox
from tests.unit.sandbox.test_behaviour import module
from tests.unit.sandbox.things import describe, parameter, response

DESCRIPTION = describe(
    {
        "/things": {
            "get": {
                "operationId": "list",
                "parameters": [parameter("name", "query", {"type": "string"})],
                "responses": {"200": response({"type": "array", "items": {"type": "string"}})},
            }
        },
        "/words": {
            "get": {
                "operationId": "words",
                "responses": {"200": {"description": "", "content": {"text/event-stream": {}}}},
            }
        },
    }
)


@operation("words")
def words(call: Call) -> Stream:
    def events() -> Iterator[Event]:
        for number in range(1000):
            yield Event(str(number), delay=0.001)

    return Stream(events())


def posted(work: Callable[[PageSandbox, list[tuple[Any, ...]]], Coroutine[Any, Any, None]]) -> list[tuple[Any, ...]]:
    seen: list[tuple[Any, ...]] = []

    async def run() -> None:
        await work(
            PageSandbox(Sandbox(DESCRIPTION, behaviours=[module(words=words)]), lambda *told: seen.append(told)), seen
        )

    asyncio.run(run())
    return seen


async def until(condition: Callable[[], bool]) -> None:
    while not condition():
        await asyncio.sleep(0)


def test_a_request_is_answered_by_head_chunk_and_end() -> None:
    async def work(page: PageSandbox, seen: list[tuple[Any, ...]]) -> None:
        page.begin(7, "get", "/things?name=a%20b", [["Accept", "*/*"]], b"")
        await until(lambda: (7, "end") in seen)

    head, chunk, _ = posted(work)
    assert head[:3] == (7, "head", 200)
    assert ["content-type", "application/json"] in json.loads(head[3])
    assert chunk[:2] == (7, "chunk") and isinstance(json.loads(chunk[2]), list)


def test_events_leave_one_by_one_and_a_reader_who_goes_ends_the_stream() -> None:
    async def work(page: PageSandbox, seen: list[tuple[Any, ...]]) -> None:
        page.begin(1, "GET", "/words", [], b"")
        await until(lambda: len(seen) > 3)
        page.cancel(1)
        page.cancel(99)
        length = len(seen)
        page.begin(2, "GET", "/things", [], b"")
        await until(lambda: (2, "end") in seen)
        assert not [told for told in seen[length:] if told[0] == 1]

    seen = posted(work)
    assert [told[2] for told in seen[1:4]] == [b"data: 0\n\n", b"data: 1\n\n", b"data: 2\n\n"]


def test_what_breaks_off_is_told() -> None:
    async def work(page: PageSandbox, seen: list[tuple[Any, ...]]) -> None:
        async def broken(*_: Any) -> None:
            raise ValueError("no more")

        page.sandbox = broken  # type: ignore[assignment]
        page.begin(1, "GET", "/things", [], b"")
        await until(lambda: bool(seen))

    assert posted(work) == [(1, "broken", "ValueError: no more")]
