"""What import-linter cannot say of our imports; the rest stands in .importlinter."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PLUGINS = Path(__file__).parents[2] / "plugins"
HOST = sorted((PLUGINS / "mkdocs_gatepost").glob("*.py"))
SANDBOX = sorted((PLUGINS / "gatepost/sandbox").glob("*.py"))
PACKAGE_ROOT = {"uvicorn": "serve.py"}


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", HOST, ids=lambda path: path.name)
def test_the_host_takes_only_public_names(path: Path) -> None:
    inside = [name for name in imported(path) if name.startswith("gatepost.")]
    assert not inside, f"{path.name} imports {inside}: take it from `gatepost`"


def test_the_sandbox_takes_the_standard_library_and_itself() -> None:
    import sys

    for path in SANDBOX:
        for name in imported(path):
            package = name.partition(".")[0]
            own = name.startswith("gatepost.sandbox")
            allowed = own or package in sys.stdlib_module_names or PACKAGE_ROOT.get(package) == path.name
            assert allowed, f"{path.name} imports {name}"
