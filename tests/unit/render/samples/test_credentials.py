"""How a sample is let in."""

import pytest

from gatepost.model.security import SecurityScheme
from gatepost.render.samples.credentials import header, variable


def _scheme(**fields: str) -> SecurityScheme:
    return SecurityScheme(key="it", name=fields.pop("name", "it"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        (_scheme(type="http", http_scheme="bearer"), ("Authorization", "Bearer ")),
        (_scheme(type="http", http_scheme="token"), ("Authorization", "Token ")),
        (_scheme(type="http", http_scheme="digest"), None),
        (_scheme(type="http", http_scheme="basic"), None),
        (_scheme(type="http", http_scheme="x'; rm -rf ~ #"), None),
        (_scheme(type="openIdConnect"), ("Authorization", "Bearer ")),
        (_scheme(type="apiKey", location="header", parameter_name="X-Key"), ("X-Key", "")),
        (_scheme(type="apiKey", location="header", parameter_name="X\r\nY"), None),
        (_scheme(type="apiKey", location="cookie", parameter_name="sid"), ("Cookie", "sid=")),
        (_scheme(type="apiKey", location="query", parameter_name="key"), None),
        (_scheme(type="mutualTLS"), None),
    ],
)
def test_the_header_of_a_scheme(scheme: SecurityScheme, expected: tuple[str, str] | None) -> None:
    assert header(scheme) == expected


def test_each_secret_has_a_variable_of_its_own() -> None:
    assert variable(_scheme(type="http"), first=True) == "GATEWAY_API_KEY"
    assert variable(_scheme(type="apiKey", parameter_name="x-provider"), first=False) == "GATEWAY_X_PROVIDER"
    assert variable(_scheme(type="apiKey", parameter_name="api-key"), first=False) == "GATEWAY_API_KEY_2"
    assert variable(_scheme(type="http", name="日本"), first=False) == "GATEWAY_API_KEY_2"
