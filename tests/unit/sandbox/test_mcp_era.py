from typing import Any

import pytest

from gatepost.sandbox.mcp_era import negotiated
from tests.unit.sandbox.mcp_things import META, VERSION, answered, body, made, modern

MIX = {"name": "mix", "arguments": {}}


def refused(changes: dict[str, str | None], message: Any = None, method: str = "tools/call", params: Any = MIX) -> Any:
    """Status and code of a request whose headers differ from what they should be."""
    own, headers = modern(method, params)
    sent = {name: value for name, value in {**headers, **changes}.items() if value is not None}
    answer = made()("POST", "/mcp/paint", json_body=message or own, headers=sent)
    error = answer.json["error"]
    return answer.status, error["code"], error["message"]


@pytest.mark.parametrize(
    ("header", "value", "said"),
    [
        ("mcp-name", "dry", "says 'dry', the body 'mix'"),
        ("mcp-name", None, "missing"),
        ("mcp-name", "=?base64?bWl4?==", "the body 'mix'"),
        ("mcp-method", "tools/list", "says 'tools/list'"),
        ("mcp-method", None, "Mcp-Method is missing"),
        ("mcp-protocol-version", None, "MCP-Protocol-Version is missing"),
        ("mcp-protocol-version", "2027-01-01", "says '2027-01-01'"),
    ],
)
def test_headers_that_differ_from_the_body_are_32020(header: str, value: str | None, said: str) -> None:
    status, code, message = refused({header: value})
    assert (status, code) == (400, -32020)
    assert said in message


def test_a_wrapped_header_is_unwrapped() -> None:
    own, headers = modern("tools/call", MIX)
    answer = made()("POST", "/mcp/paint", json_body=own, headers={**headers, "mcp-name": "=?base64?bWl4?="})
    assert answer.json["result"]["structuredContent"] == {"part": 2}


def test_an_argument_that_a_header_repeats_must_agree() -> None:
    arguments = {"name": "choose", "arguments": {"wall": "nörd"}}
    assert refused({}, params=arguments)[:2] == (400, -32020)
    assert refused({"mcp-param-wall": "south"}, params=arguments)[:2] == (400, -32020)
    own, headers = modern("tools/call", arguments, capabilities={"elicitation": {}})
    wrapped = {**headers, "mcp-param-wall": "=?base64?bsO2cmQ=?="}
    assert answered(made()("POST", "/mcp/paint", json_body=own, headers=wrapped))["resultType"] == "input_required"


def test_an_unknown_version_is_32022_with_what_is_known() -> None:
    message, headers = modern("tools/list")
    message["params"]["_meta"][f"{META}protocolVersion"] = "2031-01-01"
    answer = made()("POST", "/mcp/paint", json_body=message, headers={**headers, "mcp-protocol-version": "2031-01-01"})
    assert answer.status == 400
    error = answer.json["error"]
    assert error["code"] == -32022
    assert error["data"]["requested"] == "2031-01-01"
    assert error["data"]["supported"][:2] == [VERSION, "2025-11-25"]


def test_a_header_of_no_known_version_is_32022_without_a_body_too() -> None:
    answer = made()("POST", "/mcp", json_body=body("tools/list"), headers={"mcp-protocol-version": "1999-01-01"})
    assert (answer.status, answer.json["error"]["code"]) == (400, -32022)


def test_a_missing_envelope_is_named() -> None:
    status, code, message = refused({}, body("tools/call", MIX))
    assert (status, code) == (400, -32602)
    assert f"{META}protocolVersion and {META}clientCapabilities" in message


def test_a_handshake_agrees_on_a_version() -> None:
    assert negotiated("2025-03-26") == "2025-03-26"
    assert negotiated("2026-07-28") == negotiated("1999-01-01") == negotiated(None) == "2025-11-25"
