"""Real descriptions, whole: each builds, or ends in a listed problem; no page is empty, no section is missing."""

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gatepost import Built, DescriptionError, GatewaySettings, Page, ReferenceSettings, build
from gatepost.model.operation import Operation
from gatepost.settings import OpenApiInput
from tests import corpus

SAMPLED = 60
VOID = {"br", "hr", "wbr", "input", "img", "meta", "link", "col"}


class Outline(HTMLParser):
    """Ids, headings and words of a body; fails on a tag that is closed in the wrong place."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.level_one = self.words = 0
        self.open: list[str] = []
        self.feed(body)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.level_one += tag == "h1"
        self.ids.update(value for name, value in attrs if name == "id" and value)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open and self.open[-1] != tag and self.open[-1] in ("li", "dt", "dd", "p", "tr", "td", "th"):
            self.open.pop()
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, text: str) -> None:
        self.words += len(text.split())


def built(path: Path, tmp_path: Path, preset: str = "") -> Built:
    entry = OpenApiInput(path=path.name, preset=preset)
    settings = GatewaySettings(openapi=(entry,), cache=str(tmp_path / "cache"))
    return build(settings, ReferenceSettings(), path.parent)


def expected_ids(operation: Operation) -> set[str]:
    ids = {f"response-{response.status}" for response in operation.responses}
    if operation.request_body and operation.request_body.content:
        ids.add("body")
    return ids


def examine(result: Built) -> int:
    """Look at every page; returns how many operation pages there were."""
    gateway = result.made.gateway
    operations = {str(operation.address): operation for operation in (*gateway.operations, *gateway.webhooks)}
    seen: dict[str, Page] = {}
    for page in result.pages():
        outline = Outline(page.body)
        assert outline.level_one == 1, page.path
        assert outline.words >= 3, page.path
        assert page.markdown.startswith("# "), page.path
        assert set(page.anchors) <= outline.ids, page.path
        assert page.path not in seen, page.path
        seen[page.path] = page
        if str(page.address) in operations:
            missing = expected_ids(operations[str(page.address)]) - outline.ids
            assert not missing, f"{page.path} lacks {missing}"
    addresses = {str(page.address) for page in seen.values()}
    assert operations.keys() <= addresses
    assert {f"schema:{key}" for key in gateway.schemas} <= addresses
    return len(gateway.operations)


@pytest.mark.parametrize(
    ("source", "preset", "count"),
    [
        (corpus.github, "", 1223),
        (corpus.litellm, "", 996),
        (corpus.litellm, "litellm", 523),
        (corpus.spotify, "", 40),
    ],
    ids=["github", "litellm", "litellm-preset", "spotify"],
)
def test_large_descriptions(source: Callable[[], Path], preset: str, count: int, tmp_path: Path) -> None:
    assert examine(built(source(), tmp_path, preset)) == count


@pytest.mark.parametrize("index", range(SAMPLED))
def test_descriptions_of_the_directory(index: int, tmp_path: Path) -> None:
    path = corpus.directory_sample(SAMPLED)[index]
    try:
        result = built(path, tmp_path)
    except DescriptionError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.severity == "error" and problem.message and problem.source.file == path.name
        return
    examine(result)
