"""Samples run as scripts do: what they print, how they end, what they leave behind."""

import json

import pytest

from tests.unit.run.conftest import FakeWorker, Given, json_answer

EVENTS = Given(chunks=(b"data: Hel\n\n", b"data: lo\n\n"))
ASK = """
import os
import httpx2

response = httpx2.get("https://g.example/x", headers={"Authorization": "Bearer " + os.environ["KEY"]})
response.raise_for_status()
print(response.json()["a"], end="")
"""
STREAM = """
import httpx2

with httpx2.stream("POST", "https://g.example/x", json={}, timeout=None) as response:
    for line in response.iter_lines():
        if line:
            print(line.removeprefix("data: "), end="")
"""
OPENAI = """
from openai import OpenAI

client = OpenAI(base_url="https://g.example/v1", api_key="k")
for chunk in client.chat.completions.create(model="m", messages=[], stream=True):
    print(chunk.choices[0].delta.content or "", end="")
"""
NESTED = """
import httpx2

def main():
    return httpx2.get("https://g.example/x").json()

print(main())
"""


MAIN = """
import asyncio
import httpx


async def main() -> None:
    async with httpx.AsyncClient() as http:
        print((await http.get("https://g.example/x")).json())


asyncio.run(main())
"""


def test_a_sample_prints_what_the_gateway_answered(worker: FakeWorker) -> None:
    worker.answers.append(json_answer({"a": "Good day."}))
    assert worker.run(ASK, KEY="k1") == ""
    assert worker.output == "Good day."
    _, method, url, headers, body = worker.sent[0]
    assert (method, url, json.loads(headers), body) == (
        "GET",
        "https://g.example/x",
        [["authorization", "Bearer k1"]],
        b"",
    )


def test_streams_are_printed_as_they_come(worker: FakeWorker) -> None:
    worker.answers += [
        EVENTS,
        Given(chunks=(b'data: {"choices": [{"delta": {"content": "Hi"}}]}\n\ndata: [DONE]\n\n',)),
    ]
    assert worker.run(STREAM) == "" and worker.output == "Hello"
    assert worker.run(OPENAI) == "" and worker.output == "Hi"


def test_await_stands_at_the_outermost_level(worker: FakeWorker) -> None:
    worker.answers.append(json_answer({"a": 1}))
    source = 'import httpx\nasync with httpx.AsyncClient() as http:\n    print((await http.get("https://g.example/")).text)\n'
    assert worker.run(source) == "" and worker.output == '{"a": 1}\n'


def test_calls_in_functions_wait_or_say_why_they_cannot(worker: FakeWorker) -> None:
    worker.answers.append(json_answer([1]))
    trouble = worker.run(NESTED)
    if worker.runner._patient:
        assert (trouble, worker.output) == ("", "[1]\n")
    else:
        assert "line 5, in main" in trouble and "cannot let Python wait inside a function" in trouble


@pytest.mark.parametrize("worker", [False], ids=["awaiting"], indirect=True)
def test_asyncio_run_and_requests_work_where_python_cannot_wait(worker: FakeWorker) -> None:
    worker.answers += [json_answer({"a": 1}), json_answer({"b": 2})]
    assert worker.run(MAIN) == "" and worker.output == "{'a': 1}\n"
    assert worker.run('import requests\nprint(requests.get("https://g.example/").json())') == ""
    assert worker.output == "{'b': 2}\n"


@pytest.mark.filterwarnings("ignore:coroutine")
def test_a_traceback_has_the_lines_of_the_sample_alone(worker: FakeWorker) -> None:
    worker.answers.append(json_answer({}, 402))
    trouble = worker.run(ASK, KEY="k")
    assert 'File "sample.py", line 6, in <module>' in trouble and "response.raise_for_status()" in trouble
    assert trouble.endswith("httpx2.HTTPStatusError: Client error '402 Payment Required' for url 'https://g.example/x'")
    assert "gatepost" not in trouble


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("print(1", "line 1"),
        ("import pandas_not_here", "'pandas_not_here' is not in this page: copy the sample"),
        ("1 / 0", "ZeroDivisionError"),
        ("def f(): f()\nf()", "RecursionError"),
        ("input('Key: ')", "Nobody types here"),
        ("import os\nos.environ['NONE_SUCH']", "KeyError: 'NONE_SUCH'"),
        ("raise SystemExit('no')", "SystemExit: no"),
        ("print('\\ud800')\nraise ValueError('\\ud800')", "ValueError"),
    ],
)
def test_what_goes_wrong_is_told(worker: FakeWorker, source: str, said: str) -> None:
    assert said in worker.run(source)


def test_samples_leave_nothing_to_the_next(worker: FakeWorker) -> None:
    assert worker.run("import sys\nx = 1\nsys.exit(0)") == ""
    assert "NameError" in worker.run("print(x)")
    assert worker.run("import sys\nprint('a')\nprint('b', file=sys.stderr)\nassert __name__ == '__main__'") == ""
    assert "".join(text for kind, text in worker.printed if kind == "err").strip() == "b"
