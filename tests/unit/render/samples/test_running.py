"""Samples are run against a server that says what reached it: the request that was meant, and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

import pytest

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example, MediaType
from gatepost.model.parameter import Parameter
from gatepost.model.schema import Property, Schema
from gatepost.render.samples import samples

Gateways = Callable[..., Gateway]
Run = Callable[[str, Gateway], str]

LANGUAGES = ("curl", "python", "python-sync", "javascript", "java", "go", "php", "ruby")
COMMANDS = {
    "curl": ("bash", "sample.sh"),
    "python": (sys.executable, "sample.py"),
    "python-sync": (sys.executable, "sample.py"),
    "openai": (sys.executable, "sample.py"),
    "javascript": ("node", "sample.mjs"),
    "java": ("java", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "Sample.java"),
    "go": ("go", "run", "sample.go"),
    "php": ("php", "sample.php"),
    "ruby": ("ruby", "sample.rb"),
}
TOOLS = {"curl": "curl"}
"""What has to be there beside the command."""

ENVIRONMENT = {
    "GATEWAY_API_KEY": "k/e+y '\"$(id)",
    "GATEWAY_USERNAME": "ada",
    "GATEWAY_PASSWORD": "pa:ss",
    "GOFLAGS": "-mod=mod",
    "GO111MODULE": "off",
    "LC_ALL": "C.UTF-8",
}


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Return a function that runs the sample of a gateway's first operation and returns what it prints."""

    def run(language: str, gateway: Gateway) -> str:
        command = COMMANDS[language]
        for tool in (command[0], TOOLS.get(language, command[0])):
            if shutil.which(tool) is None:
                pytest.skip(f"{tool} is not installed")
        (sample,) = samples(gateway.operations[0], gateway, [language])
        (tmp_path / command[-1]).write_text(sample.text, encoding="utf-8", newline="")
        environment = {**os.environ, **ENVIRONMENT, "HOME": str(tmp_path_factory.getbasetemp())}
        for name in [name for name in environment if name.lower().endswith("_proxy") or name == "JAVA_TOOL_OPTIONS"]:
            del environment[name]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, timeout=60)
        assert done.returncode == 0, f"{sample.text}\n{done.stderr.decode()}"
        assert not (tmp_path / "PWNED").exists(), sample.text
        return done.stdout.decode()

    return run


def _in(location: str, name: str, value: Any, **more: Any) -> Parameter:
    style = "form" if location in ("query", "cookie") else "simple"
    return Parameter(name=name, location=location, required=True, style=style, examples=(Example(value=value),), **more)


@pytest.mark.parametrize("language", LANGUAGES)
def test_json_and_parameters_arrive_as_meant(
    language: str, run: Run, echo: Any, gateway: Gateways, nasty: tuple[str, ...]
) -> None:
    """Every nasty string at once: in the path, the query, headers, a cookie and a JSON body, as value and as name."""
    everything = "/".join(nasty)
    body = {**{value: [value] for value in nasty}, "__proto__": {"n": [1, -2.5, None, True]}}
    run(
        language,
        gateway(
            server=echo.url + "/base path/",
            path="/a b/{value}/c",
            method="POST",
            parameters=(
                _in("path", "value", everything),
                *(_in("query", f"q {value}", value) for value in nasty),
                *(_in("header", f"X-{index}", value) for index, value in enumerate(nasty)),
                _in("cookie", "c", nasty[0]),
            ),
            body=body,
            security=("bearer",),
        ),
    )
    (received,) = echo.received
    path, _, query = received.target.partition("?")
    assert received.method == "POST"
    assert unquote(path) == f"/base path/a b/{everything}/c"
    assert dict(parse_qsl(query, keep_blank_values=True, strict_parsing=True)) == {f"q {v}": v for v in nasty}
    for index, value in enumerate(nasty):
        assert received.headers[f"x-{index}"] == quote(value, safe="".join(map(chr, range(32, 127)))).strip(" ")
    assert received.headers["cookie"] == f"c={quote(nasty[0], safe='')}"
    assert received.headers["authorization"] == "Bearer " + ENVIRONMENT["GATEWAY_API_KEY"]
    assert received.headers["content-type"].partition(";")[0] == "application/json"
    assert json.loads(received.body) == body


@pytest.mark.parametrize("language", LANGUAGES)
def test_forms_arrive_as_meant(language: str, run: Run, echo: Any, gateway: Gateways, nasty: tuple[str, ...]) -> None:
    fields = {f"n {value}": value for value in nasty}
    run(
        language,
        gateway(server=echo.url, method="PUT", body=fields, media_type="application/x-www-form-urlencoded"),
    )
    (received,) = echo.received
    assert received.method == "PUT"
    assert received.headers["content-type"].partition(";")[0] == "application/x-www-form-urlencoded"
    assert dict(parse_qsl(received.body.decode(), keep_blank_values=True, strict_parsing=True)) == fields


