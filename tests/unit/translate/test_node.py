"""Reading a raw tree with suspicion."""

import pytest

from gatepost.translate.node import Origin, is_safe_url


@pytest.fixture
def node(bundle):
    def run(tree, files=None):
        return Origin(bundle({"openapi": "3.1.0", "it": tree}, files)).root.child("it")

    return run


def rules(node):
    return [problem.rule for problem in node.origin.problems]


def test_readers_return_what_is_there_and_report_what_is_not_of_their_type(node):
    it = node({"text": "a", "flag": True, "texts": ["a", 1], "object": {"x-skip": 1, "b": 2}, "wrong": 1})
    assert (it.text("text"), it.flag("flag"), it.texts("texts")) == ("a", True, ("a",))
    assert [name for name, _ in it.entries("object")] == ["b"]
    assert (it.text("none"), it.flag("none", True), list(it.elements("none"))) == ("", True, [])
    assert rules(it) == ["wrong-type"]
    assert (it.text("wrong"), it.flag("wrong"), list(it.elements("wrong")), list(it.entries("wrong"))) == (
        "",
        False,
        [],
        [],
    )
    assert rules(it) == ["wrong-type"] * 5
    assert it.origin.problems[-1].source.pointer == "/it/wrong"


def test_pointers_are_escaped(node):
    assert node({"a/b~c": {}}).child("a/b~c").pointer == "/it/a~1b~0c"


def test_names_that_are_no_strings_are_read_as_such(node):
    assert [(name, child.pointer) for name, child in node({"map": {200: {}}}).entries("map")] == [
        ("200", "/it/map/200")
    ]


def test_references_are_followed_across_files_with_escapes(node):
    files = {"parts/a.yaml": {"x": {"$ref": "b%20c.yaml#/d~1e"}}, "parts/b c.yaml": {"d/e": {"$ref": "a.yaml#/z%25"}}}
    files["parts/a.yaml"]["z%"] = {"found": True}
    found = node({"$ref": "parts/a.yaml#/x"}, files).follow()
    assert (found.value, found.document.file, found.pointer) == ({"found": True}, "parts/a.yaml", "/z%")


@pytest.mark.parametrize("reference", ["#/nope", "#anchor", "gone.yaml", "http://169.254.169.254/", "#/it/0", 1, None])
def test_a_reference_to_nothing_is_an_error_at_its_place(node, reference):
    it = node({"$ref": reference})
    assert it.follow() is None
    (problem,) = it.origin.problems
    assert (problem.severity, problem.source.pointer) == ("error", "/it/$ref")


def test_a_reference_that_loading_refused_is_not_reported_again(bundle):
    import msgspec

    from gatepost.model.problem import Problem

    refused = bundle({"openapi": "3.1.0", "it": {"$ref": "../secret.yaml"}})
    problem = Problem(
        rule="file-outside-project", severity="error", message="No.", source=refused.root.locate("/it/$ref")
    )
    origin = Origin(msgspec.structs.replace(refused, problems=(problem,)))
    assert origin.root.child("it").follow() is None
    assert origin.problems == []


def test_a_reference_to_something_else_than_an_object_is_an_error(node):
    it = node({"list": [], "ref": {"$ref": "#/it/list"}})
    assert it.child("ref").follow() is None
    assert rules(it) == ["wrong-type"]


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.com", True),
        ("mailto:ada@example.com", True),
        ("/relative", True),
        ("a/b:c", True),
        ("javascript:alert(1)", False),
        (" JaVa\nScript:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
    ],
)
def test_urls_that_a_browser_would_run_are_told_from_others(url, safe):
    assert is_safe_url(url) is safe
