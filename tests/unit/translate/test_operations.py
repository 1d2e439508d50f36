"""Operations: merged with their path item, with ids, security, servers, successors, callbacks and webhooks."""

import pytest

OK = {"responses": {"200": {"description": "ok"}}}


def test_path_item_parameters_are_merged_and_the_operation_wins(translated):
    def query(name, words):
        return {"name": name, "in": "query", "description": words, "schema": {}}

    item = {
        "parameters": [query("a", "item"), query("b", "item"), {"name": "a", "in": "header", "schema": {}}],
        "get": {**OK, "parameters": [query("b", "own"), query("c", "own")]},
    }
    parameters = translated(paths={"/x": item}).operation.parameters
    assert [(one.name, one.location, one.description) for one in parameters] == [
        ("b", "query", "own"),
        ("c", "query", "own"),
        ("a", "query", "item"),
        ("a", "header", ""),
    ]


def test_a_path_item_can_be_a_reference_and_lends_its_words(translated):
    shared = {"summary": "Shared", "description": "Told once", "get": OK, "post": {**OK, "summary": "Own"}}
    found = translated(
        paths={"/x": {"$ref": "#/components/pathItems/P", "description": "Told here"}},
        components={"pathItems": {"P": shared}},
    )
    get, post = found.gateway.operations
    assert (get.summary, get.description) == ("Shared", "Told here")
    assert post.summary == "Own"
    assert get.source.pointer == "/components/pathItems/P/get"


def test_methods_of_3_2(translated):
    item = {"query": OK, "additionalOperations": {"COPY": OK, "Odd": 1}}
    found = translated("3.2.0", paths={"/x": item})
    assert [one.name for one in found.gateway.operations] == ["QUERY /x", "COPY /x"]
    assert found.rules == ["wrong-type"]


def test_missing_ids_are_made_of_method_and_path_and_are_unique(translated):
    found = translated(paths={"/v1/models/{id}": {"get": OK, "parameters": [ID]}, "/v1/models/id": {"get": OK}})
    assert [(one.id, one.declared_id) for one in found.gateway.operations] == [
        ("get-v1-models-id", False),
        ("get-v1-models-id-2", False),
    ]


ID = {"name": "id", "in": "path", "required": True, "schema": {}}


def test_a_made_id_makes_way_for_a_declared_one(translated):
    found = translated(paths={"/x": {"get": OK}, "/y": {"get": {**OK, "operationId": "get-x"}}})
    assert [(one.id, one.declared_id) for one in found.gateway.operations] == [("get-x-2", False), ("get-x", True)]
    assert found.rules == []


def test_an_id_that_is_taken_ignoring_case_is_an_error_naming_both(translated):
    found = translated(paths={"/x": {"get": {**OK, "operationId": "List"}, "put": {**OK, "operationId": "list"}}})
    assert [one.id for one in found.gateway.operations] == ["List", "put-x"]
    (problem,) = found.problems
    assert problem.rule == "operation-id-duplicate"
    assert "/paths/~1x/get" in problem.message
    assert problem.source.pointer == "/paths/~1x/put/operationId"


@pytest.mark.parametrize(
    ("root", "own", "expected"),
    [
        ([{"key": []}], None, [["key"]]),
        ([{"key": []}], [], [[]]),
        ([{"key": []}], [{}], [[]]),
        ([{"key": []}], [{"key": [], "oauth": ["read"]}, {}], [["key", "oauth"], []]),
        (None, None, []),
    ],
)
def test_security_is_that_of_the_operation_or_else_of_the_description(translated, root, own, expected):
    members = {} if root is None else {"security": root}
    schemes = {"key": {"type": "apiKey", "in": "header", "name": "K"}, "oauth": {"type": "oauth2", "flows": {}}}
    operation = {**OK, **({} if own is None else {"security": own})}
    found = translated(paths={"/x": {"get": operation}}, components={"securitySchemes": schemes}, **members)
    assert [[use.key for use in one.uses] for one in found.operation.security] == expected


