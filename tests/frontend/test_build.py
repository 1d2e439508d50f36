"""The packaging of the frontend: its generated types, its key, its bytes."""

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import hatch_build

ROOT = Path(__file__).parents[2]
FRONTEND = ROOT / "frontend"
ASSETS = ROOT / "plugins" / "gatepost" / "assets"

built = pytest.mark.skipif(not (ASSETS / "manifest.json").is_file(), reason="the frontend is not built: make frontend")


def _weight(name: str) -> int:
    return len(gzip.compress((ASSETS / name).read_bytes(), 9))


def _with_imports(name: str) -> set[str]:
    """The files that loading one brings with it at once."""
    found, waiting = set[str](), [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += re.findall(r"""(?:from|import)"\./([^"]+)\"""", (ASSETS / name).read_text(encoding="utf-8"))
    return found


def _part(name: str) -> set[str]:
    """The files of a part that the console loads late."""
    (path,) = ASSETS.glob(f"console-{name}-*.js")
    return _with_imports(path.name)


def _manifest() -> dict[str, object]:
    manifest: dict[str, object] = json.loads((ASSETS / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def test_the_types_of_the_contract_are_those_of_the_model() -> None:
    import runpy

    typescript = runpy.run_path(str(FRONTEND / "contract_types.py"))["typescript"]
    assert (FRONTEND / "src" / "contract.ts").read_text(encoding="utf-8") == typescript()


def test_the_lock_file_names_no_registry_and_pins_all() -> None:
    lock = json.loads((FRONTEND / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert all("resolved" not in package and "integrity" in package for package in packages.values())
    manifest = json.loads((FRONTEND / "package.json").read_text(encoding="utf-8"))
    versions = [*manifest["dependencies"].values(), *manifest["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_a_change_of_the_sources_changes_the_key(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    source = tmp_path / "src" / "a.ts"
    source.write_text("1")
    first = hatch_build.source_key(tmp_path)
    (tmp_path / "README.md").write_text("not read by the build")
    assert hatch_build.source_key(tmp_path) == first
    source.write_text("2")
    second = hatch_build.source_key(tmp_path)
    (tmp_path / "package-lock.json").write_text("{}")
    assert len({first, second, hatch_build.source_key(tmp_path)}) == 3


def test_without_output_the_build_is_needed(tmp_path: Path) -> None:
    assert not hatch_build.is_built(tmp_path)
    assets = tmp_path / "plugins" / "gatepost" / "assets"
    assets.mkdir(parents=True)
    for text in ("", "[]", '{"files": []}', '{"files": ["gone.js"], "sources": ""}'):
        (assets / "manifest.json").write_text(text)
        assert not hatch_build.is_built(tmp_path)


@built
def test_script_and_hook_agree_on_the_key() -> None:
    if not shutil.which("node"):
        pytest.skip("no Node on this machine")
    script = "import('./build.mjs').then(build => build.sourceKey()).then(console.log)"
    reply = subprocess.run(
        ["node", "--input-type=module", "-e", script], cwd=FRONTEND, capture_output=True, text=True, check=True
    )
    assert reply.stdout.strip() == hatch_build.source_key(FRONTEND)


@built
def test_the_weight_is_within_its_budget() -> None:
    console = str(_manifest()["console"])
    assert "console" in console
    assert _weight("gatepost.js") <= 5 * 1024
    first = _with_imports(console)
    assert sum(map(_weight, first)) <= 45_000, "the console when it opens"
    opened = {"gatepost.js"} | first | _part("validate") | _part("dials")
    for reply in (_part("json_view"), _part("stream") | _part("events")):
        assert sum(map(_weight, opened | reply)) <= 60_000, "until its reply shows, with the page's own script"
    (editor,) = (path.name for path in ASSETS.glob("console-editor-*.js"))
    assert editor not in first
    assert not [name for name in first if re.match("console-(editor|keep)-", name)]
    assert sum(map(_weight, _with_imports(editor) - first)) <= 150_000, "what the JSON editor adds"


@built
def test_nothing_makes_code_of_strings_or_loads_from_elsewhere() -> None:
    for script in ASSETS.glob("*.js"):
        text = script.read_text(encoding="utf-8")
        assert not re.search(
            r"\beval\(|new Function\b|\bFunction\(|sourceMappingURL|insertAdjacentHTML|document\.write", text
        )
        assert not re.search(r"import\(?[\"'`]https?:", text)
    page = (ASSETS / "gatepost.js").read_text(encoding="utf-8")
    assert not re.search(r"^import\b|\bfrom\"\./", page), "what the page loads at once is one file"
    assert "innerHTML" not in page


@built
def test_the_manifest_names_every_file() -> None:
    files = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*") if path.is_file()}
    assert files - {".gitkeep", "manifest.json"} == set(_manifest()["files"])  # type: ignore[call-overload]


@built
def test_python_comes_with_its_licence_and_is_as_heavy_as_its_manifest_says() -> None:
    told: dict[str, int] = _manifest()["pyodide"]["files"]  # type: ignore[index]
    folder = ASSETS / "pyodide"
    assert {path.name for path in folder.iterdir()} == {*told, "LICENSE.txt"}
    assert all((folder / name).stat().st_size == size for name, size in told.items())
    assert "Mozilla Public License" in (folder / "LICENSE.txt").read_text(encoding="utf-8")
    worker = str(_manifest()["workers"]["sandbox"])  # type: ignore[index]
    assert _weight(worker) <= 4 * 1024
