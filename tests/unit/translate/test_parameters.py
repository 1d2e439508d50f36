"""Parameters and headers with the defaults of their place."""

import pytest


@pytest.fixture
def parameter(translated):
    def run(version="3.1.0", path="/x", **members):
        operation = {"parameters": [members], "responses": {}}
        return translated(version, paths={path: {"get": operation}})

    return run


@pytest.mark.parametrize(
    ("location", "style", "explode"),
    [("query", "form", True), ("cookie", "form", True), ("header", "simple", False), ("path", "simple", False)],
)
def test_style_and_explode_have_the_defaults_of_the_place(parameter, location, style, explode):
    members = {"name": "a", "in": location, "required": True, "schema": {}}
    (found,) = parameter(path="/{a}" if location == "path" else "/x", **members).operation.parameters
    assert (found.style, found.explode) == (style, explode)


def test_only_form_explodes_by_default(parameter):
    (found,) = parameter(name="a", style="pipeDelimited", **{"in": "query"}, schema={}).operation.parameters
    assert (found.style, found.explode) == ("pipeDelimited", False)


def test_content_in_place_of_a_schema(parameter):
    content = {"application/json": {"schema": {"type": "object"}, "example": {"a": 1}}}
    (found,) = parameter("3.2.0", name="filter", content=content, **{"in": "querystring"}).operation.parameters
    assert (found.location, found.content.name, found.schema.types) == ("querystring", "application/json", ("object",))
    assert [one.value for one in found.examples] == [{"a": 1}]


def test_a_parameter_without_a_schema_is_kept_and_reported(parameter):
    found = parameter(name="a", **{"in": "query"})
    assert found.operation.parameters[0].schema is None
    assert found.rules == ["missing-schema"]


@pytest.mark.parametrize(
    "members", [{"name": "a"}, {"in": "query"}, {"name": "", "in": "query"}, {"name": "a", "in": 1}]
)
def test_a_parameter_without_name_or_place_is_left_out_with_an_error(parameter, members):
    found = parameter(**members, schema={})
    assert found.operation.parameters == ()
    assert found.rules[-1] == "invalid-parameter"


def test_path_parameters_are_required_whatever_is_said(parameter):
    found = parameter(path="/{a}", name="a", schema={}, **{"in": "path"})
    assert found.operation.parameters[0].required
    assert found.rules == ["optional-path-parameter"]


def test_names_of_the_path_without_a_parameter_are_taken_for_strings(translated):
    found = translated(paths={"/{org}/{id}": {"get": {"responses": {}}}})
    assert [(one.name, one.required, one.schema.types) for one in found.operation.parameters] == [
        ("org", True, ("string",)),
        ("id", True, ("string",)),
    ]
    assert found.rules == ["path-parameter-missing"] * 2


def test_a_parameter_listed_twice_counts_once(translated):
    twice = [{"name": "a", "in": "query", "schema": {"type": kind}} for kind in ("string", "integer")]
    found = translated(paths={"/x": {"get": {"parameters": twice, "responses": {}}}})
    assert [one.schema.types for one in found.operation.parameters] == [("string",)]
    assert (found.rules, found.problems[0].source.pointer) == (["parameter-duplicate"], "/paths/~1x/get/parameters/1")


def test_a_shared_parameter_is_translated_once(translated):
    shared = {"parameters": [{"$ref": "#/components/parameters/Limit"}], "responses": {}}
    found = translated(
        paths={"/a": {"get": shared}, "/b": {"get": shared}},
        components={"parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer"}}}},
    )
    one, two = (operation.parameters[0] for operation in found.gateway.operations)
    assert one is two
    assert one.source.pointer == "/components/parameters/Limit"


def test_a_description_beside_a_reference_wins(translated):
    found = translated(
        paths={"/a": {"get": {"parameters": [{"$ref": "#/components/parameters/P", "description": "here"}]}}},
        components={"parameters": {"P": {"name": "p", "in": "query", "description": "there", "schema": {}}}},
    )
    assert found.operation.parameters[0].description == "here"


def test_ten_thousand_references_to_a_parameter_end(translated):
    chain = {f"P{i}": {"$ref": f"#/components/parameters/P{i + 1}"} for i in range(10_000)}
    end = {"P10000": {"name": "p", "in": "query", "schema": {}}}
    operation = {"parameters": [{"$ref": "#/components/parameters/P0"}]}
    found = translated(paths={"/a": {"get": operation}}, components={"parameters": {**chain, **end}})
    assert found.operation.parameters[0].name == "p"
    circle = {**chain, "P10000": {"$ref": "#/components/parameters/P3"}}
    found = translated(paths={"/a": {"get": operation}}, components={"parameters": circle})
    assert (found.operation.parameters, found.rules) == ((), ["reference-circle"])


def test_headers_of_a_response(translated):
    headers = {
        "X-Cost": {"description": "Dollars", "schema": {"type": "number"}, "example": 0.01},
        "X-Raw": {"content": {"application/json": {"schema": {"type": "object"}}}},
        "X-Bad": [],
    }
    found = translated(paths={"/a": {"get": {"responses": {"200": {"description": "", "headers": headers}}}}})
    cost, raw = found.operation.responses[0].headers
    assert (cost.name, cost.schema.types, cost.examples[0].value) == ("X-Cost", ("number",), 0.01)
    assert raw.schema.types == ("object",)
    assert found.rules == ["wrong-type"]
