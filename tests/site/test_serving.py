"""`mkdocs serve`: pages on request, problems in the page, nothing rendered twice."""

import copy
import io
import json
import logging
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from mkdocs_gatepost import dev_server
from mkdocs_gatepost.guide_cache import knows_extensions
from tests.site.conftest import DESCRIPTION, Project

OPERATION = "/reference/forecasts/list-forecasts/"
URL = "http://127.0.0.1:8000/"


class Serving:
    """What `mkdocs serve` does, without a socket and without waiting for files."""

    def __init__(self, project: Project, site: Path, *, strict: bool = False) -> None:
        self.project, self.site, self.strict = project, site, strict
        self.config = self._configured()
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.config.site_url = URL
        build(self.config, serve_url=URL)
        self.server = LiveReloadServer(builder=self.rebuild, host="127.0.0.1", port=0, root=str(site))
        self.config.plugins.on_serve(self.server, config=self.config, builder=self.rebuild)

    def _configured(self) -> MkDocsConfig:
        config = load_config(str(self.project.folder / "mkdocs.yml"), site_dir=str(self.site), strict=self.strict)
        config.site_url = URL
        return config

    def rebuild(self) -> None:
        build(self._configured(), serve_url=URL)

    def get(self, path: str) -> tuple[str, dict[str, str], str]:
        """Return status, headers and body."""
        head: list[Any] = []
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "HTTP_HOST": "127.0.0.1:8000",
            "wsgi.input": io.BytesIO(),
        }
        application: Any = self.server.get_app()
        answer = application(environ, lambda status, headers: head.extend((status, dict(headers))))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        return head[0].split()[0], head[1], body.decode()

    def close(self) -> None:
        self.config.plugins.on_shutdown()
        self.server.server_close()


@pytest.fixture
def serving(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Serving]:
    monkeypatch.setattr(dev_server, "reloads", lambda: True)
    serving = Serving(project, tmp_path_factory.mktemp("served"))
    yield serving
    serving.close()


def test_pages_are_rendered_when_they_are_asked_for(serving: Serving) -> None:
    assert not (serving.site / "reference").exists()
    status, headers, body = serving.get(OPERATION)
    assert (status, headers["Content-Type"]) == ("200", "text/html; charset=utf-8")
    assert int(headers["Content-Length"]) == len(body.encode())
    assert "<title>List forecasts - Weather</title>" in body
    assert "livereload(" in body


def test_what_stands_beside_a_page_is_served_too(serving: Serving) -> None:
    assert serving.get(f"{OPERATION}index.md")[2].startswith("# List forecasts")
    assert json.loads(serving.get(f"{OPERATION}contract.json")[2])["address"] == "operation:GET /forecasts"
    assert serving.get(f"{OPERATION}index.html")[0] == "200"
    status, headers, _ = serving.get(OPERATION.rstrip("/"))
    assert (status, headers["Location"]) == ("302", OPERATION)


@pytest.mark.parametrize(
    "path", ["/reference/forecasts/nothing/", f"{OPERATION}other.json", "/../../etc/passwd", "/reference/../../x"]
)
def test_there_is_no_page_elsewhere(serving: Serving, path: str) -> None:
    assert serving.get(path)[0] == "404"


def test_guides_are_served_as_ever(serving: Serving) -> None:
    assert "Hello." in serving.get("/")[2]


def test_an_edited_guide_is_shown_and_others_are_not_rendered_again(
    serving: Serving, monkeypatch: pytest.MonkeyPatch
) -> None:
    import markdown

    serving.project.write("docs/other.md", "# Other\n\nStays.\n")
    serving.rebuild()
    rendered: list[str] = []
    convert = markdown.Markdown.convert

    def counted(self: markdown.Markdown, source: str) -> str:
        rendered.append(source)
        return convert(self, source)

    monkeypatch.setattr(markdown.Markdown, "convert", counted)
    serving.project.write("docs/index.md", "# Weather\n\nGood bye.\n")
    serving.rebuild()
    assert "Good bye." in serving.get("/")[2]
    assert "Stays." in serving.get("/other/")[2]
    assert len(rendered) == 1 and "Good bye." in rendered[0]


def test_a_new_title_reaches_the_navigation_of_every_page(serving: Serving) -> None:
    serving.project.write("docs/other.md", "# Other\n")
    serving.rebuild()
    serving.project.write("docs/other.md", "# Changed title\n")
    serving.rebuild()
    assert "Changed title" in serving.get("/")[2]
    assert "Changed title" in serving.get(OPERATION)[2]


def test_a_guide_says_again_what_is_wrong_with_it(serving: Serving, caplog: pytest.LogCaptureFixture) -> None:
    serving.project.write("docs/other.md", "# Other\n\n[lost](gone.md)\n")
    for _ in range(2):
        caplog.clear()
        with caplog.at_level(logging.WARNING, "mkdocs"):
            serving.rebuild()
        assert "gone.md" in caplog.text


