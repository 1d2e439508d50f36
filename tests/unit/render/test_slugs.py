import pytest

from gatepost.render.slugs import LONGEST, assign, mark, operation_slug, slug


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("createChatCompletion", "create-chat-completion"),
        ("HTTPServerError", "http-server-error"),
        ("actions/list_jobs.for-run", "actions-list-jobs-for-run"),
        ("Über Größe", "uber-groe"),
        ("日本語", ""),
        ("🎉", ""),
        ("../../etc/passwd", "etc-passwd"),
        ('"><script>alert(1)</script>', "script-alert-1-script"),
    ],
)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_who_is_alone_keeps_the_slug_and_who_collides_gets_a_mark() -> None:
    slugs = assign({"GET /a": "list", "GET /b": "list", "GET /c": "get"})
    assert slugs["GET /c"] == "get"
    assert slugs["GET /a"] == f"list-{mark('GET /a')}"
    assert slugs["GET /b"] == f"list-{mark('GET /b')}"


def test_slugs_stay_when_unrelated_names_are_added() -> None:
    wanted = {"GET /a": "list", "GET /b": "list", "GET /c": "get"}
    before = assign(wanted)
    after = assign({**wanted, "GET /d": "other"})
    assert {name: after[name] for name in before} == before


def test_names_without_ascii_get_a_mark_of_their_own() -> None:
    slugs = assign({"日本": "", "中国": ""})
    assert len(set(slugs.values())) == 2
    assert all(value.isalnum() for value in slugs.values())


def test_device_names_and_reserved_words_are_not_given_out() -> None:
    slugs = assign({"con": "con", "NUL": "nul", "schemas": "schemas", "fine": "fine"}, ["schemas"])
    assert slugs["fine"] == "fine"
    assert not {"con", "nul", "schemas"} & set(slugs.values())


def test_long_names_are_cut_and_told_apart() -> None:
    slugs = assign({"a": "x" * 300, "b": "x" * 300})
    assert len(set(slugs.values())) == 2
    assert all(len(value) <= LONGEST for value in slugs.values())


@pytest.mark.parametrize(
    ("declared", "tag", "expected"),
    [
        ("pulls/list", "pulls", "list"),
        ("repos/get-pulls", "pulls", "repos-get-pulls"),
        ("modelList", "models", "list"),
        ("", "pulls", "get-v1-models-id"),
        ("pulls", "pulls", "pulls"),
    ],
)
def test_operation_slug(declared: str, tag: str, expected: str) -> None:
    assert operation_slug(declared, "GET", "/v1/models/{id}", tag) == expected
