import json
from pathlib import Path

import pytest

from gatepost.errors import ConfigurationError
from gatepost.in_page import python_in_page, samples_in_page, sandbox_in_page
from gatepost.settings import GatewaySettings, OpenApiInput, SandboxSettings
from gatepost.versioning.comparing import Inputs
from tests.unpacking import unpack

GATEWAY = GatewaySettings(openapi=(OpenApiInput(path="gateway.json"),), cache="")
DESCRIPTION = {"openapi": "3.1.0", "info": {"title": "Small", "version": "1"}, "paths": {}}


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    manifest = {
        "workers": {"sandbox": "pyodide-sandbox-A.js", "samples": "pyodide-samples-B.js"},
        "pyodide": {"folder": "pyodide-0123", "files": {"pyodide.js": 5}},
    }
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "gateway.json").write_text(json.dumps(DESCRIPTION))
    return tmp_path / "assets"


def test_python_lies_in_a_folder_named_by_its_content_with_its_licence(assets: Path) -> None:
    found = python_in_page(assets)
    assert list(found.files) == ["pyodide-0123/pyodide.js", "pyodide-0123/LICENSE.txt"]
    assert found.told == {"folder": "pyodide-0123/", "files": {"pyodide.js": 5}}


def test_the_archive_is_named_by_its_content(assets: Path) -> None:
    first = sandbox_in_page(GATEWAY, SandboxSettings(), assets.parent, assets)
    assert first == sandbox_in_page(GATEWAY, SandboxSettings(), assets.parent, assets)
    other = sandbox_in_page(GATEWAY, SandboxSettings(seed=2), assets.parent, assets)
    assert first.told["archive"] != other.told["archive"]
    content = first.files[str(first.told["archive"])]
    assert isinstance(content, bytes) and len(content) == first.told["size"]
    assert first.files["pyodide-sandbox-A.js"] == assets / "pyodide-sandbox-A.js"


def test_what_runs_samples_travels_in_an_archive_of_its_own(assets: Path, tmp_path: Path) -> None:
    found = samples_in_page(assets)
    assert found == samples_in_page(assets)
    content = found.files[str(found.told["archive"])]
    assert isinstance(content, bytes) and len(content) == found.told["size"] < 20_000
    unpack(content, tmp_path / "unpacked")
    assert (tmp_path / "unpacked" / "gatepost" / "run" / "runner.py").is_file()
    told = sandbox_in_page(GATEWAY, SandboxSettings(), assets.parent, assets).told
    assert told["samples"] == found.told and told["samples"]["worker"] == "pyodide-samples-B.js"


def test_another_version_has_an_archive_of_its_own_without_behaviours(assets: Path, tmp_path: Path) -> None:
    older = {**DESCRIPTION, "info": {"title": "Small", "version": "0"}}
    (assets.parent / "older.json").write_text(json.dumps(older))
    (assets.parent / "behaviours").mkdir()
    (assets.parent / "behaviours" / "a.py").write_text("")
    settings = SandboxSettings(behaviours="behaviours")
    inputs = Inputs(GatewaySettings(openapi=(OpenApiInput(path="older.json"),), cache=""), assets.parent)
    found = sandbox_in_page(GATEWAY, settings, assets.parent, assets, others={"2025-11": inputs})
    told = found.told["versions"]["2025-11"]
    content = found.files[told["archive"]]
    assert isinstance(content, bytes) and told == {"archive": told["archive"], "size": len(content)}
    assert told["archive"] != found.told["archive"]
    unpacked = unpack(content, tmp_path / "unpacked")
    assert json.loads((unpacked / "descriptions" / "000.json").read_bytes())["info"]["version"] == "0"
    assert not (unpacked / "behaviours").exists()


def test_behaviours_that_fail_stop_the_build_and_not_the_reader(assets: Path) -> None:
    (assets.parent / "behaviours").mkdir()
    (assets.parent / "behaviours" / "a.py").write_text("1 / 0")
    with pytest.raises(ConfigurationError, match=r"behaviours.*ZeroDivisionError"):
        sandbox_in_page(GATEWAY, SandboxSettings(behaviours="behaviours"), assets.parent, assets)


def test_what_a_page_does_not_have_is_named_at_build(assets: Path) -> None:
    (assets.parent / "behaviours").mkdir()
    module = assets.parent / "behaviours" / "a.py"
    module.write_text("import json\nfrom gatepost.sandbox import Reply\n\nimport msgspec\n")
    with pytest.raises(ConfigurationError, match=r"a\.py, line 4 imports 'msgspec'"):
        sandbox_in_page(GATEWAY, SandboxSettings(behaviours="behaviours"), assets.parent, assets)
    module.write_text(
        "import json\nfrom gatepost.sandbox import Reply\n\ntry:\n    import msgspec\nexcept ImportError:\n    pass\n"
    )
    sandbox_in_page(GATEWAY, SandboxSettings(behaviours="behaviours"), assets.parent, assets)


def test_a_frontend_that_is_not_built_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="frontend is not built"):
        python_in_page(tmp_path)
