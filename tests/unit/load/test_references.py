from gatepost.load.references import file_part, references, scheme


def test_references_are_found_where_they_may_stand() -> None:
    root = {
        "paths": {"/a": {"$ref": "a.yaml"}},
        "components": {
            "schemas": {
                "default": {"$ref": "#/b"},
                "A": {
                    "allOf": [{"$ref": "c.yaml#/x"}],
                    "properties": {"$ref": {"type": "string"}, "example": {"$ref": "d"}},
                },
            },
            "examples": {"one": {"$ref": "e.yaml"}},
        },
    }
    assert sorted(text for _, text in references(root)) == ["#/b", "a.yaml", "c.yaml#/x", "d", "e.yaml"]
    assert ("/paths/~1a", "a.yaml") in list(references(root))


def test_data_of_the_author_holds_no_references() -> None:
    reference = {"$ref": "x.yaml"}
    root = {
        "schema": {
            "example": reference,
            "examples": [reference],
            "default": {"a": reference},
            "enum": [reference],
            "const": reference,
            "x-more": reference,
        },
        "examples": {"one": {"value": reference}},
        "properties": {"$ref": "x.yaml"},
        "other": {"$ref": 1},
    }
    assert list(references(root)) == []


def test_parts_of_a_reference() -> None:
    assert file_part("a%20b.yaml#/c") == "a b.yaml"
    assert file_part("#/c") == ""
    assert (scheme("HTTPS://x/y"), scheme("file:///etc/passwd"), scheme("a.yaml"), scheme("./a:b")) == (
        "https",
        "file",
        "",
        "",
    )
