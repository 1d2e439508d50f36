"""`gatepost.inline` by name, in a host without our plugins."""

import json
import logging
from pathlib import Path

import pytest
from markdown import markdown

from gatepost.errors import ConfigurationError, DescriptionError
from tests.unit.test_pipeline import DESCRIPTION


@pytest.fixture
def options(tmp_path: Path) -> dict[str, object]:
    (tmp_path / "gateway.json").write_text(json.dumps(DESCRIPTION))
    return {"openapi": ["gateway.json"], "project": str(tmp_path), "base": "/docs"}


def test_it_links_to_pages_of_the_reference(options: dict[str, object]) -> None:
    html = markdown(
        "[][operation:listModels]", extensions=["gatepost.inline"], extension_configs={"gatepost.inline": options}
    )
    assert 'href="/docs/reference/models/list-models/"' in html
    assert ">List models</a>" in html


def test_links_that_lead_nowhere_are_told_or_stop(options: dict[str, object], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "gatepost"):
        markdown("[operation:x]", extensions=["gatepost.inline"], extension_configs={"gatepost.inline": options})
    assert "there is no operation `x`" in caplog.text
    strict = {"gatepost.inline": {**options, "strict": True}}
    with pytest.raises(DescriptionError, match="unknown-target"):
        markdown("[operation:x]", extensions=["gatepost.inline"], extension_configs=strict)


def test_it_must_know_what_is_documented() -> None:
    with pytest.raises(ConfigurationError, match="say what the site documents"):
        markdown("x", extensions=["gatepost.inline"])
