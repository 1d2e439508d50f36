import pytest

from gatepost.load.fault import Fault
from gatepost.load.specification import identify

INFO = {"title": "A", "version": "1"}


@pytest.mark.parametrize(
    ("root", "expected"),
    [
        ({"swagger": "2.0", "info": INFO, "paths": {}}, "2.0"),
        ({"openapi": "3.0.4", "info": INFO, "paths": {}}, "3.0"),
        ({"openapi": "3.1.0", "info": INFO, "components": {}}, "3.1"),
        ({"openapi": "3.1.0", "info": INFO, "webhooks": {}}, "3.1"),
        ({"openapi": 3.1, "info": INFO, "paths": {}}, "3.1"),
        ({"openapi": "3.2.0", "info": INFO, "paths": {}}, "3.2"),
    ],
)
def test_versions_that_are_read(root: object, expected: str) -> None:
    assert identify(root) == expected


@pytest.mark.parametrize(
    ("root", "rule"),
    [
        ([], "not-a-description"),
        ("text", "not-a-description"),
        ({}, "not-a-description"),
        ({"openapi": "4.0.0"}, "version-unsupported"),
        ({"openapi": "3.10.0"}, "version-unsupported"),
        ({"openapi": ["3.1.0"]}, "version-unsupported"),
        ({"swagger": "1.2"}, "version-unsupported"),
        ({"openapi": "3.1.0", "paths": {}}, "no-info"),
        ({"openapi": "3.1.0", "info": INFO}, "nothing-described"),
        ({"openapi": "3.0.0", "info": INFO, "components": {}}, "nothing-described"),
        ({"openapi": "3.0.0", "info": INFO, "paths": []}, "nothing-described"),
    ],
)
def test_what_cannot_be_used(root: object, rule: str) -> None:
    with pytest.raises(Fault) as caught:
        identify(root)
    assert caught.value.rule == rule
