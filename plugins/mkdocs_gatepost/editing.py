"""Guides edited in their pages under `mkdocs serve`: on this computer, by pages of this site, in the docs folder."""

import hmac
import ipaddress
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from gatepost import ASSETS
from mkdocs_gatepost.dev_server import Application, Environ, StartResponse, with_html
from mkdocs_gatepost.guide_files import LARGEST, CannotEditError, ChangedError, Edition, GuideFiles
from mkdocs_gatepost.preview import Previews
from mkdocs_gatepost.proxy import RefusedError, check_caller, check_host

PREFIX = "_gatepost/edit/"
HEADER = "HTTP_X_GATEPOST_EDIT"
Answer = tuple[str, Mapping[str, Any]]


class Desk(NamedTuple):
    """What can be edited after one build: guides by URL, their files, and how they will look."""

    guides: Mapping[str, File]
    files: GuideFiles
    previews: Previews


class Editing:
    """A WSGI application that answers below `PREFIX`, and leaves the rest to `inner`.

    Each request must come from this computer, from a page of this site, with the token that only those pages have.
    `desk` returns the state after the last build, None before the first.
    """

    def __init__(self, desk: Callable[[], Desk | None], inner: Application, mount: str = "/") -> None:
        self._desk, self._inner, self._start = desk, inner, mount + PREFIX
        self.token = secrets.token_urlsafe(32)
        self._calls = {"GET guide": self._guide, "POST preview": self._preview, "POST save": self._save}

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        path = environ["PATH_INFO"]
        if not path.startswith(self._start):
            return self._inner(environ, start_response)
        name = path[len(self._start) :]
        if name == "edit.js" and environ["REQUEST_METHOD"] == "GET":
            return _send(start_response, "200 OK", "text/javascript; charset=utf-8", script())
        status, answer = self._answer(name, environ)
        return _send(start_response, status, "application/json", json.dumps(answer).encode())

    def tag(self, environ: Environ) -> bytes:
        """Return what makes a page editable, for its head; nothing for a reader on another computer."""
        try:
            _check_here(environ)
        except RefusedError:
            return b""
        place, token = escape(self._start), escape(self.token)
        return (
            f'<meta name="gatepost-edit" content="{token}" data-start="{place}">'
            f'<script type="module" src="{place}edit.js"></script>'
        ).encode()

    def _answer(self, name: str, environ: Environ) -> Answer:
        try:
            self._check(environ)
            call = self._calls.get(f"{environ['REQUEST_METHOD']} {name}")
            desk = self._desk()
            if call is None or desk is None:
                return "404 Not Found", {"error": "There is nothing of this name."}
            return call(desk, environ)
        except RefusedError as refusal:
            return refusal.status, {"error": str(refusal)}
        except CannotEditError as error:
            return "422 Unprocessable Content", {"error": str(error)}
        except ChangedError as error:
            return "409 Conflict", _told(error.now)

    def _check(self, environ: Environ) -> None:
        _check_here(environ)
        check_caller(environ)
        if not hmac.compare_digest(environ.get(HEADER, "").encode(), self.token.encode()):
            raise RefusedError("403 Forbidden", "The server was started anew: reload the page. Your text is kept.")

    def _guide(self, desk: Desk, environ: Environ) -> Answer:
        """Return the file of a page, and what it says."""
        url = parse_qs(environ.get("QUERY_STRING", "")).get("url", [""])[0]
        file = desk.guides.get(url.removesuffix("index.html"))
        if file is None:
            return "404 Not Found", {"error": "This page has no Markdown of its own."}
        return "200 OK", {"name": file.src_uri, **_told(desk.files.read(file.src_uri))}

    def _preview(self, desk: Desk, environ: Environ) -> Answer:
        """Return a text as a page, and the version that its file has now."""
        name, text, _ = _sent(environ)
        edition = desk.files.read(name)
        file = next(file for file in desk.guides.values() if file.src_uri == name)
        preview = desk.previews.of(file, text)
        problems = [{"line": problem.source.line, "message": problem.message} for problem in preview.problems]
        return "200 OK", {"html": preview.html, "problems": problems, "version": edition.version}

    def _save(self, desk: Desk, environ: Environ) -> Answer:
        """Write a text where its file is still what the writer began with."""
        return "200 OK", {"version": desk.files.save(*_sent(environ)).version}


def attach(server: LiveReloadServer, desk: Callable[[], Desk | None]) -> LiveReloadServer:
    """Make the guides that the development server shows editable."""
    inner: Any = server.get_app()
    editing = Editing(desk, inner, server.mount_path)
    server.set_app(editing)
    return with_html(server, lambda html, environ: html.replace(b"</head>", editing.tag(environ) + b"</head>", 1))


def script() -> bytes:
    """Return the editor, which no built site has."""
    return next(ASSETS.glob("edit-*.js")).read_bytes()


def _check_here(environ: Environ) -> None:
    """Refuse what is not from this computer, or calls it by a name from elsewhere. Raises RefusedError."""
    try:
        near = ipaddress.ip_address(environ.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        near = False
    if not near:
        raise RefusedError("403 Forbidden", "Guides are edited on the computer that serves them.")
    check_host(environ)


def _sent(environ: Environ) -> tuple[str, str, str]:
    """Return name, text and version of a request. Raises RefusedError for what is none."""
    if not environ.get("CONTENT_TYPE", "").startswith("application/json"):
        raise RefusedError("415 Unsupported Media Type", "Send application/json.")
    length = int(environ.get("CONTENT_LENGTH") or 0)
    if length > 2 * LARGEST:
        raise RefusedError("413 Content Too Large", f"A guide has at most {LARGEST:,} bytes.")
    try:
        given = json.loads(environ["wsgi.input"].read(length))
        name, text, version = given["name"], given["text"], given.get("version", "")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise RefusedError("400 Bad Request", "Send an object with `name` and `text`.") from None
    if not all(isinstance(one, str) for one in (name, text, version)):
        raise RefusedError("400 Bad Request", "`name`, `text` and `version` are text.")
    return name, text, version


def _told(edition: Edition) -> dict[str, str]:
    return {"text": edition.text, "version": edition.version}


def _send(start_response: StartResponse, status: str, kind: str, content: bytes) -> list[bytes]:
    headers = [("Content-Type", kind), ("Content-Length", str(len(content))), ("Cache-Control", "no-store")]
    start_response(status, [*headers, ("X-Content-Type-Options", "nosniff")])
    return [content]
