"""What pages are told of the honesty stage."""

from pathlib import Path

import pytest

from gatepost.errors import ConfigurationError
from gatepost.insight import Examined
from gatepost.model.address import Address
from gatepost.settings import HonestySettings
from tests.unit.render.mcp_things import TOOL, servers_of, snapshot

TAGS = "".join(chr(0xE0000 + ord(c)) for c in '<i x="')


def examined(folder: Path, description: str, **severity: str) -> Examined:
    servers = servers_of(folder, weather=snapshot({**TOOL, "description": description}))
    return Examined(servers, HonestySettings(severity=severity))


def test_remarks_are_kept_by_page(tmp_path: Path) -> None:
    found = examined(tmp_path, f"Tells the weather.{TAGS}")
    remarks = found.remarks(Address("tool", "weather/get_forecast"))
    assert [one.severity for one in remarks] == ["error", "note"]
    assert remarks[0].rule == "hidden-characters" and "⟦tags" in remarks[0].excerpt
    assert found.remarks(Address("tool", "weather/other")) == ()


def test_severities_are_those_of_the_settings(tmp_path: Path) -> None:
    found = examined(tmp_path, f"Tells.{TAGS}", **{"hidden-characters": "off"})
    assert "hidden-characters" not in {one.rule for one in found.findings}
    with pytest.raises(ConfigurationError, match="no-such-rule"):
        _ = examined(tmp_path, "x", **{"no-such-rule": "off"}).findings


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>plain</p>", "<p>plain</p>"),
        ("<p>a\u200bb</p>", '<p>a<mark title="hidden character">⟦U+200B⟧</mark>b</p>'),
        (f"<p>{TAGS}</p>", '<p><mark title="hidden character">⟦tags: &lt;i x=&quot;⟧</mark></p>'),
        ('<a title="x>\u200b">y</a>', '<a title="x>\u200b">y</a>'),
    ],
)
def test_hidden_characters_become_marks_in_text_only(tmp_path: Path, html: str, shown: str) -> None:
    assert examined(tmp_path, "Tells.").reveal_markup(html) == shown


def test_costs_name_their_tokenizer_or_have_no_tokens(tmp_path: Path) -> None:
    servers = servers_of(tmp_path, weather=snapshot(TOOL))
    found = Examined(servers, HonestySettings())
    one, all_of_it = found.cost_of_tool(servers[0].tools[0]), found.cost_of_server(servers[0])
    assert 0 < one.bytes <= all_of_it.bytes
    assert (one.tokens is None) == (one.tokenizer == "")
