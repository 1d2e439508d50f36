"""What the guides of Postern show is sent to Postern under uvicorn, and answered as they say.

A sample ends with `# answers 402 budget_exceeded`: the status, and the code of the error where there is one.
Samples and consoles of one guide follow each other, as a reader would send them.
"""

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent
from typing import Any

import httpx
import pytest

from gatepost.sandbox import Sandbox
from gatepost.sandbox.serve import start
from tests.unit.specs.postern import CURRENT, SPECS, behaviours, description, documented

GUIDES = sorted((SPECS.parent / "docs" / "postern").glob("*.md"))
SERVER = "https://eu.postern.example.com"
HEADERS = {"Authorization": "Bearer sk-sandbox"}
BLOCK = re.compile(
    r"^(?P<indent> *)```sh\n(?P<sample>.*?)^ *```$|^/// console \| (?P<operation>\w+)\n(?P<values>.*?)^///$",
    re.MULTILINE | re.DOTALL,
)
PROMISE = re.compile(r"^# answers (?P<status>\d{3})(?: (?P<code>\w+))?(?P<third>, the third time)?$", re.MULTILINE)
WITHOUT_VALUE = {"-i", "-N", "-s", "-G"}


@dataclass
class Curl:
    """The arguments of a `curl` command that the guides use."""

    url: str = ""
    method: str | None = None
    headers: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    in_query: bool = False

    def request(self, base: str) -> httpx.Request:
        """The request that curl would make, to another address."""
        assert self.url.startswith(SERVER)
        url = base + self.url.removeprefix(SERVER)
        body = "&".join(self.bodies)
        if self.in_query:
            return httpx.Request(self.method or "GET", f"{url}?{body}", headers=self.headers)
        method = self.method or ("POST" if body else "GET")
        return httpx.Request(method, url, headers=self.headers, content=body or None)


def parsed(command: str) -> Curl:
    """Reads a command; fails on options that no guide uses yet."""
    words = iter(shlex.split(command.replace("\\\n", " "), comments=True)[1:])
    curl = Curl()
    for word in words:
        if word == "-X":
            curl.method = next(words)
        elif word == "-H":
            name, _, value = next(words).partition(": ")
            curl.headers.append((name, value))
        elif word == "-d":
            curl.bodies.append(next(words))
        elif word.startswith("-"):
            assert word in WITHOUT_VALUE, word
            curl.in_query = curl.in_query or word == "-G"
        else:
            curl.url = word
    return curl


@pytest.fixture
def postern() -> Iterator[httpx.Client]:
    running = start(Sandbox(description(CURRENT), behaviours=behaviours(), pace=0, check=True))
    with httpx.Client(base_url=running.url, trust_env=False) as client:
        yield client
    running.stop()


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_shows_is_answered_as_it_says(postern: httpx.Client, guide: Path) -> None:
    for block in BLOCK.finditer(guide.read_text("utf-8")):
        if block["operation"]:
            _send_console(postern, block["operation"], block["values"])
        elif "curl" in block["sample"]:
            _send_sample(postern, dedent(block["sample"]))


def _send_sample(postern: httpx.Client, sample: str) -> None:
    promise = PROMISE.search(sample)
    assert promise, f"say what it answers:\n{sample}"
    request = parsed(sample).request(str(postern.base_url).rstrip("/"))
    for _ in range(3 if promise["third"] else 1):
        reply = postern.send(request)
    assert reply.status_code == int(promise["status"]), f"{sample}\n{reply.text}"
    if reply.status_code >= 400:
        assert reply.json()["error"]["code"] == promise["code"], f"{sample}\n{reply.text}"


def _send_console(postern: httpx.Client, operation_id: str, values: str) -> None:
    """Sends a form as it is filled in; every form of a guide is one that succeeds."""
    given = json.loads(values)
    wrapped = given.keys() <= {"parameters", "body"}
    one = next(one for one in documented(CURRENT) if one.id == operation_id)
    query = {name: _joined(value) for name, value in given.get("parameters", {}).items()} if wrapped else {}
    body: Any = given.get("body") if wrapped else given
    reply = postern.request(one.method, one.path, params=query, json=body, headers=HEADERS)
    assert reply.status_code < 300, f"{operation_id} {values}\n{reply.text}"


def _joined(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def test_there_is_something_to_run() -> None:
    samples = sum(guide.read_text("utf-8").count("# answers ") for guide in GUIDES)
    assert len(GUIDES) == 12
    assert samples >= 50
