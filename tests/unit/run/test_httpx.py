"""The stand-in for httpx2 sends what httpx2 would, and shows answers as it does."""

import json
from typing import Any

import httpx2 as real
import pytest

from gatepost.run import httpx
from tests.unit.run.conftest import FakePage, Given, json_answer

URL = "https://gateway.example/v1/things"
EVENTS = Given(headers=(("content-type", "text/event-stream"),), chunks=(b"data: a\r", b"\ndata: \xc3", b"\xa9\n\nda"))


@pytest.mark.parametrize(
    ("method", "options"),
    [
        ("GET", {"params": {"q": "a b/ü&", "n": 2, "flag": True, "many": ["x", "y"]}}),
        ("GET", {"headers": {"Authorization": "Bearer k", "X-Odd": "1"}}),
        ("POST", {"json": {"ü": [1, None, True], "text": 'a "b"'}}),
        ("POST", {"json": None, "content": b"\x00\xff", "headers": {"Content-Type": "application/pdf"}}),
        ("PUT", {"content": "text ü"}),
        ("PATCH", {"data": {"a": "b c", "many": ["1", "2"]}}),
        ("DELETE", {"auth": ("ada", "pa:ss")}),
    ],
)
def test_requests_are_those_of_httpx(page: FakePage, method: str, options: dict[str, Any]) -> None:
    page.answers.append(json_answer({}))
    httpx.request(method, URL, **options)
    with real.Client() as client:
        auth = options.pop("auth", None)
        expected = client.build_request(method, URL, **options)
        if auth:
            expected = next(real.BasicAuth(*auth).auth_flow(expected))
    [sent] = page.sent
    assert (sent.method, sent.body) == (expected.method, expected.read())
    assert real.URL(sent.url) == expected.url
    headers = dict(sent.headers)
    ours = ("authorization", "x-odd", "content-type")
    wanted = {name: expected.headers[name] for name in ours if name in expected.headers}
    headers = {name: value for name, value in headers.items() if name in ours and name in wanted}
    assert headers == wanted


def test_parts_are_named_and_typed(page: FakePage) -> None:
    page.answers.append(json_answer({}))
    httpx.post(URL, files={"upload": ("a.bin", b"\x00\x01", "image/png"), "note": (None, "words")})
    [sent] = page.sent
    boundary = dict(sent.headers)["content-type"].partition("boundary=")[2].encode()
    _, upload, note, end = sent.body.split(b"--" + boundary)
    assert b'name="upload"; filename="a.bin"\r\nContent-Type: image/png\r\n\r\n\x00\x01' in upload
    assert b'name="note"\r\n\r\nwords' in note and end == b"--\r\n"


def test_an_answer_is_read_as_json_text_and_bytes(page: FakePage) -> None:
    page.answers.append(Given(201, (("X-One", "1"), ("x-one", "2")), (b'{"a": "\xc3', b'\xa9"}')))
    response = httpx.get(URL)
    assert (response.status_code, response.reason_phrase, response.is_success) == (201, "Created", True)
    assert response.json() == {"a": "é"} and response.text == '{"a": "é"}'
    assert response.headers["X-ONE"] == "2" and response.headers.get_list("x-one") == ["1", "2"]
    assert response.raise_for_status() is response


@pytest.mark.parametrize("status", [302, 402, 503])
def test_an_error_status_says_what_httpx_says(page: FakePage, status: int) -> None:
    page.answers.append(json_answer({"error": {"message": "no"}}, status))
    response = httpx.get(URL)
    with pytest.raises(httpx.HTTPStatusError) as raised:
        response.raise_for_status()
    assert raised.value.response.json() == {"error": {"message": "no"}}
    with pytest.raises(real.HTTPStatusError) as expected:
        real.Response(status, request=real.Request("GET", URL)).raise_for_status()
    first = str(expected.value).splitlines()[0]
    assert str(raised.value) == first


def test_lines_of_a_stream_are_whole(page: FakePage) -> None:
    page.answers.append(EVENTS)
    with httpx.stream("POST", URL, json={}) as response:
        assert list(response.iter_lines()) == ["data: a", "data: é", "", "da"]


def test_the_rest_of_a_stream_is_left(page: FakePage) -> None:
    with httpx.Client(base_url="https://gateway.example/v1", headers={"X-All": "1"}) as client:
        page.answers.append(EVENTS._replace(failure=("", "")))
        page.bridge._cancel = page.left.append
        with client.stream("GET", "/things") as response:
            assert next(iter(response.iter_lines())) == "data: a"
    assert page.sent[0].url == URL and dict(page.sent[0].headers)["x-all"] == "1"


@pytest.mark.parametrize(
    ("cause", "error"),
    [
        ("unreachable", httpx.ConnectError),
        ("sandbox", httpx.ConnectError),
        ("refused", httpx.UnsupportedProtocol),
        ("interrupted", httpx.ReadError),
    ],
)
def test_no_answer_is_the_error_that_httpx_has_for_it(page: FakePage, cause: str, error: type[Exception]) -> None:
    page.answers.append(Given(status=0, failure=(cause, "It is so.")))
    with pytest.raises(error, match="It is so"):
        httpx.get(URL)


def test_an_answer_that_breaks_off_is_a_read_error(page: FakePage) -> None:
    page.answers.append(Given(chunks=(b"{",), failure=("interrupted", "gone")))
    with pytest.raises(httpx.ReadError, match="gone"):
        httpx.get(URL)


def test_a_timeout_of_the_sample_is_kept(page: FakePage) -> None:
    with pytest.raises(httpx.ReadTimeout, match=r"0\.01 seconds"):
        httpx.get(URL, timeout=httpx.Timeout(5, read=0.01))
    assert page.left == [1]


def test_the_asynchronous_client_does_the_same(page: FakePage) -> None:
    async def ask() -> list[Any]:
        async with httpx.AsyncClient(timeout=5) as client:
            whole = (await client.post(URL, json={"a": 1})).json()
            async with client.stream("GET", URL) as response:
                return [whole, [line async for line in response.aiter_lines()]]

    page.answers += [json_answer({"b": 2}), EVENTS]
    assert page.block(ask()) == [{"b": 2}, ["data: a", "data: é", "", "da"]]


def test_what_it_has_not_is_said() -> None:
    with pytest.raises(AttributeError, match="has no 'HTTPTransport'"):
        _ = httpx.HTTPTransport
    assert all(hasattr(real, name) for name in httpx.__all__)


def test_bodies_of_any_json_are_sent(page: FakePage) -> None:
    page.answers.append(json_answer(None))
    assert httpx.post(URL, json=[1]).json() is None
    assert json.loads(page.sent[0].body) == [1]
