"""The proxy passes on what the console sends, to configured gateways, for this site's pages, and nothing else."""

import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

import pytest

from gatepost import TargetInput
from mkdocs_gatepost.proxy import Proxy


class Gateway(BaseHTTPRequestHandler):
    """Remembers what it was asked, and answers by the path."""

    protocol_version = "HTTP/1.1"
    seen: ClassVar[list[tuple[str, str, dict[str, str], bytes]]] = []
    go_on: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        self.seen.append((self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        if self.path.endswith("/stream"):
            self.stream()
        elif "/moved/" in self.path:
            self.answer(307, {"Location": self.path.rpartition("/moved/")[2].replace("|", "/")})
        else:
            self.answer(201, {"X-Cost": "0.1", "Set-Cookie": "a=b"}, b'{"ok": true}')

    do_POST = do_DELETE = do_PATCH = do_OPTIONS = do_GET  # noqa: N815 (the server's names)

    def answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body)), "Keep-Alive": "timeout=5"}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for text in (b"data: one\n\n", b"data: two\n\n"):
            self.wfile.write(b"%x\r\n%s\r\n" % (len(text), text))
            self.wfile.flush()
            self.go_on.wait(5)
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, format: str, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def gateway() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/base"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def _fresh() -> None:
    Gateway.seen.clear()
    Gateway.go_on.clear()


class Answer:
    """An answer of the proxy: head at once, body when it is read."""

    def __init__(self, application: Any, environ: dict[str, Any], *, wait: bool = False) -> None:
        content = application(environ, self._start)
        self.body = iter(content if wait else list(content))
        if not wait and hasattr(content, "close"):
            content.close()

    def _start(self, status: str, headers: list[tuple[str, str]]) -> None:
        self.status, self.headers = int(status.split()[0]), {name.lower(): value for name, value in headers}

    @property
    def message(self) -> str:
        return str(json.loads(b"".join(self.body))["error"]["message"])


def ask(
    url: str,
    path: str,
    *,
    wait: bool = False,
    method: str = "GET",
    body: bytes = b"",
    target: Any = None,
    **environ: str,
) -> Answer:
    given = {
        "REQUEST_METHOD": method,
        "REQUEST_URI": path,
        "PATH_INFO": path,
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.input": io.BytesIO(body),
        **environ,
    }
    target = target or TargetInput(
        name="My Gateway", url=url, proxy=True, headers={"Authorization": "Bearer $PROXY_KEY"}
    )
    return Answer(Proxy([target], _site), given, wait=wait)


def _site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/html")])
    return [b"site"]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROXY_KEY", "sk-secret")


START = "/_gatepost/proxy/my-gateway"


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE", "PATCH", "OPTIONS"])
def test_method_path_query_and_body_arrive_as_they_were_sent(gateway: str, method: str) -> None:
    answer = ask(
        gateway, f"{START}/v1/a%2Fb%20c?q=%26&x=1", method=method, body=b'{"a": 1}', CONTENT_TYPE="application/json"
    )
    assert (answer.status, b"".join(answer.body)) == (201, b'{"ok": true}')
    (seen,) = Gateway.seen
    assert (seen[0], seen[1], seen[3]) == (method, "/base/v1/a%2Fb%20c?q=%26&x=1", b'{"a": 1}')
    assert seen[2]["content-type"] == "application/json"


def test_headers_of_the_page_stay_here_and_the_key_is_added(gateway: str) -> None:
    sent = {
        "HTTP_ORIGIN": "http://127.0.0.1:8000",
        "HTTP_REFERER": "http://127.0.0.1:8000/",
        "HTTP_COOKIE": "session=1",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "HTTP_CONNECTION": "keep-alive",
        "HTTP_ACCEPT_ENCODING": "gzip",
        "HTTP_AUTHORIZATION": "Bearer typed",
        "HTTP_X_REQUEST_ID": "7",
    }
    answer = ask(gateway, f"{START}/v1/models", **sent)
    list(answer.body)
    headers = Gateway.seen[0][2]
    assert not headers.keys() & {"origin", "referer", "cookie", "sec-fetch-site", "connection"}
    assert headers["host"] == gateway.split("/")[2]
    assert headers["authorization"] == "Bearer sk-secret"
    assert headers["x-request-id"] == "7"
    assert headers["accept-encoding"] == "identity"
    assert answer.headers["x-cost"] == "0.1"
    assert not answer.headers.keys() & {"set-cookie", "keep-alive", "connection", "transfer-encoding"}


