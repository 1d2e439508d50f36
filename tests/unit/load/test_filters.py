import pytest

from gatepost.load import selection
from gatepost.load.filters import path_matcher
from gatepost.settings import Filter, OpenApiInput


@pytest.mark.parametrize(
    ("glob", "seen", "expected"),
    [
        ("/v1/*", ("GET", "/v1/models"), True),
        ("/v1/*", ("GET", "/v1/models/{id}"), False),
        ("/v1/**", ("GET", "/v1/models/{id}"), True),
        ("/v1/**", ("GET", "/v1"), False),
        ("/**/files", ("GET", "/a/b/files"), True),
        ("/v1/{id}", ("GET", "/v1/{id}"), True),
        ("/v1.x", ("GET", "/v1ax"), False),
        ("get /v1/*", ("GET", "/v1/a"), True),
        ("POST /v1/*", ("GET", "/v1/a"), False),
        ("/a*/b", ("GET", "/abc/b"), True),
    ],
)
def test_globs_of_paths(glob: str, seen: tuple[str, str], expected: bool) -> None:
    assert path_matcher(glob)((*seen, (), "")) is expected


def keeps(include: Filter = Filter(), exclude: Filter = Filter()) -> bool:  # noqa: B008
    keep = selection(OpenApiInput(path="x", include=include, exclude=exclude))
    return keep("GET", "/v1/models", ("models", "Admin UI/x"), "listModels")


def test_without_filters_everything_is_kept() -> None:
    assert keeps()


def test_one_matching_glob_includes() -> None:
    assert keeps(include=Filter(tags=("nothing",), operations=("list*",)))
    assert not keeps(include=Filter(tags=("nothing",), paths=("/v2/**",)))


def test_exclude_wins() -> None:
    assert not keeps(include=Filter(tags=("models",)), exclude=Filter(paths=("GET /v1/*",)))
    assert not keeps(exclude=Filter(tags=("Admin*",)))
    assert keeps(exclude=Filter(tags=("admin*",)))
