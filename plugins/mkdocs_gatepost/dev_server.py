"""`mkdocs serve`: pages of the reference when they are asked for, and problems where the author looks."""

from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import click
from mkdocs.livereload import LiveReloadServer

from mkdocs_gatepost.report import listed
from mkdocs_gatepost.session import Session

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


def reloads() -> bool:
    """Whether this is `mkdocs serve` with live reload; without it MkDocs never gives plugins its server."""
    context = click.get_current_context(silent=True)
    return context is not None and context.params.get("livereload", False) is True


def with_pages(server: LiveReloadServer, session: Session) -> LiveReloadServer:
    """Let the server answer for the reference; pages are rendered and put into the theme on request."""
    inner: Application = server.get_app()  # type: ignore[assignment]

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        url = site_path(environ, server)
        if url is None or session.site is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return inner(environ, start_response)
        try:
            found = session.site.answer(url)
        except KeyError:
            # The build that had the page has just been replaced; MkDocs waits for the one that follows.
            found = None
        if found is None:
            if not session.site.has(f"{url}/"):
                return inner(environ, start_response)
            start_response("302 Found", [("Location", environ["PATH_INFO"] + "/")])
            return []
        kind, content = found
        if kind.startswith("text/html"):
            content = _reloading(server, content)
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    server.set_app(application)
    return server


def with_files(server: LiveReloadServer, folder: str, file: Callable[[str], bytes | None]) -> LiveReloadServer:
    """Let the server answer for the files of a folder of the site; `file` has them by name, None for none."""
    inner: Application = server.get_app()  # type: ignore[assignment]

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        url = site_path(environ, server)
        if url is None or not url.startswith(folder) or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return inner(environ, start_response)
        content = file(url[len(folder) :])
        if content is None:
            start_response("404 Not Found", [("Content-Type", "text/plain"), ("Content-Length", "0")])
            return []
        kind = "application/json" if url.endswith(".json") else "application/octet-stream"
        start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
        return [content]

    server.set_app(application)
    return server


def with_banner(server: LiveReloadServer, session: Session) -> LiveReloadServer:
    """Show in every page why the last change of a description is not in it."""
    return with_html(server, lambda html, _: with_problems(html, session) if session.broken else html)


def with_html(server: LiveReloadServer, change: Callable[[bytes, Environ], bytes]) -> LiveReloadServer:
    """Let pages be changed as they are served; other files pass untouched."""
    inner: Application = server.get_app()  # type: ignore[assignment]

    def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        held: list[Any] = []
        body = inner(environ, lambda status, headers, *rest: held.extend((status, headers)))
        status, headers = held
        if not dict(headers).get("Content-Type", "").startswith("text/html"):
            start_response(status, headers)
            return body
        content = change(b"".join(body), environ)
        if close := getattr(body, "close", None):
            close()
        kept = [(name, value) for name, value in headers if name.lower() != "content-length"]
        start_response(status, [*kept, ("Content-Length", str(len(content)))])
        return [content]

    server.set_app(application)
    return server


def with_problems(html: bytes, session: Session) -> bytes:
    """Return a page with the problems of the description on top, in the theme's own banner."""
    text = escape(listed(session.broken))
    banner = (
        '<aside class="md-banner md-banner--warning gatepost-problems" role="alert"><div class="md-banner__inner '
        'md-grid md-typeset"><p><strong>The description cannot be used; this is the last good reference.</strong>'
        f"</p><pre>{text}</pre></div></aside>"
    )
    start = html.find(b">", html.find(b"<body")) + 1
    return html[:start] + banner.encode() + html[start:]


def site_path(environ: Environ, server: LiveReloadServer) -> str | None:
    """Return the requested path relative to the root of the site; None for one outside."""
    path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
    return path[len(server.mount_path) :] if path.startswith(server.mount_path) else None


def _reloading(server: LiveReloadServer, content: bytes) -> bytes:
    """Add MkDocs' reload script, as it does to the pages that it serves itself."""
    inject = getattr(server, "_inject_js_into_html", None)
    return inject(content, server._visible_epoch) if inject else content
