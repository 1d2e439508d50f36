"""Every way to write a parameter or a body, as the bytes that reach a gateway."""

import re
import subprocess
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import MKDOCS
from tests.browser.console_panel import ConsolePanel
from tests.browser.echo import Echo, echo_gateway
from tests.browser.operation_page import OperationPage
from tests.browser.test_hostile_calls import project
from tests.serving import static_site

LIST = {"type": "array", "items": {"type": "string"}}
RECORD = {"type": "object", "properties": {"R": {"type": "integer"}, "G": {"type": "integer"}}}
RAW = {"allowReserved": True}
BLUE, COLOURS = ["blue", "black b"], {"R": 100, "G": 200}


class Case(NamedTuple):
    """A parameter, its value as the example of the description, and what stands in the request line or headers."""

    name: str
    parameter: dict[str, Any]
    expected: str


def case(name: str, location: str, schema: dict[str, Any], value: Any, expected: str, **more: Any) -> Case:
    parameter = {"name": "color", "in": location, "required": True, "example": value, "schema": schema, **more}
    return Case(name, parameter, expected)


CASES = (
    case("matrix", "path", LIST, BLUE, "/matrix/;color=blue,black%20b", style="matrix"),
    case(
        "matrix-exploded",
        "path",
        LIST,
        BLUE,
        "/matrix-exploded/;color=blue;color=black%20b",
        style="matrix",
        explode=True,
    ),
    case("label", "path", RECORD, COLOURS, "/label/.R=100.G=200", style="label", explode=True),
    case("simple", "path", LIST, BLUE, "/simple/blue,black%20b"),
    case("form", "query", LIST, BLUE, "/form/?color=blue&color=black%20b"),
    case("form-joined", "query", LIST, BLUE, "/form-joined/?color=blue,black%20b", explode=False),
    case("form-record", "query", RECORD, COLOURS, "/form-record/?R=100&G=200"),
    case("space", "query", LIST, BLUE, "/space/?color=blue%20black%20b", style="spaceDelimited", explode=False),
    case("pipe", "query", LIST, BLUE, "/pipe/?color=blue%7Cblack%20b", style="pipeDelimited", explode=False),
    case(
        "deep", "query", RECORD, COLOURS, "/deep/?color%5BR%5D=100&color%5BG%5D=200", style="deepObject", explode=True
    ),
    case("reserved", "query", {"type": "string"}, "a/b?c&d", "/reserved/?color=a/b?c%26d", **RAW),
    case("large", "query", {"type": "integer"}, 1, "/large/?color=1"),
)
HEADER = case("header", "header", LIST, BLUE, "blue,black b")
CONTENT = {
    "name": "color",
    "in": "query",
    "required": True,
    "content": {"application/json": {"schema": RECORD, "example": COLOURS}},
}
PET = {
    "type": "object",
    "required": ["id", "name", "tags"],
    "xml": {"name": "pet"},
    "properties": {
        "id": {"type": "integer", "xml": {"attribute": True}, "example": 7},
        "name": {"type": "string", "example": "a<b"},
        "tags": {"type": "array", "xml": {"wrapped": True}, "items": {"type": "string"}, "example": ["x", "y"]},
        "photo": {"type": "string", "format": "binary"},
        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "meta": {"type": "object", "properties": {"a": {"type": "integer"}}},
    },
}
PLAIN = PET | {"properties": {name: PET["properties"][name] for name in ("id", "name", "tags")}}  # type: ignore[index]
ENCODING = {
    "name": {"contentType": "text/markdown", "headers": {"X-Part": {"schema": {"type": "string", "const": "one"}}}}
}
MIXED = {
    "itemSchema": {},
    "example": [{"a": 1}, "# one", "# two"],
    "prefixEncoding": [{"contentType": "application/json"}],
    "itemEncoding": {"contentType": "text/markdown"},
}
BODIES: dict[str, dict[str, Any]] = {
    "mixed": {"multipart/mixed": MIXED},
    "multipart": {"multipart/form-data": {"schema": PET, "encoding": ENCODING}},
    "urlencoded": {"application/x-www-form-urlencoded": {"schema": PLAIN}},
    "xml": {"application/xml": {"schema": PLAIN}},
    "plain": {"text/plain": {"schema": {"type": "string"}, "example": "hällo\n"}},
    "bytes": {"application/octet-stream": {}},
    "json": {"application/json": {"schema": PLAIN}},
}


