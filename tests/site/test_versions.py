"""Several versions of a gateway in one site, as `mkdocs build` makes it."""

import copy
import json
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.site.conftest import DESCRIPTION, MINIMAL, Project, tags

ATOM = "{http://www.w3.org/2005/Atom}"
OLD = copy.deepcopy(DESCRIPTION)
OLD["info"]["version"] = "0.9"
OLD["paths"]["/tokens"] = OLD["paths"].pop("/keys")
OLD["paths"]["/forecasts"]["get"]["parameters"][0]["schema"]["maxLength"] = 40
OLD["paths"]["/stations"] = {
    "get": {"tags": ["Forecasts"], "summary": "List stations", "responses": {"200": {"description": "Stations."}}}
}
CURRENT = "current: {label: v2, date: 2026-11-30, aliases: [latest]}"


def configured(others: str, current: str = CURRENT) -> str:
    return f"{MINIMAL}  - gatepost/versions:\n      {current}\n      others: [{others}]\n"


@pytest.fixture
def versions(project: Project) -> Project:
    return _with_versions(project)


def _with_versions(project: Project) -> Project:
    project.write("specs/old.json", json.dumps(OLD))
    project.write("mkdocs.yml", configured("{label: v1, status: deprecated, openapi: specs/old.json}"))
    return project


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of both versions, built once."""
    return _with_versions(Project(tmp_path_factory.mktemp("versions"))).built()


def text_of(files: dict[str, bytes], path: str) -> str:
    return files[path].decode()


def test_each_version_has_its_search(files: dict[str, bytes]) -> None:
    def found(index: str) -> set[str]:
        folder = json.loads(files[f"assets/gatepost/search/{index}"])["folder"]
        return {row[0] for row in json.loads(files[f"assets/gatepost/search/{folder}/records-0.json"])}

    assert "operation:GET /stations@v1" in found("index-v1.json")
    assert not any("@v1" in address or "/stations" in address for address in found("index.json"))


def test_each_version_has_its_pages_and_changes_have_theirs(files: dict[str, bytes]) -> None:
    for page in ("reference/keys/create-key/", "v1/reference/keys/create-key/", "changes/", "changes/v2/"):
        assert {f"{page}index.html", f"{page}index.md"} <= files.keys(), page
    assert "v1/reference/forecasts/get-stations/index.html" in files
    assert "changes/v1/index.html" not in files
    page = text_of(files, "changes/v2/index.html")
    assert "List stations" in page
    rules = {attributes.get("data-rule") for _, attributes in tags(page, "li")}
    assert {"operation-moved", "operation-removed", "parameter-max-length-raised"} <= rules
    assert page.count("<h1") == 1


def test_pages_of_an_old_version_say_so_and_name_the_current_one_as_canonical(files: dict[str, bytes]) -> None:
    moved = text_of(files, "v1/reference/keys/create-key/index.html")
    assert "v1 is deprecated" in moved and "../../../../reference/keys/create-key/" in moved
    (canonical,) = [a for _, a in tags(moved, "link") if a.get("rel") == "canonical"]
    assert canonical["href"] == "https://docs.example/weather/reference/keys/create-key/"
    gone = text_of(files, "v1/reference/forecasts/get-stations/index.html")
    assert "The current version, v2" in gone
    current = text_of(files, "reference/keys/create-key/index.html")
    assert "gatepost-banner" not in current


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("createKey", ["<del>POST /tokens</del> <ins>POST /keys</ins>", 'href="../v1/reference/keys/create-key/"']),
        ("listForecasts@v1", ["at most 40 characters", 'href="../v1/reference/forecasts/list-forecasts/"']),
        ("GET /stations@v1", ["<i>not there</i>", "is gone"]),
        ("schema:Forecast@v1..v2", ["Nothing changed."]),
    ],
)
def test_a_guide_shows_what_changed(versions: Project, asked: str, said: list[str]) -> None:
    config = (versions.folder / "mkdocs.yml").read_text()
    versions.write("mkdocs.yml", f"{config}  - gatepost/guides\n")
    versions.write("docs/new.md", f"# New\n\n/// comparison | {asked}\n///\n")
    page = text_of(versions.built(), "new/index.html")
    shown = page.partition('class="gatepost-embed"')[2].partition("<!--gatepost-embedded-->")[0]
    assert [words for words in said if words not in shown] == []


def test_the_history_and_marks_of_an_operation(files: dict[str, bytes]) -> None:
    page = text_of(files, "reference/forecasts/list-forecasts/index.html")
    assert "It no longer holds that <code>city</code> has at most 40 characters." in page
    (mark,) = [a for _, a in tags(page, "i") if a.get("class") == "gatepost-changed"]
    assert mark["data-severity"] == "safe"
    assert "## History\n\n### v2" in text_of(files, "reference/forecasts/list-forecasts/index.md")
    assert "gatepost-history" not in text_of(files, "reference/schemas/forecast/index.html")


def test_lists_and_navigation_say_what_became_of_each_operation(files: dict[str, bytes]) -> None:
    page = text_of(files, "reference/forecasts/index.html")
    lines = {a.get("data-status") for _, a in tags(page, "li") if "data-filter-text" in a}
    choices = {a["data-gatepost-status"] for _, a in tags(page, "input") if "data-gatepost-status" in a}
    assert "changed" in lines and "changed in v2" in page and {"changed"} <= choices
    old = text_of(files, "v1/reference/forecasts/index.html")
    assert not [a for _, a in tags(old, "input") if a.get("data-gatepost-status") in ("new", "changed", "unchanged")]
    tree = json.loads(files["assets/gatepost/navigation/forecasts.json"])["children"]
    assert {one.get("status") for one in tree if one["url"].endswith("/list-forecasts/")} == {"changed"}


def test_the_switcher_is_told_what_is_elsewhere_or_gone(files: dict[str, bytes]) -> None:
    told = json.loads(files["assets/gatepost/versions.json"])
    assert [one["label"] for one in told["versions"]] == ["v2", "v1"]
    away = told["elsewhere"]["v1"]["v2"]
    assert away.keys() == {"reference/forecasts/get-stations/"}
    where, _, anchor = away["reference/forecasts/get-stations/"].partition("#")
    assert where == "/changes/v2/"
    assert anchor in {a.get("id") for _, a in tags(files["changes/v2/index.html"], "li")}
    for path in ("index.html", "reference/keys/create-key/index.html", "v1/reference/keys/create-key/index.html"):
        assert "gatepost-version" in text_of(files, path), path


def test_feeds_are_atom(files: dict[str, bytes]) -> None:
    feeds = {path: content for path, content in files.items() if path.endswith(".xml") and path.startswith("changes/")}
    assert {"changes/feed.xml", "changes/forecasts.xml", "changes/keys.xml"} <= feeds.keys()
    for path, content in feeds.items():
        root = ElementTree.fromstring(content)
        assert root.tag == f"{ATOM}feed"
        for element in (root, *root.iter(f"{ATOM}entry")):
            assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated")), path
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == f"https://docs.example/weather/{path}"
        assert len({entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")}) == 1
        assert root.findtext(f"{ATOM}updated") == "2026-11-30T00:00:00Z"


def test_feeds_validate_and_lead_to_pages_of_the_site(files: dict[str, bytes]) -> None:
    etree = pytest.importorskip("lxml.etree")
    schema = etree.RelaxNG(etree.parse(str(Path(__file__).with_name("atom.rng"))))
    feeds = [path for path in files if path.startswith("changes/") and path.endswith(".xml")]
    for path in feeds:
        feed = etree.fromstring(files[path])
        assert schema.validate(feed), f"{path}: {schema.error_log}"
        for link in feed.iter(f"{ATOM}link"):
            target = link.get("href").removeprefix("https://docs.example/weather/")
            assert target in files or f"{target}index.html" in files, target
        ids = [one.text for one in feed.iter(f"{ATOM}id")]
        assert len(set(ids)) == len(ids)
    broken = etree.fromstring(
        files[feeds[0]].replace(b"<updated>", b"<modified>").replace(b"</updated>", b"</modified>")
    )
    assert not schema.validate(broken)


BAD = {
    "{label: V2, openapi: specs/old.json}": "'V2' names another version already",
    "{label: reference, openapi: specs/old.json}": "'reference' is the name of another folder of the site",
    "{label: 'a/b', openapi: specs/old.json}": "'a/b' cannot be a part of a URL",
    "{label: x1, status: ancient, openapi: specs/old.json}": "'ancient' is no status",
    "{label: x2, date: soon, openapi: specs/old.json}": "'soon' is no day",
    "{label: x3, openapi: specs/none.json}": "version 'x3' is left out: specs/none.json",
    "{label: x4, openapi: specs/broken.json}": "version 'x4' is left out: specs/broken.json",
    "{label: x5, ref: v0.1}": "there is no tag, branch or commit 'v0.1'",
    "{label: x6}": "nothing is named that it could be read from",
    "{label: x7, aliases: [latest], openapi: specs/old.json}": "'latest' names another version already",
}


def test_versions_that_cannot_be_read_are_named_and_the_others_stay(versions: Project) -> None:
    versions.write("specs/broken.json", '{"openapi": "3.1.0",')
    versions.write("mkdocs.yml", configured(", ".join([*BAD, "{label: v1, openapi: specs/old.json}"])))
    result = versions.build()
    assert result.exit_code == 0, result.output
    for said in BAD.values():
        assert said in " ".join(result.output.split()), said
    files = versions.files()
    assert "v1/reference/keys/create-key/index.html" in files
    assert versions.build("--strict").exit_code != 0
    assert files.keys() <= versions.files().keys()


def test_a_version_from_a_tag(project: Project) -> None:
    def git(*arguments: str) -> None:
        own = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *own, *arguments], cwd=project.folder, check=True, capture_output=True)

    current = (project.folder / "specs/gateway.yaml").read_text()
    project.write("specs/gateway.yaml", json.dumps(OLD))
    git("init", "-q")
    git("add", "specs")
    git("commit", "-q", "-m", "Old")
    git("tag", "v1")
    project.write("specs/gateway.yaml", current)
    project.write("mkdocs.yml", configured("{label: v1, ref: v1}"))
    files = project.built()
    assert "v1/reference/forecasts/get-stations/index.html" in files
    assert files.keys() == project.built().keys()


def test_tags_without_the_file_or_with_a_broken_one_are_named_and_the_others_stay(project: Project) -> None:
    def tagged(name: str) -> None:
        own = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
        for arguments in (("add", "-A", "specs"), ("commit", "-q", "--allow-empty", "-m", name), ("tag", name)):
            subprocess.run(["git", *own, *arguments], cwd=project.folder, check=True, capture_output=True)

    subprocess.run(["git", "init", "-q"], cwd=project.folder, check=True, capture_output=True)
    current = (project.folder / "specs/gateway.yaml").read_text()
    (project.folder / "specs/gateway.yaml").unlink()
    project.write("specs/other.txt", "not a description")
    tagged("none")
    project.write("specs/gateway.yaml", "openapi: 3.1.0\ninfo: {title: A, title: B}\n")
    tagged("broken")
    project.write("specs/gateway.yaml", json.dumps(OLD))
    tagged("v1")
    project.write("specs/gateway.yaml", current)
    project.write("mkdocs.yml", configured("{label: v1, ref: v1}"))
    before = project.built()
    project.write(
        "mkdocs.yml", configured(", ".join(f"{{label: {one}, ref: {one}}}" for one in ("v1", "broken", "none")))
    )
    result = project.build()
    said = " ".join(result.output.split())
    assert result.exit_code == 0 and "Traceback" not in said
    assert "version 'none' is left out: 'specs/gateway.yaml' is not in 'none'" in said
    assert "version 'broken' is left out: " in said and "specs/gateway.yaml" in said.partition("version 'broken'")[2]
    assert before.keys() <= project.files().keys()
    assert project.build("--strict").exit_code == 1
    assert before.keys() <= project.files().keys()


def test_a_second_build_writes_nothing_new(versions: Project) -> None:
    first = versions.built()
    before = {path: (versions.folder / "site" / path).stat().st_mtime_ns for path in first if path.startswith("v1/")}
    second = versions.built()
    assert first["v1/reference/keys/create-key/index.html"] == second["v1/reference/keys/create-key/index.html"]
    assert before == {path: (versions.folder / "site" / path).stat().st_mtime_ns for path in before}


def test_a_preview_stands_before_the_current_version(versions: Project) -> None:
    others = "{label: next, status: preview, openapi: specs/old.json}"
    versions.write("mkdocs.yml", configured(others))
    files = versions.built()
    told: dict[str, Any] = json.loads(files["assets/gatepost/versions.json"])
    assert [one["label"] for one in told["versions"]] == ["next", "v2"]
    assert "next is a preview" in text_of(files, "next/reference/keys/create-key/index.html")
    assert "changes/next/index.html" in files
