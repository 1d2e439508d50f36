"""Several descriptions in one gateway; filters, groups, servers; and input of any shape."""

import copy
import random
from pathlib import Path

import msgspec
import pytest
import yaml

from gatepost.errors import ConfigurationError
from gatepost.model.gateway import Gateway
from gatepost.settings import GatewaySettings, Group, ServerInput
from gatepost.translate import translate

RICH = yaml.safe_load((Path(__file__).parents[2] / "golden/translate/rich.yml").read_text())


def description(path="/x", **members):
    return {
        "openapi": "3.1.0",
        "info": {"title": path, "version": "1"},
        "paths": {path: {"get": {"tags": [path], "responses": {}}}},
        **members,
    }


def test_without_descriptions_there_is_an_empty_gateway():
    gateway, problems = translate([])
    assert (gateway, problems) == (Gateway(title=""), ())


def test_descriptions_join_in_order_and_the_first_gives_the_title(bundle):
    one, two = bundle(description("/a"), file="a.json"), bundle(description("/b"), file="b.json")
    gateway, _ = translate([one, two])
    assert gateway.title == "/a"
    assert [operation.name for operation in gateway.operations] == ["GET /a", "GET /b"]
    assert [found.title for found in gateway.descriptions] == ["/a", "/b"]


@pytest.mark.parametrize(
    ("members", "noun"),
    [
        ({}, "operation 'GET /x'"),
        ({"paths": {}, "components": {"schemas": {"A": {}}}}, "schema 'A'"),
        ({"paths": {}, "components": {"securitySchemes": {"K": {"type": "mutualTLS"}}}}, "security scheme 'K'"),
    ],
)
def test_equal_names_without_an_id_ask_for_one(bundle, members, noun):
    bundles = [bundle(description(**members), file=name) for name in ("a.json", "b.json")]
    with pytest.raises(ConfigurationError, match=f"a.json and b.json both have the {noun}.*id:"):
        translate(bundles)


def test_ids_keep_descriptions_apart(bundle):
    schemas = {"components": {"schemas": {"A": {}}, "securitySchemes": {"K": {"type": "mutualTLS"}}}}
    bundles = [
        bundle(description(**schemas, security=[{"K": []}]), file=f"{name}.json", id=name) for name in ("a", "b")
    ]
    gateway, _ = translate(bundles)
    assert [operation.name for operation in gateway.operations] == ["a:GET /x", "b:GET /x"]
    assert list(gateway.schemas) == ["a:A", "b:A"]
    assert gateway.operations[1].security[0].uses[0].key == "b:K"
    assert [tag.scope for tag in gateway.tags] == ["a", "b"]


def test_one_id_twice_is_refused(bundle):
    bundles = [bundle(description(path), file=f"{path}.json", id="same") for path in ("/a", "/b")]
    with pytest.raises(ConfigurationError, match="both have the id 'same'"):
        translate(bundles)


def test_a_filter_leaves_what_the_kept_operations_need(bundle):
    def operation(name):
        schema = {"$ref": f"#/components/schemas/{name}"}
        answer = {"description": "", "content": {"application/json": {"schema": schema}}}
        return {"get": {"operationId": name, "tags": [name], "responses": {"200": answer}}}

    root = {
        "openapi": "3.2.0",
        "info": {},
        "tags": [{"name": "Top"}, {"name": "A", "parent": "Top"}, {"name": "B"}],
        "paths": {"/a": operation("A"), "/b": operation("B")},
        "components": {"schemas": {"B": {}, "A": {"items": {"$ref": "#/components/schemas/C"}}, "C": {}}},
    }
    seen = []

    def keep(method, path, tags, operation_id):
        seen.append((method, path, tuple(tags), operation_id))
        return path == "/a"

    gateway, _ = translate([bundle(root)], [keep])
    assert seen == [("GET", "/a", ("A",), "A"), ("GET", "/b", ("B",), "B")]
    assert [one.path for one in gateway.operations] == ["/a"]
    assert list(gateway.schemas) == ["A", "C"]
    assert [tag.name for tag in gateway.tags] == ["Top", "A"]


def test_groups_and_servers_of_the_settings_win(bundle):
    root = description(servers=[{"url": "/own"}], **{"x-tagGroups": [{"name": "Own", "tags": []}]})
    settings = GatewaySettings(
        groups=(Group(title="Chat", tags=("/x",)),),
        servers=(ServerInput(url="https://gw.example", description="Live"),),
    )
    gateway, _ = translate([bundle(root)], (), settings)
    assert [group.title for group in gateway.tag_groups] == ["Chat"]
    assert [server.url for server in gateway.operations[0].servers] == ["https://gw.example"]


def test_a_preset_can_say_that_an_operation_streams(bundle):
    answer = {"200": {"description": "", "content": {"application/json": {}}}}
    root = description(paths={path: {"post": {"responses": answer}} for path in ("/chat", "/models")})
    gateway, _ = translate([bundle(root)], streams=[lambda method, path: (method, path) == ("POST", "/chat")])
    assert [one.responses[0].content[0].stream for one in gateway.operations] == [True, False]


def test_a_description_that_is_no_object_is_a_problem(bundle):
    gateway, (problem,) = translate([bundle([])])
    assert gateway.operations == ()
    assert (problem.rule, problem.severity) == ("wrong-type", "error")


def test_the_same_input_gives_the_same_gateway(bundle):
    once, again = (translate([bundle(copy.deepcopy(RICH))]) for _ in range(2))
    plain = [msgspec.json.encode(gateway, enc_hook=lambda unknown: None) for gateway, _ in (once, again)]
    assert plain[0] == plain[1]


JUNK = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    [],
    {},
    [None],
    ["a"],
    {"a": 1},
    {"$ref": "#/nope"},
    {"$ref": 1},
    {"$ref": "#"},
)


def places(tree, path=()):
    """Every path into a tree."""
    yield path
    for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ():
        yield from places(value, (*path, key))


def with_junk(tree, path, value):
    """The tree with a value put at a path, where that path still leads somewhere."""
    if not path:
        return value
    parent = tree
    try:
        for key in path[:-1]:
            parent = parent[key]
        parent[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass
    return tree


@pytest.mark.parametrize("version", ["2.0", "3.0.3", "3.2.0"])
def test_wrong_types_anywhere_are_problems_never_exceptions(bundle, version):
    choose = random.Random(version)
    every = list(places(RICH))
    for _ in range(500):
        root = copy.deepcopy(RICH)
        for _ in range(choose.choice((1, 1, 2, 5))):
            root = with_junk(root, choose.choice(every), copy.deepcopy(choose.choice(JUNK)))
        if isinstance(root, dict):
            root.pop("openapi", None)
            root["swagger" if version == "2.0" else "openapi"] = version
        gateway, problems = translate([bundle(root)])
        assert isinstance(gateway, Gateway)
        assert all(problem.message and problem.source.file for problem in problems)