def operation(name: str, *parameters: dict[str, Any], body: dict[str, Any] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {"operationId": name, "tags": ["Wire"], "parameters": list(parameters), "responses": {}}
    return found | ({"requestBody": {"required": True, "content": body}} if body else {})


def described(server: str) -> dict[str, Any]:
    paths: dict[str, Any] = {}
    for one in CASES:
        path = f"/{one.name}/" + ("{color}" if one.parameter["in"] == "path" else "")
        paths[path] = {"get": operation(one.name, one.parameter)}
    paths["/header/"] = {"get": operation("header", HEADER.parameter)}
    paths["/content/"] = {"get": operation("content", CONTENT)}
    cookie = {"name": "sid", "in": "cookie", "schema": {"type": "string"}}
    flag = {"name": "flag", "in": "query", "allowEmptyValue": True, "schema": {"type": "integer"}}
    paths["/flag/"] = {"get": operation("flag", flag)}
    paths["/cookie/"] = {"get": operation("cookie", cookie)}
    for name, content in BODIES.items():
        paths[f"/{name}/"] = {"post": operation(name, body=content)}
    return {
        "openapi": "3.2.0",
        "info": {"title": "Wire", "version": "1"},
        "servers": [{"url": server}, {"url": "/here"}],
        "tags": [{"name": "Wire"}],
        "paths": paths,
    }


@pytest.fixture(scope="module")
def gateway() -> Iterator[Echo]:
    with echo_gateway() as echo:
        yield echo


@pytest.fixture(scope="module")
def site(gateway: Echo, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = project(tmp_path_factory.mktemp("wire") / "project", described(gateway.url))
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    with static_site(folder / "site") as url:
        yield url


@pytest.fixture
def opened(page: Page, site: str, gateway: Echo) -> Iterator[Any]:
    gateway.received.clear()
    gateway.bodies.clear()
    yield lambda name: OperationPage(page, site, f"reference/wire/{name}/").try_it()


def answered(console: ConsolePanel) -> None:
    """Send, insisting, and wait for the end."""
    console.send()
    anyway = console.panel.get_by_role("button", name="Send anyway")
    expect(anyway.or_(console.panel.locator(".gatepost-status")).first).to_be_visible()
    if anyway.count():
        anyway.click()
    console.expect_status("200")


def test_parameters_in_every_style(opened: Any, gateway: Echo) -> None:
    for one in CASES:
        answered(opened(one.name))
    assert gateway.paths == [one.expected for one in CASES]


def test_headers_and_content_parameters(opened: Any, gateway: Echo) -> None:
    answered(opened("header"))
    assert gateway.received[0][1]["color"] == HEADER.expected
    answered(opened("content"))
    assert gateway.paths[1] == "/content/?color=%7B%22R%22%3A100%2C%22G%22%3A200%7D"


def test_digits_that_no_number_holds(opened: Any, gateway: Echo) -> None:
    console = opened("large")
    console.panel.get_by_label(re.compile("^color")).fill("12345678901234567890")
    answered(console)
    assert gateway.paths == ["/large/?color=12345678901234567890"]


def test_a_multipart_body_with_files_types_and_headers(opened: Any, gateway: Echo) -> None:
    console = opened("multipart")
    console.panel.get_by_text("2 optional fields").click()
    file = {"name": 'a"b.png', "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x00"}
    console.panel.get_by_label(re.compile("^photo")).set_input_files(file)  # type: ignore[arg-type]
    text = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": name.encode()} for name in "pq"]
    console.panel.get_by_label(re.compile("^files")).set_input_files(text)  # type: ignore[arg-type]
    answered(console)
    boundary = gateway.received[0][1]["content-type"].partition("boundary=")[2].encode()
    parts = [part.strip(b"\r\n") for part in gateway.bodies[0].split(b"--" + boundary)[1:-1]]
    form = b"Content-Disposition: form-data; "
    assert parts == [
        form + b'name="id"\r\n\r\n7',
        form + b'name="name"\r\nContent-Type: text/markdown\r\nX-Part: one\r\n\r\na<b',
        form + b'name="tags"\r\n\r\nx',
        form + b'name="tags"\r\n\r\ny',
        form + b'name="meta"\r\nContent-Type: application/json\r\n\r\n{"a":1}',
        form + b'name="photo"; filename="a%22b.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n\x00',
        form + b'name="files"; filename="p.txt"\r\nContent-Type: text/plain\r\n\r\np',
        form + b'name="files"; filename="q.txt"\r\nContent-Type: text/plain\r\n\r\nq',
    ]


def test_parts_by_place(opened: Any, gateway: Echo) -> None:
    answered(opened("mixed"))
    kind, _, boundary = gateway.received[0][1]["content-type"].partition("; boundary=")
    assert kind == "multipart/mixed"
    markdown = b"\r\nContent-Type: text/markdown\r\n\r\n"
    assert gateway.bodies[0].split(b"--" + boundary.encode())[1:] == [
        b'\r\nContent-Type: application/json\r\n\r\n{"a":1}\r\n',
        markdown + b"# one\r\n",
        markdown + b"# two\r\n",
        b"--\r\n",
    ]


def test_a_query_without_a_value(opened: Any, gateway: Echo) -> None:
    console = opened("flag")
    answered(console)
    console.panel.get_by_label("Send flag= without a value").check()
    answered(console)
    assert gateway.paths == ["/flag/", "/flag/?flag="]


def test_form_xml_text_and_json_bodies(opened: Any, gateway: Echo) -> None:
    for name in ("urlencoded", "xml", "plain", "json"):
        answered(opened(name))
    assert gateway.bodies == [
        b"id=7&name=a%3Cb&tags=x&tags=y",
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<pet id="7"><name>a&lt;b</name><tags><tags>x</tags><tags>y</tags></tags></pet>',
        "hällo\n".encode(),
        b'{"id":7,"name":"a<b","tags":["x","y"]}',
    ]
    types = [headers["content-type"] for _, headers in gateway.received]
    assert types == ["application/x-www-form-urlencoded", "application/xml", "text/plain", "application/json"]


def test_xml_that_is_typed_goes_as_it_is(opened: Any, gateway: Echo) -> None:
    console = opened("xml")
    console.panel.get_by_role("button", name="XML", exact=True).click()
    area = console.panel.get_by_label("Body", exact=True)
    expect(area).to_have_value(re.compile("<pet id="))
    area.fill("<mine/>")
    console.panel.get_by_role("button", name="Form", exact=True).click()
    console.expect_text("written as text")
    answered(console)
    assert gateway.bodies == [b"<mine/>"]


def test_a_file_as_the_body(opened: Any, gateway: Echo) -> None:
    console = opened("bytes")
    console.panel.get_by_label("Body", exact=True).set_input_files(
        {"name": "x.bin", "mimeType": "", "buffer": bytes(range(256))}
    )
    answered(console)
    assert gateway.bodies == [bytes(range(256))]
    assert gateway.received[0][1]["content-type"] == "application/octet-stream"


def test_cookies_work_on_the_pages_own_origin_and_are_explained_elsewhere(
    opened: Any, gateway: Echo, page: Page
) -> None:
    console = opened("cookie")
    console.panel.get_by_text("1 optional").click()
    console.panel.get_by_label("sid").fill("se cret")
    console.send()
    console.expect_text(f"and {gateway.host} is another")
    assert gateway.received == []
    console.panel.get_by_label("Target").select_option(label="/here")
    console.panel.get_by_label("sid").fill("se cret")
    with page.expect_request("**/here/cookie/") as sent:
        console.send()
    assert sent.value.all_headers()["cookie"] == "sid=se%20cret"
    expect(console.panel.locator(".gatepost-status")).to_contain_text("404")
    assert page.evaluate("document.cookie") == ""
    assert urlsplit(sent.value.url).path == "/here/cookie/"
