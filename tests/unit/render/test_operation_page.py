import re
from collections.abc import Callable
from typing import Any

import pytest

from gatepost.model.page import Page
from gatepost.render import Reference
from gatepost.settings import ReferenceSettings
from tests.unit.render.conftest import Parsed, operations_of

MESSAGE = {"type": "object", "required": ["role"], "properties": {"role": {"type": "string", "enum": ["user"]}}}
CHAT: dict[str, Any] = {
    "/chat": {
        "post": {
            "tags": ["Chat"],
            "operationId": "createChat",
            "summary": "Create a chat",
            "description": "Says *something*.",
            "security": [{"key": []}, {}],
            "parameters": [
                {"name": "page", "in": "query", "schema": {"type": "integer", "minimum": 1, "default": 1}},
                {"name": "X-Trace", "in": "header", "deprecated": True, "schema": {"type": "string"}, "example": "abc"},
                {"name": "ids", "in": "query", "explode": False, "schema": {"type": "array", "items": {}}},
            ],
            "requestBody": {
                "required": True,
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "properties": {
                                "messages": {"type": "array", "items": {"$ref": "#/components/schemas/Message"}},
                                "stream": {"type": "boolean"},
                            },
                        },
                        "examples": {"a": {"value": {"messages": []}}, "b": {"summary": "Second", "value": {}}},
                    },
                    "multipart/form-data": {
                        "schema": {"type": "object", "properties": {"file": {"type": "string"}}},
                        "encoding": {"file": {"contentType": "image/png"}},
                    },
                },
            },
            "responses": {
                "200": {
                    "description": "An answer",
                    "headers": {"X-Cost": {"description": "What it cost", "schema": {"type": "number"}}},
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {"usage": {"$ref": "#/components/schemas/Usage"}},
                            },
                            "example": {"usage": {"total_tokens": 3}},
                        },
                        "text/event-stream": {"schema": {"$ref": "#/components/schemas/Usage"}},
                    },
                    "links": {"next": {"operationId": "getChat", "description": "Read it again"}},
                },
                "429": {"description": "Too Many Requests"},
                "default": {"description": "Bad"},
            },
            "callbacks": {
                "done": {"{$request.body#/url}": {"post": {"responses": {"204": {"description": "Thanks"}}}}}
            },
        }
    },
    "/chat/{id}": {
        "get": {
            "tags": ["Chat"],
            "operationId": "getChat",
            "summary": "Get a chat",
            "deprecated": True,
            "x-sunset": "2027-01-01",
            "x-replaced-by": "createChat",
            "parameters": [{"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "OK"}},
        }
    },
}
MEMBERS: dict[str, Any] = {
    "servers": [{"url": "https://e.com/v1"}, {"url": "https://eu.e.com/v1", "description": "Europe"}],
    "components": {
        "schemas": {
            "Message": MESSAGE,
            "Usage": {"type": "object", "properties": {"total_tokens": {"type": "integer"}}},
        },
        "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}},
    },
}


@pytest.fixture
def chat(page: Callable[..., Page]) -> Page:
    return page(CHAT, **MEMBERS)


def test_the_article_says_what_it_shows(chat: Page) -> None:
    found = Parsed(chat.body)
    (article,) = found.all("article")
    assert article["data-kind"] == "operation"
    assert article["data-address"] == "operation:POST /chat"
    assert (article["data-method"], article["data-path"]) == ("POST", "/chat")
    assert "gatepost-page" in article["class"].split()
    assert len(found.all("h1")) == 1
    assert found.unbalanced == []


def test_every_part_has_its_anchor(chat: Page) -> None:
    assert {
        "authorization",
        "query-page",
        "header-X-Trace",
        "body",
        "body-messages",
        "body-messages.role",
        "body-multipart-form-data-file",
        "responses",
        "response-200",
        "response-200-usage.total_tokens",
        "response-200-header-X-Cost",
        "response-429",
        "response-default",
        "callbacks",
        "related",
    } <= set(chat.anchors)
    assert chat.anchors == tuple(Parsed(chat.body).ids)
    assert len(set(chat.anchors)) == len(chat.anchors)


def test_headings_are_those_of_the_page(chat: Page) -> None:
    assert [(h.id, h.text) for h in chat.headings if h.level == 2] == [
        ("authorization", "Authorization"),
        ("query-parameters", "Query parameters"),
        ("header-parameters", "Header parameters"),
        ("body", "Request body"),
        ("responses", "Responses"),
        ("callbacks", "Callbacks"),
        ("related", "Related"),
    ]
    assert [h.text for h in chat.headings if h.level == 3] == [
        "200 OK",
        "429 Too Many Requests",
        "default Any other status",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Create a chat",
        "Says something.",
        "https://e.com/v1/chat",
        "2 servers",
        "Europe",
        "key HTTP bearer",
        "No authentication",
        "page integer at least 1 · default 1",
        "X-Trace string deprecated example abc",
        "comma-separated",
        "Request body required",
        "multipart/form-data",
        "file as image/png",
        "Example: Second",
        "An answer",
        "X-Cost number What it cost",
        "text/event-stream streamed Usage",
        "Next: Get a chat Read it again",
        "{$request.body#/url}",
        "204 Thanks",
        "Everything that uses Usage",
    ],
)
def test_every_section_is_there(words: str, chat: Page) -> None:
    assert words in _spaced(chat.body)


