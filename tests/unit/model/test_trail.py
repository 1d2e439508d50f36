"""Where a thing of one version is in another."""

import pytest

from gatepost.model.address import Address
from gatepost.model.change import Change
from gatepost.model.trail import Trail
from gatepost.model.version import Version

NEW, OLD = Version(label="2"), Version(label="1")
PAINT = Address("operation", "POST /paint")


def target(address: Address, rule: str, left: Version, entered: Version) -> tuple[Address | None, str]:
    """Where the switcher leads after one change without a part, and the rule of the change that explains it."""
    change = Change(rule=rule, severity="breaking", address=address, message="Gone.")
    found, why, _ = Trail([NEW, OLD], {"2": [change]}).target(address, left, entered)
    return found, why.rule if why else ""


@pytest.mark.parametrize(
    "rule",
    ["request-body-removed", "operation-scope-removed", "callback-removed", "response-variant-removed"],
)
def test_an_operation_that_lost_a_part_is_still_there(rule: str) -> None:
    assert target(PAINT, rule, OLD, NEW) == (PAINT, "")


@pytest.mark.parametrize("rule", ["request-body-added", "callback-added", "operation-scope-added"])
def test_an_operation_that_gained_a_part_was_there(rule: str) -> None:
    assert target(PAINT, rule, NEW, OLD) == (PAINT, "")


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        ("operation", "operation-removed"),
        ("operation", "operation-split"),
        ("webhook", "webhook-removed"),
        ("schema", "schema-removed"),
        ("tool", "tool-removed"),
        ("prompt", "prompt-removed"),
        ("resource", "resource-removed"),
        ("mcp", "mcp-server-removed"),
    ],
)
def test_what_is_gone_is_explained(kind: str, rule: str) -> None:
    address = Address(kind, "POST /paint")  # type: ignore[arg-type]
    assert target(address, rule, OLD, NEW) == (None, rule)