def test_chunks_come_one_by_one(gateway: str) -> None:
    answer = ask(gateway, f"{START}/v1/stream", wait=True)
    assert answer.headers["content-type"] == "text/event-stream"
    assert next(answer.body) == b"data: one\n\n"
    Gateway.go_on.set()
    assert b"".join(answer.body) == b"data: two\n\n"


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({"HTTP_SEC_FETCH_SITE": "cross-site"}, "pages of this site only"),
        ({"HTTP_SEC_FETCH_SITE": "same-site"}, "pages of this site only"),
        ({"HTTP_SEC_FETCH_SITE": "none"}, "pages of this site only"),
        ({"HTTP_ORIGIN": "https://evil.example"}, "not of 'https://evil.example'"),
        ({"HTTP_ORIGIN": "null"}, "not of 'null'"),
        ({"HTTP_HOST": "rebound.example:8000"}, "not as 'rebound.example:8000'"),
        ({"HTTP_HOST": "192.168.0.7:8000"}, "on this computer only"),
        ({"HTTP_HOST": ""}, "on this computer only"),
    ],
)
def test_nobody_else_may_use_it(gateway: str, environ: dict[str, str], reason: str) -> None:
    answer = ask(gateway, f"{START}/v1/models", **environ)
    assert answer.status == 403
    assert reason in answer.message
    assert Gateway.seen == []


@pytest.mark.parametrize("host", ["localhost:8000", "docs.localhost", "127.0.0.2:1", "[::1]:8000"])
def test_loopback_has_many_names(gateway: str, host: str) -> None:
    assert ask(gateway, f"{START}/v1/models", HTTP_HOST=host).status == 201


@pytest.mark.parametrize("path", ["../admin", "v1/../../admin", "%2e%2e/admin", "v1/.%2E/x", "./x", "v1/.."])
def test_paths_do_not_leave_the_base(gateway: str, path: str) -> None:
    answer = ask(gateway, f"{START}/{path}")
    assert answer.status == 400
    assert "'..'" in answer.message
    assert Gateway.seen == []


def test_a_slash_in_a_value_stays_in_the_value(gateway: str) -> None:
    assert ask(gateway, f"{START}/v1/models/..%2F..%2Fadmin").status == 201
    assert Gateway.seen[0][1] == "/base/v1/models/..%2F..%2Fadmin"


@pytest.mark.parametrize("name", ["other", "", "my-gateway.evil.example", "http://evil.example"])
def test_only_configured_gateways_are_called(gateway: str, name: str) -> None:
    answer = ask(gateway, f"/_gatepost/proxy/{name}/v1")
    assert answer.status == 404
    assert "targets" in answer.message


@pytest.mark.parametrize("target", ["/base/v1/new", "../v1/new"])
def test_a_redirect_below_the_base_stays_in_the_proxy(gateway: str, target: str) -> None:
    answer = ask(gateway, f"{START}/moved/{target.replace('/', '|')}")
    assert (answer.status, answer.headers["location"]) == (307, f"{START}/v1/new")


@pytest.mark.parametrize("target", ["https://evil.example/x", "//evil.example/base/x", "/admin", "/base2"])
def test_a_redirect_elsewhere_is_not_followed(gateway: str, target: str) -> None:
    answer = ask(gateway, f"{START}/moved/{target.replace('/', '|')}")
    assert answer.status == 502
    assert "not followed" in answer.message


def test_a_gateway_that_is_not_there_is_named() -> None:
    answer = ask("http://127.0.0.1:9", f"{START}/v1/models")
    assert answer.status == 502
    assert "'My Gateway' did not answer at http://127.0.0.1" in answer.message


def test_a_missing_environment_variable_is_named(gateway: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PROXY_KEY")
    answer = ask(gateway, f"{START}/v1/models")
    assert answer.status == 502
    assert "PROXY_KEY" in answer.message
    assert Gateway.seen == []


def test_everything_else_is_the_site(gateway: str) -> None:
    assert list(ask(gateway, "/reference/").body) == [b"site"]
    assert list(ask(gateway, "/_gatepost/proxying").body) == [b"site"]


def test_the_site_may_stand_below_a_path(gateway: str) -> None:
    target = TargetInput(name="G", url=gateway, proxy=True)
    application = Proxy([target], _site, "/docs/")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/docs/_gatepost/proxy/g/v1",
        "HTTP_HOST": "localhost",
        "wsgi.input": None,
    }
    assert Answer(application, environ).status == 201
