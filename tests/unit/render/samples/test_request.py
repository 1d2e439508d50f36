"""What a request says before any language writes it down."""

from collections.abc import Callable

import pytest

from gatepost.model.gateway import Gateway
from gatepost.model.media_type import Example, MediaType
from gatepost.model.parameter import Parameter
from gatepost.render.samples.request import Header, SampleRequest, build_request

Gateways = Callable[..., Gateway]


def _request(gateway: Gateway) -> SampleRequest:
    return build_request(gateway.operations[0], gateway)


@pytest.mark.parametrize(
    ("server", "expected"),
    [
        ("https://api.example.com/v1/", "https://api.example.com/v1/things"),
        ("", "https://gateway.example.com/things"),
        ("/v1", "https://gateway.example.com/v1/things"),
        ("./v1/../v2", "https://gateway.example.com/v2/things"),
        ("//other.example/v1", "https://other.example/v1/things"),
        ("javascript:alert(1)", "https://gateway.example.com/things"),
        ("file:///etc/passwd", "https://gateway.example.com/things"),
        ("http://[::1", "https://gateway.example.com/things"),
        ("https://bücher.example/a b", "https://xn--bcher-kva.example/a%20b/things"),
        ("https://a.example/'; rm -rf ~ #", "https://a.example/';%20rm%20-rf%20~%20/things"),
        ("https://a.example/v1?key=1#x", "https://a.example/v1/things"),
        ("https://{region}.example", "https://%7Bregion%7D.example/things"),
    ],
)
def test_the_server_gives_an_absolute_url(gateway: Gateways, server: str, expected: str) -> None:
    assert _request(gateway(server=server)).url == expected


def test_the_query_is_kept_decoded_where_encoding_it_gives_it_back(gateway: Gateways) -> None:
    parameter = Parameter(name="q", location="query", required=True, style="form", examples=(Example(value="a b"),))
    request = _request(gateway(parameters=(parameter,)))
    assert (request.url, request.query) == ("https://api.example.com/things?q=a%20b", (("q", "a b"),))
    several = Parameter(name="q", location="query", required=True, style="form", examples=(Example(value=[1, 2]),))
    request = _request(gateway(parameters=(several,)))
    assert (request.url, request.query) == ("https://api.example.com/things?q=1,2", ())


@pytest.mark.parametrize(
    ("security", "headers"),
    [
        ((), ()),
        (("bearer",), (Header("Authorization", "Bearer ", "GATEWAY_API_KEY"),)),
        (("oauth",), (Header("Authorization", "Bearer ", "GATEWAY_API_KEY"),)),
        (("header",), (Header("X-Key", "", "GATEWAY_API_KEY"),)),
        (("cookie",), (Header("Cookie", "session=", "GATEWAY_API_KEY"),)),
        (("basic",), ()),
        (
            ("bearer", "header"),
            (Header("Authorization", "Bearer ", "GATEWAY_API_KEY"), Header("X-Key", "", "GATEWAY_X_KEY")),
        ),
        (("unknown",), ()),
    ],
)
def test_credentials_come_from_the_environment(
    gateway: Gateways, security: tuple[str, ...], headers: tuple[Header, ...]
) -> None:
    request = _request(gateway(security=security))
    assert request.headers == headers
    assert request.basic == ("basic" in security)
    assert request.needs_environment == bool(headers or request.basic)


def test_a_key_in_the_query_follows_what_is_there(gateway: Gateways) -> None:
    assert _request(gateway(security=("query",))).secret_url == "https://api.example.com/things?key="
    parameter = Parameter(name="q", location="query", required=True, style="form", examples=(Example(value=1),))
    request = _request(gateway(security=("query",), parameters=(parameter,)))
    assert request.secret_url == "https://api.example.com/things?q=1&key="


def test_cookies_share_one_header_and_the_secret_is_last(gateway: Gateways) -> None:
    cookie = Parameter(name="a", location="cookie", required=True, style="form", examples=(Example(value="b;c"),))
    request = _request(gateway(security=("cookie",), parameters=(cookie,)))
    assert request.headers == (Header("Cookie", "a=b%3Bc; session=", "GATEWAY_API_KEY"),)


JSON, EVENTS = MediaType(name="application/json"), MediaType(name="text/event-stream", stream=True)
LINES = MediaType(name="application/x-ndjson", stream=True)
BOTH_IN_ONE = MediaType(name="application/json", stream=True)


@pytest.mark.parametrize(
    ("answers", "body", "stream"),
    [
        ((JSON,), {"stream": True}, ""),
        ((JSON, EVENTS), {"stream": True}, "events"),
        ((BOTH_IN_ONE,), {"stream": True}, "events"),
        ((JSON, LINES), {"stream": True}, "lines"),
        ((BOTH_IN_ONE,), {"x": 1}, ""),
        ((JSON, EVENTS), {"stream": False}, ""),
        ((EVENTS,), None, "events"),
        ((LINES,), None, "lines"),
        ((), None, ""),
    ],
)
def test_it_streams_when_asked_or_when_there_is_no_other_way(
    gateway: Gateways, answers: tuple[MediaType, ...], body: object, stream: str
) -> None:
    assert _request(gateway(method="POST", body=body, answers=answers)).stream == stream


@pytest.mark.parametrize(
    ("media_type", "answer", "file"),
    [
        ("application/problem+json", "json", ""),
        ("text/html", "text", ""),
        ("audio/mpeg", "file", "answer.mp3"),
        ("application/zip", "file", "answer.zip"),
    ],
)
def test_the_answer_decides_how_it_is_printed(gateway: Gateways, media_type: str, answer: str, file: str) -> None:
    request = _request(gateway(answers=(MediaType(name=media_type),)))
    assert (request.answer, request.file) == (answer, file)
