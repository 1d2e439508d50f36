"""HOSTILE.md cases 2, 6, 8, 10 to 12, 17, 19 and 21: what a build from a hostile description writes, and where."""

import json
import re
import shlex
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import click.testing
import pytest
from mkdocs.__main__ import cli

from tests.hostile.canary import FIRED, hostile_project
from tests.site.conftest import tags

CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")
ELSEWHERE = ("socket.connect", "socket.getaddrinfo", "socket.bind", "subprocess.Popen", "os.system", "os.exec")
WRITING = 3
"""The bits of `open`'s flags that are not set where a file is only read."""


class Watch:
    """What Python does while it is on: names of files that are changed or read, and what leaves the process."""

    def __init__(self) -> None:
        self.on = False
        self.changed: set[Path] = set()
        self.read: set[str] = set()
        self.left: list[str] = []
        sys.addaudithook(self._event)

    def _event(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event == "open" and isinstance(arguments[0], str):
            if isinstance(arguments[2], int) and arguments[2] & WRITING:
                self.changed.add(Path(arguments[0]))
            else:
                self.read.add(arguments[0])
        elif event in CHANGES:
            self.changed.update(Path(name) for name in arguments[:2] if isinstance(name, str))
        elif event in ELSEWHERE:
            self.left.append(f"{event} {arguments}")


class Built:
    """A site, what writing it did, and how long it took."""

    def __init__(self, project: Path) -> None:
        self.project, self.site = project, project / "site"
        self.watch = Watch()
        before = set(project.parent.rglob("*"))
        self.watch.on = True
        start = time.process_time()
        result = click.testing.CliRunner().invoke(cli, ["build", "--quiet", "-f", str(project / "mkdocs.yml")])
        self.seconds = time.process_time() - start
        self.watch.on = False
        assert result.exit_code == 0, result.output
        self.made = set(project.parent.rglob("*")) - before

    def pages(self) -> Iterator[tuple[str, str]]:
        for path in sorted(self.site.rglob("*.html")):
            yield path.relative_to(self.site).as_posix(), path.read_text(encoding="utf-8")

    def read(self, name: str) -> str:
        return (self.site / name).read_text(encoding="utf-8")


def build(folder: Path, description: dict[str, Any]) -> Built:
    project = hostile_project(folder / "project")
    (project / "api.json").write_text(json.dumps(description))
    return Built(project)


def described(operations: dict[str, Any], schemas: dict[str, Any] | None = None, **info: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1", **info},
        "paths": operations,
        "components": {"schemas": schemas or {}},
    }


def reading(reference: str) -> dict[str, Any]:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{reference}"}}}
    return {"responses": {"200": {"description": "OK", "content": content}}}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return Built(hostile_project(tmp_path_factory.mktemp("hostile") / "project"))


# 6
def test_nothing_is_written_outside_the_site_and_the_cache(hostile: Built) -> None:
    inside = (hostile.site, hostile.project / ".cache")
    changed = {path if path.is_absolute() else Path.cwd() / path for path in hostile.watch.changed}
    stray = {path for path in changed if not any(home in (path, *path.parents) for home in inside)}
    assert {path for path in stray if "__pycache__" not in path.parts and path != Path("/dev/null")} == set()
    assert all(any(home in (path, *path.parents) for home in inside) for path in hostile.made)


def test_a_build_opens_no_socket_and_starts_no_program(hostile: Built) -> None:
    assert hostile.watch.left == []
    assert not [name for name in hostile.watch.read if name.startswith("/etc/passwd")]


def test_names_of_files_are_plain_short_and_unique_ignoring_case(hostile: Built) -> None:
    names = [path.relative_to(hostile.site).as_posix() for path in hostile.site.rglob("*")]
    for name in names:
        for part in name.split("/"):
            if name.startswith("reference"):
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*(\.(html|md|json))?", part), name
            assert len(part) <= 100
            assert not re.fullmatch(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?", part), name
    assert len({name.lower() for name in names}) == len(names)


# 2
def test_heads_of_pages_hold_only_the_theme_s_elements(hostile: Built) -> None:
    heads = set()
    for name, html in hostile.pages():
        if name.startswith("reference/"):
            head = html.partition("<body")[0]
            found = tags(head, "script", "style", "link", "meta", "title", "base", "img", "svg", "iframe")
            heads.add(tuple(sorted(Counter(tag for tag, _ in found if tag != "link").items())))
            assert FIRED not in re.sub(r'<title>.*?</title>|content="[^"]*"', "", head), name
            assert not [attributes for _, attributes in found if any(key.startswith("on") for key in attributes)]
    assert len(heads) == 1


def test_the_sitemap_names_pages_of_this_site_only(hostile: Built) -> None:
    root = ElementTree.fromstring(hostile.read("sitemap.xml"))
    places = [str(place.text) for place in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    read = [name for name, _ in hostile.pages() if name != "404.html" and not name.startswith("assets/")]
    assert len(places) == len(set(places)) == len(read)
    assert all(re.fullmatch(r"https://docs\.example/canaries/[a-z0-9/-]*", place) for place in places)


def test_navigation_and_contracts_are_json_in_files_of_their_own(hostile: Built) -> None:
    def urls(node: dict[str, Any]) -> Iterator[str]:
        yield node.get("url", "")
        for child in node.get("children", ()):
            yield from urls(child)

    for path in (hostile.site / "assets/gatepost/navigation").iterdir():
        assert all(re.fullmatch(r"[a-z0-9/-]*", url) for url in urls(json.loads(path.read_text())))
    contracts = [json.loads(path.read_text()) for path in hostile.site.rglob("contract.json")]
    offered = {server["url"] for contract in contracts for server in contract["servers"]}
    assert contracts and all(url.startswith(("http://", "https://")) and "@" not in url for url in offered)


# 3
def test_each_dropped_link_is_told_with_its_place(hostile: Built) -> None:
    problems = json.loads((hostile.project / ".cache/gatepost/problems.json").read_text())
    told = {problem["pointer"] for problem in problems if problem["rule"] == "unsafe-link"}
    expected = {"/info/termsOfService", "/info/contact/url", "/externalDocs/url", "/tags/0/externalDocs/url"}
    assert expected <= told
    assert any("/securitySchemes/oauth/flows" in pointer for pointer in told)


# 19
@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "\\\\evil.example",
        "https://gw@evil.example/",
        "https:/gw@evil.example/",
        "https:gw@evil.example/",
        "https:\\\\gw@evil.example/",
        "https://evil.example\\@gateway.example/",
    ],
)
def test_servers_that_mislead_are_left_out(tmp_path: Path, url: str) -> None:
    description = described({"/a": {"get": {"operationId": "a", "responses": {}}}})
    built = build(tmp_path, description | {"servers": [{"url": url}, {"url": "https://good.example/"}]})
    (contract,) = (json.loads(path.read_text()) for path in built.site.rglob("contract.json"))
    assert [server["url"] for server in contract["servers"]] == ["https://good.example/"]


# 21
def test_a_hostile_sample_for_a_shell_runs_one_program(hostile: Built) -> None:
    """Words of every curl sample, as a shell reads them: one command, and nothing substituted."""
    seen = 0
    for name, html in hostile.pages():
        for sample in re.findall(r'<section data-tab="?curl"?.*?<pre[^>]*>(.*?)</pre>', html, re.DOTALL):
            source = unescape(re.sub(r"<[^>]*>", "", sample))
            words = shlex.split(source)
            assert words[0] == "curl", name
            shell = f"curl() {{ printf '%s\\0' \"$@\"; }}; GATEWAY_API_KEY=k\n{source}"
            run = subprocess.run(["sh", "-c", shell], capture_output=True, env={}, cwd=hostile.project, check=True)
            assert not run.stderr, name
            seen += 1
    assert seen >= 5


# 11
def test_circles_and_chains_of_references_end_in_finite_pages(tmp_path: Path) -> None:
    chain = {f"C{n}": {"$ref": f"#/components/schemas/C{n + 1}"} for n in range(2_000)}
    schemas = {
        **chain,
        "C2000": {"type": "object", "properties": {"again": {"$ref": "#/components/schemas/C0"}}},
        "Self": {"$ref": "#/components/schemas/Self"},
        "One": {"$ref": "#/components/schemas/Two"},
        "Two": {"$ref": "#/components/schemas/One"},
        "All": {"allOf": [{"$ref": "#/components/schemas/All"}], "items": {"$ref": "#/components/schemas/All"}},
        "a/b~c d": {"properties": {"x": {"$ref": "#/components/schemas/a~1b~0c%20d"}}},
        "Lost": {"$ref": "#/info/title"},
    }
    names = ("C0", "Self", "One", "All", "a~1b~0c%20d", "Lost")
    built = build(tmp_path, described({f"/{n}": {"get": reading(name)} for n, name in enumerate(names)}, schemas))
    assert built.seconds < 20
    assert max(len(html) for _, html in built.pages()) < 1_000_000
    operations = [html for name, html in built.pages() if 'data-kind="operation"' in html]
    assert len(operations) == len(names) and max(map(len, operations)) < 60_000
    assert any("recursive" in html for html in operations)


# 12
def test_a_dense_description_gives_small_files(tmp_path: Path) -> None:
    names = [f"N{n}" for n in range(60)]
    schemas = {
        name: {
            "required": names[index + 1 :],
            "properties": {other: {"$ref": f"#/components/schemas/{other}"} for other in names[index + 1 :]},
        }
        for index, name in enumerate(names)
    }
    body = {"required": True, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/N0"}}}}
    built = build(tmp_path, described({"/a": {"post": {"requestBody": body, **reading("N0")}}}, schemas))
    assert built.seconds < 15
    sizes = {path: path.stat().st_size for path in (built.site / "reference").rglob("*") if path.is_file()}
    assert max(sizes.values()) < 200_000, max(sizes, key=lambda path: sizes[path])


# 17
def test_ten_thousand_operations_and_a_long_text_give_bounded_pages(tmp_path: Path) -> None:
    long = "word <img src=x onerror=alert(1)> " * 30_000
    operations: dict[str, Any] = {
        f"/things/{n}": {"get": {"tags": [f"T{n % 100}"], "responses": {"200": {"description": "OK"}}}}
        for n in range(10_000)
    }
    operations["/long"] = {"get": {"operationId": "long", "tags": ["T0"], "description": long, "responses": {}}}
    built = build(tmp_path, described(operations, description=long))
    assert built.seconds < 60
    sizes = sorted(
        (html.stat().st_size, html.relative_to(built.site).as_posix()) for html in built.site.rglob("*.html")
    )
    assert len(sizes) > 10_000
    carrying = [name for size, name in sizes if size > 500_000]
    assert len(carrying) <= 3, carrying
    assert sizes[len(sizes) // 2][0] < 20_000
    assert sizes[-1][0] < 1_500_000
    assert not tags(built.read(sizes[-1][1]), "img")
