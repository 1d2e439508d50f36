import time

import pytest

from gatepost.sandbox.description import Description
from gatepost.sandbox.routing import Match, Router
from tests.unit.sandbox.things import describe


def router(*templates: str) -> Router:
    made = Router()
    raw = describe({template: {"get": {"operationId": template}} for template in templates})
    for operation in Description(raw).operations():
        made.add(operation, "")
    return made


@pytest.mark.parametrize(
    ("path", "template", "values"),
    [
        ("/users/me", "/users/me", {}),
        ("/users/you", "/users/{id}", {"id": "you"}),
        ("/users/me/posts", "/users/{id}/posts", {"id": "me"}),
        ("/files/a.json", "/files/{name}.json", {"name": "a"}),
        ("/files/a.b.json", "/files/{name}.json", {"name": "a.b"}),
        ("/files/v1...v2", "/files/{base}...{head}", {"base": "v1", "head": "v2"}),
        ("/files/plain", "/files/{any}", {"any": "plain"}),
        ("/files/a%2Fb", "/files/{any}", {"any": "a/b"}),
        ("/files/..%2f..%2fadmin", "/files/{any}", {"any": "../../admin"}),
        ("/files/%252e", "/files/{any}", {"any": "%2e"}),
        ("/rest/a/b/c", "/rest/{path+}", {"path": "a/b/c"}),
        ("/caf%C3%A9", "/café", {}),
    ],
)
def test_the_most_concrete_path_wins_and_values_are_decoded_once(
    path: str, template: str, values: dict[str, str]
) -> None:
    found = router(
        "/users/{id}", "/users/me", "/users/{id}/posts", "/files/{any}", "/files/{name}.json",
        "/files/{base}...{head}", "/rest/{path+}", "/café",
    ).find("GET", path, [])  # fmt: skip
    assert isinstance(found, Match)
    assert (found.operation.template, found.values) == (template, values)


def test_an_unknown_path_has_no_methods_and_a_known_one_its_own() -> None:
    known = router("/users/{id}")
    assert known.find("GET", "/users", []) == ()
    assert known.find("POST", "/users/1", []) == ("GET",)


def test_path_keys_may_name_query_pairs_and_headers() -> None:
    known = router("/?Action=Start", "/#X-Target=Stop", "/")
    for pairs, template in (
        ([("Action", "Start")], "/?Action=Start"),
        ([("x-target", "Stop")], "/#X-Target=Stop"),
        ([], "/"),
    ):
        found = known.find("GET", "/", pairs)
        assert isinstance(found, Match)
        assert found.operation.template == template


def test_near_paths_are_named() -> None:
    known = router("/users", "/users/{id}", "/teams")
    assert known.near("/user")[0] == "/users"
    assert known.near("/users/") == ["/users"]
    assert known.near("/zzz") == []


def test_thousands_of_paths_stay_quick() -> None:
    known = router(*(f"/a{n}/{{x}}/b/{{y}}" for n in range(3000)))
    begun = time.process_time()
    for n in range(0, 3000, 3):
        assert isinstance(known.find("GET", f"/a{n}/1/b/2", []), Match)
    assert time.process_time() - begun < 0.5
    begun = time.process_time()
    known.near("/" + "x/" * 4000)
    assert time.process_time() - begun < 1