def test_an_unknown_scheme_never_makes_an_operation_look_open(translated):
    found = translated(paths={"/x": {"get": {**OK, "security": [{"ghost": []}]}}})
    assert found.operation.security == ()
    assert found.rules == ["unknown-security-scheme"]


def test_servers_of_the_operation_before_those_of_the_path_item_before_those_of_the_description(translated):
    item = {"servers": [{"url": "/item"}], "get": {**OK, "servers": [{"url": "/own"}]}, "put": OK}
    found = translated(servers=[{"url": "/root"}], paths={"/a": item, "/b": {"get": OK}})
    assert [[server.url for server in one.servers] for one in found.gateway.operations] == [
        ["/own"],
        ["/item"],
        ["/root"],
    ]


@pytest.mark.parametrize("wanted", ["newOne", "POST /new", "/new"])
def test_a_successor_is_found_by_id_or_method_and_path(translated, wanted):
    paths = {
        "/new": {"post": {**OK, "operationId": "newOne"}},
        "/old": {"post": {**OK, "deprecated": True, "x-sunset": "2027-01-31", "x-replaced-by": wanted}},
    }
    old = translated(paths=paths).gateway.operation("POST /old")
    assert (old.replaced_by, old.sunset, old.deprecated) == ("POST /new", "2027-01-31", True)


def test_unknown_successors_and_dates_are_reported(translated):
    found = translated(paths={"/x": {"get": {**OK, "x-replacement": "ghost", "x-sunset": "soon"}}})
    assert (found.operation.replaced_by, found.operation.sunset) == ("", "")
    assert sorted(found.rules) == ["invalid-sunset", "unknown-operation"]


def test_callbacks_and_webhooks_go_out_from_the_gateway(translated):
    callback = {"{$request.body#/url}": {"post": {**OK, "callbacks": {"again": {}}}}}
    found = translated(
        servers=[{"url": "https://gateway.example"}],
        paths={"/x": {"post": {**OK, "callbacks": {"done": {"$ref": "#/components/callbacks/Done"}}}}},
        webhooks={"job done": {"post": OK}},
        components={"callbacks": {"Done": callback}},
    )
    (done,) = found.operation.callbacks
    assert (done.name, done.expression) == ("done", "{$request.body#/url}")
    assert done.operations[0].servers == ()
    (webhook,) = found.gateway.webhooks
    assert (webhook.webhook, webhook.path, webhook.servers) == (True, "job done", ())
    assert str(webhook.address) == "webhook:POST job done"
    assert found.rules == ["nested-callbacks"]


def test_a_boolean_stream_in_the_body_marks_the_json_of_a_success(translated):
    def operation(flag):
        body = {"content": {"application/json": {"schema": {"properties": {"stream": flag}}}}}
        answer = {"description": "ok", "content": {"application/json": {}, "text/plain": {}}}
        return {"requestBody": body, "responses": {"200": answer, "400": answer}}

    yes = {"anyOf": [{"type": "boolean"}, {"type": "null"}]}
    found = translated(paths={"/a": {"post": operation(yes)}, "/b": {"post": operation({"type": "string"})}})
    streams = [[[m.stream for m in r.content] for r in one.responses] for one in found.gateway.operations]
    assert streams == [[[True, False], [False, False]], [[False, False], [False, False]]]


def test_operations_of_the_wrong_type_are_left_out_with_an_error(translated):
    found = translated(paths={"/a": {"get": [], "put": None, "post": {**OK, "tags": ["t", 1, None]}}, "/b": "x"})
    assert found.operation.tags == ("t",)
    assert found.rules == ["wrong-type"] * 5


def test_a_path_without_a_slash_gets_one_and_a_problem(translated):
    found = translated(paths={"x": {"get": OK}})
    assert (found.operation.path, found.rules) == ("/x", ["relative-path"])
