"""Every option is described where it is declared, and the options page says what the code says."""

from pathlib import Path

import msgspec
import pytest

from gatepost import options, settings

DOCS = Path(__file__).parents[2] / "docs"


def settings_types() -> list[type[msgspec.Struct]]:
    return [
        kind
        for kind in vars(settings).values()
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind is not msgspec.Struct
    ]


@pytest.mark.parametrize("kind", settings_types(), ids=lambda kind: kind.__name__)
def test_every_option_has_a_description(kind: type[msgspec.Struct]) -> None:
    for option in options.options(kind):
        assert option.description.endswith("."), f"{kind.__name__}.{option.name}"


@pytest.mark.parametrize("kind", settings_types(), ids=lambda kind: kind.__name__)
def test_every_settings_type_refuses_unknown_options(kind: type[msgspec.Struct]) -> None:
    with pytest.raises(msgspec.ValidationError, match="unknown field"):
        msgspec.convert({"no-such-option": 1}, kind)


def test_the_options_page_is_current() -> None:
    assert (DOCS / "reference/options.md").read_text() == options.page()


def test_the_options_page_names_every_plugin_of_the_package() -> None:
    from importlib.metadata import entry_points

    installed = {point.name for point in entry_points(group="mkdocs.plugins") if point.name.startswith("gatepost/")}
    assert installed == set(options.PLUGINS)