def _spaced(html: str) -> str:
    """Return the words of a page, those of neighbouring blocks apart."""
    return Parsed(re.sub(r"(</?(?:p|dt|dd|li|h[1-6]|small|summary|b|i|code|section)\b)", r" \1", html)).text


def test_the_console_and_the_example_stand_aside(chat: Page) -> None:
    found = Parsed(chat.body)
    assert found.all("gatepost-console") == [{"contract": "contract.json"}]
    assert chat.contract is not None and chat.contract.stream_property == "stream"
    aside = chat.body[chat.body.index("<aside") :]
    assert '<i>"total_tokens"</i>: 3' in aside


def test_deprecation_has_its_date_and_its_successor(reference: Callable[..., Reference]) -> None:
    made = reference(paths=CHAT, **MEMBERS)
    old = made.page("reference/chat/get-chat/")
    found = Parsed(old.body)
    assert found.all("time") == [{"datetime": "2027-01-01", "data-sunset": ""}]
    assert "../../chat/create-chat/" in found.links
    assert old.deprecated and "Ends on 2027-01-01" in old.markdown


def test_operations_on_the_same_resource_lead_to_each_other(chat: Page) -> None:
    assert "../../chat/get-chat/" in Parsed(chat.body).links


def test_an_operation_on_another_path_changes_nothing(reference: Callable[..., Reference]) -> None:
    before = reference(paths=CHAT, **MEMBERS)
    more = {**CHAT, **operations_of("GET /other", tags=["Chat"])}
    after = reference(paths=more, **MEMBERS)
    for path in ("reference/chat/create-chat/", "reference/chat/get-chat/"):
        assert before.page(path) == after.page(path)


def test_the_twin_is_complete(chat: Page) -> None:
    for words in (
        "# Create a chat\n",
        "`POST /chat`",
        "Says *something*.",
        "Base URL: `https://e.com/v1`",
        "Authorization: key (HTTP bearer) or none",
        "- `page` (query, integer): At least 1; Default `1`",
        "## Request body (required)",
        "- `messages` (array of Message)\n  - `role` (string, required): One of `user`",
        "### 200 An answer",
        "- `X-Cost` (header, number): What it cost",
        "- `usage` (Usage)\n  - `total_tokens` (integer)",
        "### 429 Too Many Requests",
        "## Callback done",
    ):
        assert words in chat.markdown


def test_samples_are_tabs_that_read_without_script(page: Callable[..., Page]) -> None:
    made = page(CHAT, ReferenceSettings(samples=("curl", "python")), **MEMBERS)
    found = Parsed(made.body)
    assert [one["data-tab"] for one in found.all("section")][:2] == ["curl", "python"]
    assert "## Sample\n\n```sh\ncurl " in made.markdown
    assert "Example: Second" in found.text


def test_a_webhook_has_a_payload_and_no_console(page: Callable[..., Page]) -> None:
    body = {"content": {"application/json": {"schema": MESSAGE}}}
    hook = {"post": {"requestBody": body, "responses": {"200": {"description": "OK"}}}}
    made = page({}, webhooks={"message.added": hook})
    assert made.kind == "webhook" and made.contract is None
    assert made.path == "reference/webhooks/message-added/"
    assert "gatepost-console" not in made.body
    assert "Payload" in made.body and "body-role" in made.anchors


def test_a_long_summary_is_words_and_not_a_title(page: Callable[..., Page]) -> None:
    made = page(operations_of("GET /a", operationId="getA", summary="Line one\nline two", tags=["x"]))
    assert made.title == "getA"
    assert "line two" in Parsed(made.body).text


def test_the_source_is_shown_to_authors_alone(gateway: Callable[..., Any]) -> None:
    made = gateway(paths=operations_of("GET /a", tags=["x"]))
    shown = Reference(made, ReferenceSettings(samples=()), authoring=True).page("reference/x/get-a/")
    hidden = Reference(made, ReferenceSettings(samples=())).page("reference/x/get-a/")
    assert "api.json" in shown.body and "api.json" not in hidden.body


def test_summary_is_short_text(page: Callable[..., Page]) -> None:
    made = page(operations_of("GET /a", description="A *very* " + "long " * 80))
    assert len(made.summary) <= 160 and made.summary.startswith("A very long")


def test_what_one_answer_shows_another_links_to(page: Callable[..., Page]) -> None:
    content = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Usage"}}}}
    responses = {status: {"description": "No", **content} for status in ("400", "404")}
    made = page({"/a": {"get": {"responses": responses}}}, components=MEMBERS["components"])
    assert "response-400-total_tokens" in made.anchors
    assert "response-404-total_tokens" not in made.anchors
    assert "#response-400" in Parsed(made.body).links


def test_examples_made_from_a_schema_stand_for_success_alone(page: Callable[..., Page]) -> None:
    content = {"content": {"application/json": {"schema": {"properties": {"n": {"type": "integer"}}}}}}
    responses = {status: {"description": "No", **content} for status in ("200", "400")}
    made = page({"/a": {"get": {"responses": responses}}})
    assert made.body.count("made from the schema") == 1
