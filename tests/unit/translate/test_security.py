"""Security schemes of every type."""

import pytest

FLOW = {
    "authorizationUrl": "https://id.example/authorize",
    "tokenUrl": "https://id.example/token",
    "refreshUrl": "javascript:alert(1)",
    "scopes": {"read": "See things", "odd": 1},
}


@pytest.fixture
def scheme(translated):
    def run(tree, version="3.1.0"):
        found = translated(version, components={"securitySchemes": {"S": tree}})
        return found, found.gateway.security_schemes.get("S")

    return run


def test_an_api_key(scheme):
    _, found = scheme({"type": "apiKey", "in": "header", "name": "x-api-key", "description": "Ask us"})
    assert (found.type, found.location, found.parameter_name) == ("apiKey", "header", "x-api-key")


def test_http_schemes_are_lower_case(scheme):
    _, found = scheme({"type": "http", "scheme": "Bearer", "bearerFormat": "JWT"})
    assert (found.http_scheme, found.bearer_format) == ("bearer", "JWT")


def test_oauth_flows_keep_scopes_and_lose_urls_that_would_run(scheme):
    run, found = scheme({"type": "oauth2", "flows": {"authorizationCode": FLOW, "implicit": []}})
    (flow,) = found.flows
    assert (flow.kind, flow.token_url, flow.refresh_url) == ("authorizationCode", "https://id.example/token", "")
    assert flow.scopes == (("read", "See things"), ("odd", ""))
    assert run.rules == ["unsafe-link", "wrong-type"]


def test_the_device_flow_of_3_2(scheme):
    flow = {"deviceAuthorizationUrl": "https://id.example/device", "tokenUrl": "https://id.example/token", "scopes": {}}
    _, found = scheme({"type": "oauth2", "deprecated": True, "flows": {"deviceAuthorization": flow}}, "3.2.0")
    assert found.flows[0].device_authorization_url == "https://id.example/device"
    assert found.deprecated


def test_an_unknown_type_is_left_out_with_an_error(scheme):
    run, found = scheme({"type": "basic"})
    assert found is None
    assert (run.rules, run.problems[0].severity) == (["unknown-security-type"], "error")
