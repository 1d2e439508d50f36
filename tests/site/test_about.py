"""What pages say about themselves, to search engines and to who copies them."""

import copy
import json
import re
from html import unescape

import pytest

from tests.site.conftest import DESCRIPTION, MINIMAL, Project, tags

OPERATION = "reference/keys/create-key/index.html"
GUIDE = "how-to/ask/index.html"
TITLE = 'A "quoted" \\ </script><b>&'


@pytest.fixture
def described(project: Project) -> Project:
    given = copy.deepcopy(DESCRIPTION)
    given["paths"]["/keys"]["post"]["summary"] = TITLE
    project.describe(given)
    project.write("docs/how-to/ask.md", '---\ntitle: Ask & "hear"\ndescription: How to ask.\n---\nText.\n')
    return project


def data(html: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="?application/ld\+json"?>(.*?)</script>', html)
    parsed: dict[str, object] = json.loads(found)
    return parsed


def graph(html: str) -> dict[str | None, str | None]:
    return {tag["property"]: tag["content"] for _, tag in tags(html, "meta") if "property" in tag}


def test_pages_are_described_whatever_they_are_called(described: Project) -> None:
    described.write("mkdocs.yml", MINIMAL + "  - gatepost/agents\n")
    described.built()
    for name, title in ((OPERATION, TITLE), (GUIDE, 'Ask & "hear"')):
        html = described.read(name)
        assert data(html)["headline"] == title
        assert data(html)["url"] == f"https://docs.example/weather/{name.removesuffix('index.html')}"
        assert unescape(graph(html)["og:title"] or "") == title
        assert graph(html)["og:site_name"] == "Weather"
        assert html.count("gatepost-actions") == 1
        assert "gatepost5a1d" not in html
    assert data(described.read(GUIDE))["description"] == "How to ask."


def test_a_page_is_opened_elsewhere_by_its_markdown(described: Project) -> None:
    agents = "  - gatepost/agents: {open_in: {Reader: 'https://reader.example/?read={url}'}}\n"
    described.write("mkdocs.yml", MINIMAL + agents)
    described.built()
    twins = {OPERATION: "reference%2Fkeys%2Fcreate-key%2Findex.md", GUIDE: "how-to%2Fask.md"}
    for name, twin in twins.items():
        links = {tag.get("href") for _, tag in tags(described.read(name), "a")}
        (found,) = (link for link in links if link and link.startswith("https://reader.example/"))
        assert found.replace("/", "%2F").endswith(f"weather%2F{twin}")


def test_all_of_it_can_be_turned_off(described: Project) -> None:
    described.write("mkdocs.yml", MINIMAL + "  - gatepost/agents: {copy_page: false, described: false}\n")
    described.built()
    for name in (OPERATION, GUIDE):
        html = described.read(name)
        assert "gatepost-actions" not in html and "ld+json" not in html and "og:title" not in html
