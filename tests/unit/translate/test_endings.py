"""When an operation ends, by what its description says."""

import pytest

OK = {"responses": {"200": {"description": "Fine"}}}


def answering(headers, **members):
    return {"get": {"responses": {"200": {"description": "Fine", "headers": headers}}, **members}}


@pytest.mark.parametrize(
    "header",
    [
        {"example": "Sat, 31 Jul 2027 23:59:59 GMT"},
        {"schema": {"type": "string", "const": "Sat, 31 Jul 2027 23:59:59 GMT"}},
        {"schema": {"type": "string", "default": "2027-07-31"}},
        {"schema": {"type": "string", "examples": ["soon", "2027-07-31T00:00:00Z"]}},
    ],
)
def test_the_sunset_header_of_a_deprecated_operation(translated, header):
    found = translated(paths={"/x": answering({"sunset": {"schema": {}, **header}}, deprecated=True)})
    assert found.operation.sunset == "2027-07-31"


def test_others_only_say_how_an_end_would_be_announced(translated):
    found = translated(paths={"/x": answering({"Sunset": {"schema": {}, "example": "2027-07-31"}})})
    assert (found.operation.deprecated, found.operation.sunset) == (False, "")


def test_an_extension_wins_over_the_header(translated):
    paths = {"/x": answering({"Sunset": {"example": "2027-07-31"}}, **{"deprecated": True, "x-sunset": "2027-01-01"})}
    assert translated(paths=paths).operation.sunset == "2027-01-01"


@pytest.mark.parametrize("required", [True, False])
def test_a_deprecation_header_that_is_always_sent_deprecates(translated, required):
    header = {"Deprecation": {"required": required, "schema": {"type": "string"}, "example": "@1688169599"}}
    assert translated(paths={"/x": answering(header)}).operation.deprecated is required


@pytest.mark.parametrize("value", ["soon", 7, None, "@1688169599", ""])
def test_what_is_no_day_is_left_out(translated, value):
    header = {"Sunset": {"schema": {}, "example": value}}
    assert translated(paths={"/x": answering(header, deprecated=True)}).operation.sunset == ""
