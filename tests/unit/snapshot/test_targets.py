import pytest

from gatepost.errors import ConfigurationError
from gatepost.snapshot.targets import headers_of, target_of


def test_a_url_is_a_url_and_anything_else_a_command() -> None:
    assert target_of("https://x.example:8/mcp?k=1").origin == "https://x.example:8"
    assert target_of("npx -y 'a b'").command == ("npx", "-y", "a b")
    assert target_of(["a", "b; rm -rf /"]).command == ("a", "b; rm -rf /")


def test_messages_name_a_target_without_secrets() -> None:
    assert str(target_of("https://x.example/mcp?key=secret")) == "https://x.example/mcp"
    assert str(target_of("server --token secret")) == "server"


@pytest.mark.parametrize("where", ["ftp://x.example", "https://", "https://ann:pw@x.example", "", "a 'b"])
def test_what_cannot_be_connected_to_is_refused(where: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        target_of(where)
    assert "pw" not in str(caught.value)


def test_headers_take_values_from_the_environment() -> None:
    known = {"TOKEN": "abc", "TEAM": "docs"}
    assert headers_of(["Authorization: Bearer $TOKEN", "X-Team:${TEAM}"], known) == {
        "Authorization": "Bearer abc",
        "X-Team": "docs",
    }
    with pytest.raises(ConfigurationError, match="'MISSING' is not set"):
        headers_of(["A: $MISSING"], known)
    with pytest.raises(ConfigurationError, match="line break"):
        headers_of(["A: $BAD"], {"BAD": "x\r\nB: y"})
    for line in ("no colon", "bad name: x", ": x"):
        with pytest.raises(ConfigurationError, match="'Name: value'"):
            headers_of([line], known)
