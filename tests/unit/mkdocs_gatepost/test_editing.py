"""Who may edit guides, and who may not."""

import io
import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from mkdocs.structure.files import File

from mkdocs_gatepost.editing import Desk, Editing
from mkdocs_gatepost.guide_files import GuideFiles

START = "/site/_gatepost/edit/"


def site(environ: dict[str, Any], start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"the site"]


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    guide = tmp_path / "a.md"
    guide.write_text("# A\n", "utf-8")
    return guide


@pytest.fixture
def editing(guide: Path) -> Editing:
    file = Mock(spec=File, src_uri="a.md")
    files = GuideFiles(guide.parent, {"a.md": str(guide)})
    return Editing(lambda: Desk({"a/": file}, files, Mock()), site, "/site/")


def own(editing: Editing, **changes: str) -> dict[str, Any]:
    """What a page of the site sends; headers that are None are left out."""
    return {
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ORIGIN": "http://127.0.0.1:8000",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "HTTP_X_GATEPOST_EDIT": editing.token,
        "CONTENT_TYPE": "application/json",
        **changes,
    }


def ask(editing: Editing, call: str, environ: dict[str, Any], body: object = None) -> tuple[int, Any]:
    path, _, query = call.partition("?")
    content = json.dumps(body).encode() if body is not None else b""
    head: list[str] = []
    answer = editing(
        {
            **environ,
            "REQUEST_METHOD": "POST" if content else "GET",
            "PATH_INFO": path if path.startswith("/") else START + path,
            "QUERY_STRING": query,
            "CONTENT_LENGTH": str(len(content)),
            "wsgi.input": io.BytesIO(content),
        },
        lambda status, headers: head.append(status),
    )
    text = b"".join(answer)
    return int(head[0].split()[0]), json.loads(text) if text.startswith(b"{") else text


def test_a_page_of_the_site_reads_and_saves_its_guide(editing: Editing, guide: Path) -> None:
    status, found = ask(editing, "guide?url=a/", own(editing))
    assert (status, found["name"], found["text"]) == (200, "a.md", "# A\n")
    sent = {"name": "a.md", "text": "# B\n", "version": found["version"]}
    assert ask(editing, "save", own(editing), sent)[0] == 200
    assert guide.read_text("utf-8") == "# B\n"
    status, now = ask(editing, "save", own(editing), sent)
    assert (status, now["text"]) == (409, "# B\n")


@pytest.mark.parametrize(
    "foreign",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "http://127.0.0.1:9999"},
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "same-site"},
        {"HTTP_HOST": "elsewhere.example:8000"},
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_GATEPOST_EDIT": ""},
        {"HTTP_X_GATEPOST_EDIT": "gu\u00e9ssed"},
    ],
)
def test_others_are_refused(editing: Editing, guide: Path, foreign: dict[str, str]) -> None:
    version = ask(editing, "guide?url=a/", own(editing))[1]["version"]
    sent = {"name": "a.md", "text": "# Overwritten\n", "version": version}
    assert ask(editing, "save", own(editing, **foreign), sent)[0] == 403
    assert ask(editing, "guide?url=a/", own(editing, **foreign))[0] == 403
    assert guide.read_text("utf-8") == "# A\n"


@pytest.mark.parametrize(
    ("call", "body", "status"),
    [
        ("guide?url=b/", None, 404),
        ("other", None, 404),
        ("save", {"name": "../a.md", "text": "x", "version": ""}, 422),
        ("save", {"name": "a.md", "text": 1}, 400),
        ("save", [1], 400),
        ("/site/a/", None, 200),
    ],
)
def test_what_is_no_guide_is_not_touched(editing: Editing, guide: Path, call: str, body: object, status: int) -> None:
    assert ask(editing, call, own(editing), body)[0] == status
    assert guide.read_text("utf-8") == "# A\n"


def test_what_is_not_json_is_not_read(editing: Editing) -> None:
    assert ask(editing, "save", own(editing, CONTENT_TYPE="text/plain"), {"name": "a.md"})[0] == 415


def test_only_pages_on_this_computer_learn_the_token(editing: Editing) -> None:
    assert editing.token.encode() in editing.tag(own(editing, HTTP_SEC_FETCH_SITE="none"))
    assert editing.tag(own(editing, REMOTE_ADDR="192.0.2.7")) == b""
    assert editing.tag(own(editing, HTTP_HOST="elsewhere.example")) == b""
