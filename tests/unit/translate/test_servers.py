"""Servers that can be shown and called, and those that cannot."""

import pytest


def test_variables(translated):
    variables = {"region": {"default": "eu", "enum": ["eu", "us"], "description": "Where"}, "port": {"default": 8080}}
    (server,) = translated(
        servers=[{"url": "https://{region}.example:{port}/v1/", "variables": variables}]
    ).gateway.servers
    assert server.default_url == "https://eu.example:8080/v1"
    assert (server.variables[0].enum, server.variables[1].default) == (("eu", "us"), "8080")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "java\tscript:alert(1)",
        "file:///etc/passwd",
        "//evil.example",
        "https://gw@evil.example/",
        "",
    ],
)
def test_urls_that_are_not_called_are_left_out_with_a_problem(translated, url):
    found = translated(servers=[{"url": url}, {"url": "/v1"}])
    assert [server.url for server in found.gateway.servers] == ["/v1"]
    assert found.rules == ["unsafe-server"]


def test_a_variable_cannot_smuggle_a_scheme_in(translated):
    found = translated(servers=[{"url": "{scheme}:alert(1)", "variables": {"scheme": {"default": "javascript"}}}])
    assert (found.gateway.servers, found.rules) == ((), ["unsafe-server"])
