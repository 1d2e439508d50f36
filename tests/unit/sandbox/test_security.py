from base64 import b64encode
from typing import Any

import pytest

from tests.unit.sandbox.asgi import Client
from tests.unit.sandbox.things import describe, response

SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "basic": {"type": "http", "scheme": "Basic"},
    "header": {"type": "apiKey", "in": "header", "name": "X-Key"},
    "query": {"type": "apiKey", "in": "query", "name": "key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": "session"},
    "oauth": {"type": "oauth2", "flows": {}},
    "oidc": {"type": "openIdConnect", "openIdConnectUrl": "https://id.example.com"},
    "mtls": {"type": "mutualTLS"},
}


def guarded(*alternatives: dict[str, Any]) -> Client:
    paths = {"/": {"get": {"security": list(alternatives), "responses": {"200": response({"type": "integer"})}}}}
    return Client(describe(paths, components={"securitySchemes": SCHEMES}))


def basic(text: str) -> dict[str, str]:
    return {"authorization": f"Basic {b64encode(text.encode()).decode()}"}


@pytest.mark.parametrize(
    ("scheme", "target", "headers"),
    [
        ("bearer", "/", {"authorization": "bearer sk-sandbox"}),
        ("basic", "/", basic("user:sk-sandbox")),
        ("basic", "/", basic("sk-sandbox:")),
        ("header", "/", {"x-key": "sk-sandbox"}),
        ("header", "/", {"x-key": "Bearer sk-sandbox"}),
        ("query", "/?key=sk-sandbox", {}),
        ("cookie", "/", {"cookie": "a=b; session=sk-sandbox"}),
        ("oauth", "/", {"authorization": "Bearer sk-sandbox"}),
        ("oidc", "/", {"authorization": "Bearer sk-sandbox"}),
        ("mtls", "/", {}),
    ],
)
def test_each_kind_of_credential_opens_its_operation(scheme: str, target: str, headers: dict[str, str]) -> None:
    call = guarded({scheme: []})
    assert call("GET", target, headers=headers, key=False).status == 200
    if scheme != "mtls":
        assert call("GET", "/", key=False).status == 401
        wrong = {name: value.replace("sk-sandbox", "sk-wrong") for name, value in headers.items()}
        wrong |= basic("a:b") if scheme == "basic" else {}
        assert call("GET", target.replace("sandbox", "wrong"), headers=wrong, key=False).status == 401


def test_a_refusal_says_how_to_come_in() -> None:
    answer = guarded({"basic": []}, {"header": []})("GET", "/", key=False)
    assert answer.headers["www-authenticate"] == 'Basic realm="sandbox", Bearer realm="sandbox"'
    assert answer.message == (
        "No credential was presented. Send the header Authorization: Basic or the header X-Key. "
        "Every sandbox accepts the key sk-sandbox."
    )


def test_all_schemes_of_an_alternative_are_needed() -> None:
    call = guarded({"header": [], "query": []}, {"bearer": []})
    assert call("GET", "/?key=sk-sandbox", key=False).status == 401
    assert call("GET", "/?key=sk-sandbox", headers={"x-key": "other"}, key=False).status == 200
    assert call("GET", "/").status == 200


def test_no_credential_is_needed_where_one_alternative_is_empty() -> None:
    call = guarded({}, {"bearer": []})
    assert call("GET", "/", key=False).status == 200
    assert call("GET", "/", headers={"authorization": "Bearer sk-wrong"}).status == 401
    assert guarded()("GET", "/", key=False).status == 200


@pytest.mark.parametrize("value", ["Basic", "Basic ???", "Basic /w==", "Bearer", "Bearer  ", ""])
def test_broken_credentials_are_no_credentials(value: str) -> None:
    assert guarded({"basic": []})("GET", "/", headers={"authorization": value}).status == 401
    assert guarded({"bearer": []})("GET", "/", headers={"authorization": value}).status == 401


def test_own_keys_replace_the_usual_one() -> None:
    call = Client(
        describe(
            {"/": {"get": {"security": [{"bearer": []}], "responses": {"200": response({})}}}},
            components={"securitySchemes": SCHEMES},
        ),
        keys=["sk-own"],
    )
    assert call("GET", "/").status == 401
    assert call("GET", "/", headers={"authorization": "Bearer sk-own"}).status == 200
