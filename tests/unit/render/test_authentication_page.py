from collections.abc import Callable

import pytest

from gatepost.model.security import SecurityScheme
from gatepost.render import Reference
from gatepost.render.security_words import how_to_send, kind_words
from tests.unit.render.conftest import Parsed

SCHEMES = {
    "virtualKey": {"type": "http", "scheme": "bearer", "bearerFormat": "sk-…", "description": "Your *key*."},
    "queryKey": {"type": "apiKey", "in": "query", "name": "key"},
    "login": {
        "type": "oauth2",
        "flows": {
            "authorizationCode": {
                "authorizationUrl": "javascript:alert(1)",
                "tokenUrl": "https://e.com/token",
                "scopes": {"read": "See `things`", "write": ""},
            }
        },
    },
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "javascript:alert(1)"},
}


def test_every_scheme_with_how_to_send_it(reference: Callable[..., Reference]) -> None:
    page = reference(components={"securitySchemes": SCHEMES}).page("reference/authentication/")
    found = Parsed(page.body)
    assert found.unbalanced == []
    assert [(h.id, h.text) for h in page.headings] == [
        ("virtual-key", "virtualKey"),
        ("query-key", "queryKey"),
        ("login", "login"),
        ("oidc", "oidc"),
    ]
    assert {h.id for h in page.headings} <= set(page.anchors)
    for words in ("Authorization: Bearer TOKEN", "key=KEY", "Authorization code", "https://e.com/token", "See things"):
        assert words in found.text
    assert not any("javascript" in link for link in found.links)
    assert "- `read`: See `things`" in page.markdown


@pytest.mark.parametrize(
    ("scheme", "kind", "sent"),
    [
        ({"type": "http", "http_scheme": "basic"}, "HTTP basic", "Authorization: Basic BASE64(user:password)"),
        ({"type": "http", "http_scheme": "digest"}, "HTTP digest", "Authorization: Digest CREDENTIALS"),
        ({"type": "apiKey", "location": "header", "parameter_name": "X-K"}, "API key in a header", "X-K: KEY"),
        ({"type": "apiKey", "location": "cookie", "parameter_name": "s"}, "API key in a cookie", "s=KEY"),
        ({"type": "mutualTLS"}, "Mutual TLS", "a client certificate"),
    ],
)
def test_schemes_in_words(scheme: dict[str, str], kind: str, sent: str) -> None:
    made = SecurityScheme(key="x", name="x", **scheme)
    assert kind_words(made) == kind
    assert how_to_send(made)[1] == sent
