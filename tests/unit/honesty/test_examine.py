import pytest

from gatepost.errors import ConfigurationError
from gatepost.honesty import RULES, examine
from gatepost.settings import HonestySettings
from tests.unit.honesty.poison import servers_of

TOOL = {"name": "t", "description": "Adds\u200b numbers.", "inputSchema": {"type": "object", "properties": {"a": {}}}}


def test_rules_are_told_apart_and_say_what_they_look_for() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES) >= 14
    for rule in RULES:
        assert rule.id == rule.id.lower() and rule.title.endswith(".") and type(rule).__doc__


def test_the_worst_comes_first_and_the_settings_decide_what_is_bad() -> None:
    (server,) = servers_of(a=[TOOL])
    assert [(f.rule, f.severity) for f in examine(server)] == [
        ("hidden-characters", "error"),
        ("parameter-undescribed", "note"),
    ]
    settings = HonestySettings(severity={"hidden-characters": "note", "parameter-undescribed": "error"})
    assert [(f.rule, f.severity) for f in examine(server, settings)] == [
        ("parameter-undescribed", "error"),
        ("hidden-characters", "note"),
    ]
    off = HonestySettings(severity={"hidden-characters": "off", "parameter-undescribed": "off"})
    assert examine(server, off) == ()


def test_a_rule_that_does_not_exist_is_a_mistake_of_the_configuration() -> None:
    (server,) = servers_of(a=[TOOL])
    with pytest.raises(ConfigurationError, match="no rule 'hiden'"):
        examine(server, HonestySettings(severity={"hiden": "off"}))
    with pytest.raises(ConfigurationError, match="'fatal' is no severity"):
        examine(server, HonestySettings(severity={"padding": "fatal"}))


def test_a_server_is_no_neighbour_of_itself() -> None:
    (server,) = servers_of(a=[{**TOOL, "description": "Adds numbers."}])
    assert "shadowing-name" not in {finding.rule for finding in examine(server, others=[server])}
