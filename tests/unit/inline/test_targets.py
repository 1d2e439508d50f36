"""What names lead to."""

import pytest

from gatepost.inline import Targets, UnknownTargetError


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("operation:createKey", "reference/keys/create/"),
        ("operation:POST /v1/keys", "reference/keys/create/"),
        ("POST /v1/keys", "reference/keys/create/"),
        ("GET /v1/keys/{id}", "reference/keys/get/"),
        ("operation:createKey#response-429", "reference/keys/create/#response-429"),
        ("operation:createKey.name", "reference/keys/create/#body-name"),
        ("operation:eu:GET /v1/ping", "reference/eu/ping/"),
        ("operation:us:ping", "reference/us/ping/"),
        ("operation:createKey@2025-11", "2025-11/reference/keys/create/"),
        ("POST /v1/keys@2025-11", "2025-11/reference/keys/create/"),
        ("operation:makeKey@2025-11", "2025-11/reference/keys/create/"),
        ("schema:Usage", "reference/schemas/usage/"),
        ("schema:Usage.Daily", "reference/schemas/usage-daily/"),
        ("schema:Usage.total_tokens", "reference/schemas/usage/#property-total_tokens"),
        ("schema:Usage.cost.usd", "reference/schemas/usage/#property-cost.usd"),
        ("tool:chat/post_message", "mcp/chat/tools/post-message/"),
        ("tool:post_message", "mcp/chat/tools/post-message/"),
        ("security:virtualKey", "reference/authentication/#virtual-key"),
    ],
)
def test_a_name_leads_to_its_page(targets: Targets, text: str, place: str) -> None:
    found = targets.find(text)
    assert found.path + (f"#{found.anchor}" if found.anchor else "") == place


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("operation:createKeys", "there is no operation `createKeys`. Did you mean `createKey`"),
        ("schema:Usage.totl_tokens", "`Usage` has no `totl_tokens`. Did you mean `total_tokens`"),
        ("schema:usage", "Did you mean `Usage`"),
        ("security:virtual", "there is no security scheme `virtual`. Did you mean `virtual-key`?"),
        ("term:nothing", "the glossary has no term `nothing`."),
        ("operation:ping", "is ambiguous: write one of `operation:eu:GET /v1/ping`, `operation:us:GET /v1/ping`."),
        ("operation:createKey@2024", "there is no operation `createKey@2024`. Did you mean `createKey`"),
        ("tool:search", "is ambiguous: write one of `tool:chat/search`, `tool:code/search`."),
    ],
)
def test_a_name_that_leads_nowhere_is_refused_with_what_may_be_meant(targets: Targets, text: str, said: str) -> None:
    with pytest.raises(UnknownTargetError) as refused:
        targets.find(text)
    assert said in str(refused.value)


def test_the_basis_changes_with_a_title(targets: Targets) -> None:
    from tests.unit.inline.conftest import IDS, OUTLINES, outline

    renamed = (outline("operation", "POST /v1/keys", "reference/keys/create/", "Make a key"), *OUTLINES[1:])
    assert Targets(renamed, IDS, lambda path: ()).basis != targets.basis
    assert Targets(OUTLINES, IDS, lambda path: ("other",)).basis == targets.basis