@pytest.mark.parametrize("language", LANGUAGES)
def test_parts_arrive_as_meant(
    language: str, run: Run, echo: Any, gateway: Gateways, nasty: tuple[str, ...], tmp_path: Path
) -> None:
    content = bytes(range(256))
    (tmp_path / "upload.bin").write_bytes(content)
    fields = {f"part{index}": value for index, value in enumerate(nasty)}
    schema = Schema(properties=(Property(name="upload", schema=Schema(types=("string",), format="binary")),))
    body = {**fields, "upload": "string"}
    run(language, gateway(server=echo.url, method="POST", body=body, media_type="multipart/form-data", schema=schema))
    (received,) = echo.received
    assert _parted(received, "upload") == content
    for name, value in fields.items():
        expected = value.replace("\0", "\ufffd")
        if language == "javascript":
            # FormData makes every line end CRLF (HTML, "constructing the entry list").
            expected = re.sub("\r?\n", "\r\n", expected)
        assert _parted(received, name) == expected.encode()


def _parted(received: Any, name: str) -> bytes:
    """Return the bytes of one part."""
    boundary = re.search('boundary="?([^";]+)', received.headers["content-type"])[1].encode()  # type: ignore[index]
    for part in received.body.split(b"--" + boundary):
        head, _, content = part.partition(b"\r\n\r\n")
        if f'name="{name}"'.encode() in head:
            return content.removesuffix(b"\r\n")
    raise KeyError(name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_arrives_as_meant(language: str, run: Run, echo: Any, gateway: Gateways, nasty: tuple[str, ...]) -> None:
    text = "@" + "\n".join(nasty).replace("\0", "")
    run(language, gateway(server=echo.url, method="PATCH", serialized=text, media_type="text/markdown"))
    (received,) = echo.received
    assert received.method == "PATCH"
    assert received.headers["content-type"].partition(";")[0] == "text/markdown"
    assert received.body == text.encode()


@pytest.mark.parametrize("language", ["curl", "python", "python-sync"])
def test_a_file_is_sent_as_it_is(language: str, run: Run, echo: Any, gateway: Gateways, tmp_path: Path) -> None:
    content = bytes(range(256))
    (tmp_path / "body.pdf").write_bytes(content)
    run(language, gateway(server=echo.url, method="POST", body="bytes", media_type="application/pdf"))
    (received,) = echo.received
    assert received.headers["content-type"] == "application/pdf"
    assert received.body == content


@pytest.mark.parametrize(
    ("scheme", "language"),
    [
        (scheme, language)
        for scheme in ("basic", "header", "query", "cookie")
        for language in LANGUAGES
        # A shell has no word for percent-encoding; and Java takes a second to start.
        if (scheme, language) != ("query", "curl") and (scheme == "query" or language != "java")
    ],
)
def test_credentials_come_from_the_environment(
    scheme: str, language: str, run: Run, echo: Any, gateway: Gateways
) -> None:
    run(language, gateway(server=echo.url, path="/x", parameters=(_in("query", "a", "b"),), security=(scheme,)))
    (received,) = echo.received
    key = ENVIRONMENT["GATEWAY_API_KEY"]
    found = {
        "basic": received.headers.get("authorization") == "Basic YWRhOnBhOnNz",
        "header": received.headers.get("x-key") == key,
        "query": ("key", key) in parse_qsl(received.target.partition("?")[2]),
        "cookie": received.headers.get("cookie") == f"session={key}",
    }
    assert [name for name, right in found.items() if right] == [scheme]
    assert ("a", "b") in parse_qsl(received.target.partition("?")[2])


@pytest.mark.parametrize("language", ["curl", "python", "python-sync", "openai", "javascript"])
def test_streams_are_printed(language: str, run: Run, echo: Any, gateway: Gateways) -> None:
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    choices = [[{"index": 0, "delta": {"content": word}}] for word in ("Hel", "lo")]
    echo.events = (*(json.dumps({**chunk, "choices": choice}) for choice in choices), "[DONE]")
    printed = run(language, _chat(gateway, echo.url, stream=True))
    assert "Hello" in printed if language == "openai" else '"Hel"' in printed
    assert json.loads(echo.received[0].body)["stream"] is True


def test_the_openai_package_reaches_the_gateway(run: Run, echo: Any, gateway: Gateways, nasty: tuple[str, ...]) -> None:
    message = {"role": "assistant", "content": "Good day."}
    echo.answer = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "m",
        "choices": [{"index": 0, "message": message, "finish_reason": "stop"}],
    }
    body = {"model": "m", "messages": [{"role": "user", "content": value} for value in nasty], "guardrails": ["pii"]}
    printed = run("openai", gateway(server=echo.url + "/v1", path="/chat/completions", method="POST", body=body))
    (received,) = echo.received
    assert printed == "Good day.\n"
    assert received.target == "/v1/chat/completions"
    assert received.headers["authorization"] == "Bearer " + ENVIRONMENT["GATEWAY_API_KEY"]
    assert json.loads(received.body) == body


def _chat(gateway: Gateways, url: str, stream: bool) -> Gateway:
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "stream": stream}
    answers = (MediaType(name="application/json", stream=True),)
    return gateway(server=url, path="/v1/chat/completions", method="POST", body=body, answers=answers)
