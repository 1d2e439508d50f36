"""Responses, request bodies and links."""

import pytest


@pytest.fixture
def responses(translated):
    def run(responses, **members):
        return translated(paths={"/x": {"get": {"operationId": "x", "responses": responses}}}, **members)

    return run


def test_statuses_keep_their_order_and_ranges_their_form(responses):
    one = {"description": "d"}
    found = responses({"404": one, "2xx": one, "default": one, "ok": one, "x-note": 1, 201: one})
    assert [answer.status for answer in found.operation.responses] == ["404", "2XX", "default", "201"]
    assert found.rules == ["invalid-status"]


def test_a_summary_stands_in_for_a_description(responses):
    assert responses({"200": {"summary": "Fine"}}).operation.responses[0].description == "Fine"


def test_shared_responses_are_translated_once_a_status(responses):
    found = responses(
        {"400": {"$ref": "#/components/responses/E"}, "500": {"$ref": "#/components/responses/E"}},
        components={"responses": {"E": {"description": "Broken"}}},
    )
    assert [(one.status, one.description) for one in found.operation.responses] == [
        ("400", "Broken"),
        ("500", "Broken"),
    ]


@pytest.mark.parametrize("link", [{"operationId": "x"}, {"operationRef": "#/paths/~1x/get"}])
def test_links_lead_to_the_address_of_an_operation(responses, link):
    links = {"again": {**link, "description": "Once more", "parameters": {"id": "$response.body#/id", "n": 1}}}
    (found,) = responses({"200": {"description": "", "links": links}}).operation.responses[0].links
    assert (found.name, found.operation, found.description) == ("again", "GET /x", "Once more")
    assert found.parameters == (("id", "$response.body#/id"), ("n", "1"))


def test_a_link_to_nowhere_is_kept_without_an_operation_and_reported(responses):
    found = responses({"200": {"description": "", "links": {"a": {"operationId": "ghost"}}}})
    assert found.operation.responses[0].links[0].operation == ""
    assert found.rules == ["unknown-operation"]


def test_a_request_body_can_be_shared(translated):
    found = translated(
        paths={"/x": {"post": {"requestBody": {"$ref": "#/components/requestBodies/B"}}}},
        components={"requestBodies": {"B": {"required": True, "description": "B", "content": {"text/plain": {}}}}},
    )
    body = found.operation.request_body
    assert (body.required, body.description, body.content[0].name) == (True, "B", "text/plain")


@pytest.mark.parametrize("broken", [None, [], "x", {"200": []}, {"200": {"$ref": "#/nope"}}, {"200": {"content": []}}])
def test_broken_responses_end_in_a_problem(responses, broken):
    assert len(responses(broken).rules) == 1
