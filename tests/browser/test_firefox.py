"""The console in Firefox, where it is installed: calls, streams, the editor and MCP."""

import shutil
from collections.abc import Iterator

import pytest

from tests.browser.firefox import Firefox, firefox

PRESS = "[...document.querySelectorAll('gatepost-console button')].find(button => button.textContent.trim() === {!r})"
STATUS = "document.querySelector('.gatepost-status:not([data-state=running])')?.innerText"
TEXT = "document.querySelector('gatepost-editor')?.shadowRoot?.querySelector('.cm-content')?.textContent"
OPENED = "document.querySelector('.gatepost-console-panel')"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    executable = shutil.which("firefox") or shutil.which("firefox-esr")
    if executable is None:
        pytest.skip("Firefox is not installed")
    with firefox(executable, tmp_path_factory.mktemp("firefox")) as running:
        yield running


def tried(browser: Firefox, url: str) -> None:
    browser.open(url)
    browser.wait("document.querySelector('gatepost-console > button:enabled')")
    browser.run("document.querySelector('gatepost-console > button').click()")
    browser.wait(f"{OPENED} !== null")


def press(browser: Firefox, label: str) -> None:
    browser.wait(f"({PRESS.format(label)} ?? {{disabled: true}}).disabled === false")
    browser.run(f"{PRESS.format(label)}.click()")


def test_a_call_is_answered_and_compared_with_the_contract(browser: Firefox, served: str) -> None:
    tried(browser, f"{served}reference/models/list-models/")
    press(browser, "Send")
    assert "200 OK" in browser.wait(STATUS)
    assert "As the contract has it." in browser.wait("document.querySelector('gatepost-verdict')?.innerText")
    assert browser.wait("document.querySelector('gatepost-json-tree')?.innerText")


def test_a_stream_is_put_together(browser: Firefox, served: str) -> None:
    tried(browser, f"{served}reference/chat/create-chat-completion/")
    press(browser, "Send")
    assert "200 OK" in browser.wait(STATUS)
    assert len(browser.run("document.querySelector('.gatepost-answer-text').textContent")) > 20
    assert "Cost" in browser.run("document.querySelector('.gatepost-readings').innerText")


def test_the_editor_opens(browser: Firefox, served: str) -> None:
    tried(browser, f"{served}reference/chat/create-chat-completion/")
    press(browser, "JSON")
    assert '"model"' in browser.wait(TEXT)


def test_a_tool_is_called(browser: Firefox, served: str) -> None:
    tried(browser, f"{served}mcp/quarry/tools/search-repositories/")
    press(browser, "Call tool")
    assert "Done" in browser.wait(STATUS)
    assert "as the declared output schema says" in browser.run(
        "document.querySelector('gatepost-mcp-result').innerText"
    )