def test_a_link_that_gets_its_target_is_made_good(serving: Serving) -> None:
    serving.project.write("docs/a.md", "# A\n\n[b](b.md)\n")
    serving.rebuild()
    serving.project.write("docs/b.md", "# B\n")
    serving.rebuild()
    assert 'href="../b/"' in serving.get("/a/")[2]


def test_extensions_that_read_files_are_not_cached(project: Project) -> None:
    def known(extensions: str) -> bool:
        project.write("mkdocs.yml", f"site_name: A\nmarkdown_extensions: {extensions}\n")
        return knows_extensions(load_config(str(project.folder / "mkdocs.yml")))

    assert known("[admonition, attr_list, pymdownx.superfences, pymdownx.tabbed]")
    assert known("[pymdownx.snippets]")
    assert not known("[pymdownx.snippets: {auto_append: [terms.md]}]")
    assert not known("[pymdownx.b64]")


def changed(summary: str) -> dict[str, Any]:
    description = copy.deepcopy(DESCRIPTION)
    description["paths"]["/forecasts"]["get"]["summary"] = summary
    return description


def test_an_edited_description_is_shown(serving: Serving) -> None:
    serving.get(OPERATION)
    serving.project.describe(changed("Forecasts of today"))
    serving.rebuild()
    assert "<title>Forecasts of today - Weather</title>" in serving.get(OPERATION)[2]


@pytest.mark.parametrize("path", ["/", OPERATION])
def test_a_broken_description_keeps_the_last_good_site_and_says_so(serving: Serving, path: str) -> None:
    before = serving.get(path)[2]
    serving.project.write("specs/gateway.yaml", "openapi: 3.1.0\ninfo: {title: <b>, title: B}\n")
    serving.rebuild()
    _, headers, body = serving.get(path)
    assert int(headers["Content-Length"]) == len(body.encode())
    assert "gatepost-problems" in body and "specs/gateway.yaml:2" in body
    assert "<b>" not in body.partition("gatepost-problems")[2].partition("</aside>")[0]
    assert ("List forecasts" in body) == ("List forecasts" in before)
    serving.project.describe(changed("Mended"))
    serving.rebuild()
    assert "gatepost-problems" not in serving.get(path)[2]
    assert "<title>Mended - Weather</title>" in serving.get(OPERATION)[2]


def test_a_broken_description_does_not_stop_a_strict_server(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev_server, "reloads", lambda: True)
    serving = Serving(project, tmp_path / "served", strict=True)
    try:
        serving.project.write("specs/gateway.yaml", "openapi: [")
        serving.rebuild()
        assert "gatepost-problems" in serving.get("/")[2]
    finally:
        serving.close()


def test_descriptions_are_watched(serving: Serving) -> None:
    assert str(serving.project.folder / "specs/gateway.yaml") in serving.server._watched_paths


def test_without_live_reload_the_pages_are_written(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "served"
    config = load_config(str(project.folder / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config, serve_url=URL)
    assert "List forecasts" in (site / OPERATION.strip("/") / "index.html").read_text()
    config.plugins.on_shutdown()
    assert not list((project.folder / ".cache/gatepost").glob("output-*"))


def with_console(project: Project, line: str, more: str = "") -> None:
    config = (project.folder / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config.replace("gatepost/console\n", f"gatepost/console: {line}\n{more}"))


def test_the_console_learns_of_proxied_gateways(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev_server, "reloads", lambda: True)
    with_console(project, "{targets: [{name: My Gateway, url: 'http://127.0.0.1:9', proxy: true}]}")
    serving = Serving(project, tmp_path / "served")
    try:
        site = json.loads(serving.get("/assets/gatepost/site.json")[2])
        (target,) = site["targets"]
        assert site["authoring"] is True
        assert target["proxy"] == "/_gatepost/proxy/my-gateway"
        status, _, body = serving.get(f"{target['proxy']}/v1/models")
        assert status == "502" and "did not answer" in body
    finally:
        serving.close()


def test_the_sandbox_answers_and_is_the_first_target(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("uvicorn")
    monkeypatch.setattr(dev_server, "reloads", lambda: True)
    with_console(project, "{}", "  - gatepost/sandbox\n")
    serving = Serving(project, tmp_path / "served")
    try:
        target = json.loads(serving.get("/assets/gatepost/site.json")[2])["targets"][0]
        assert (target["name"], target["sandbox"], target["proxy"]) == ("Sandbox", True, None)
        request = urllib.request.Request(
            f"{target['url']}/v1/forecasts", headers={"Authorization": "Bearer sk-sandbox"}
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            assert isinstance(json.load(answer), list)
        serving.project.describe(changed("Another"))
        serving.rebuild()
        assert json.loads(serving.get("/assets/gatepost/site.json")[2])["targets"][0]["url"] == target["url"]
    finally:
        serving.close()
