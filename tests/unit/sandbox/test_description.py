import ast
import sys
from pathlib import Path

import pytest

import gatepost.sandbox.app as app
from gatepost.sandbox.description import Description, base_paths
from tests.unit.sandbox.things import describe, parameter

MODULES = sorted(Path(app.__file__).parent.glob("*.py"))


@pytest.mark.parametrize(
    ("servers", "paths"),
    [
        ([], ("",)),
        ([{"url": "https://a.example/v1/"}, {"url": "https://b.example/v1"}], ("/v1",)),
        ([{"url": "/a/b"}, {"url": "/"}], ("/a/b", "")),
        (
            [{"url": "https://{host}/{base}", "variables": {"host": {"default": "x"}, "base": {"default": "v2"}}}],
            ("/v2",),
        ),
        ([{"url": "{baseUrl}"}], ("",)),
        ([{"url": "https://[broken"}], ("",)),
        ([{"url": "javascript:alert(1)"}], ("/alert(1)",)),
        ("nonsense", ("",)),
    ],
)
def test_base_paths(servers: object, paths: tuple[str, ...]) -> None:
    assert base_paths(servers) == paths


def test_what_a_path_item_says_holds_for_its_operations() -> None:
    raw = describe(
        {
            "/a": {"$ref": "#/components/pathItems/a"},
            "x-not-a-path": {"get": {}},
        },
        servers=[{"url": "/v1"}],
        components={
            "pathItems": {
                "a": {
                    "servers": [{"url": "/v2"}],
                    "parameters": [parameter("p", "query", {"type": "integer"}), parameter("q", "query", {})],
                    "get": {"parameters": [parameter("p", "query", {"type": "string"})]},
                    "post": {"servers": [{"url": "/v3"}], "security": []},
                    "additionalOperations": {"PURGE": {"operationId": "purge"}},
                }
            }
        },
    )
    get, post, purge = Description(raw).operations()
    assert [(one["name"], one["schema"]) for one in get.parameters] == [("p", {"type": "string"}), ("q", {})]
    assert (get.base_paths, post.base_paths, purge.base_paths) == (("/v2",), ("/v3",), ("/v2",))
    assert (purge.method, purge.id, get.name) == ("PURGE", "purge", "GET /a")


def test_pointers_are_unescaped() -> None:
    raw = {"a/b": {"c~d": [{"e f": 1}]}}
    assert Description(raw).resolve({"$ref": "#/a~1b/c~0d/0/e%20f"}) == 1
    for reference in ("#/a~1b/c~0d/7", "#/none", "other.yaml#/x", "https://x.example", "#/a~1b/c~0d/x"):
        assert Description(raw).resolve({"$ref": reference}) == {}


@pytest.mark.parametrize("raw", [{}, {"paths": None}, {"paths": {"/a": None, "/b": {"get": None}, "/c": {"get": {}}}}])
def test_poor_descriptions_are_read(raw: dict[str, object]) -> None:
    for operation in Description(raw).operations():
        assert operation.responses == {}
        assert operation.response(200) is None


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_only_the_standard_library_is_imported(module: Path) -> None:
    """The same code runs in the page, where nothing else is installed."""
    names = set()
    for node in ast.walk(ast.parse(module.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(str(node.module))
    foreign = {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    allowed = {"uvicorn"} if module.name == "serve.py" else set()
    assert {name for name in foreign if not name.startswith("gatepost.sandbox")} == allowed
