"""The address of a trace, from mkdocs.yml to the console."""

import pytest

from gatepost import ConsoleSettings, read_settings
from gatepost.errors import ConfigurationError
from mkdocs_gatepost.console import trace_name


def test_one_address_is_enough() -> None:
    url = "https://cloud.langfuse.com/project/p1/traces/{id}"
    (trace,) = read_settings(ConsoleSettings, {"trace": url}, "gatepost/console").trace
    assert (trace.url, trace.header) == (url, "")
    assert trace_name(trace.url) == "Trace in Langfuse"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert({id})", "https://x/no-place", "https://{id}.x/", "https://user:key@x/{id}", "//x/{id}", "{id}"],
)
def test_addresses_that_lead_elsewhere_are_refused(url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"trace\[0\].url"):
        read_settings(ConsoleSettings, {"trace": url}, "gatepost/console")


def test_other_tools_are_named_by_their_host() -> None:
    assert trace_name("https://traces.example/{id}") == "Trace in traces.example"
