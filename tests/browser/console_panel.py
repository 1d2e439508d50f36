"""The console, in the words of a reader."""

import json
import re
from typing import Any

from playwright.sync_api import Page, expect

WATCH = """
element => {
  window.growth = [];
  const seen = () => {
    const answer = element.querySelector('.gatepost-answer-text');
    const length = answer ? answer.textContent.length : 0;
    if (length && length !== window.growth.at(-1)) window.growth.push(length);
  };
  new MutationObserver(seen).observe(element, {subtree: true, childList: true, characterData: true});
}
"""


class ConsolePanel:
    """Wraps the console of an open operation page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.element = page.locator("gatepost-console")
        self.panel = self.element.locator(".gatepost-console-panel")
        expect(self.panel).to_be_visible()

    @property
    def destination(self) -> str:
        """What stands beside the Send button."""
        return self.panel.locator(".gatepost-destination").inner_text()

    def drawn(self) -> None:
        """Wait until what was changed shows: the console draws once a frame."""
        self.page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def send(self, *, anyway: bool = False) -> None:
        self.drawn()
        self.panel.get_by_role("button", name="Send anyway" if anyway else "Send", exact=True).click()
        # A first Send waits for the code that has doubts; until it is drawn, an earlier reply may still stand there.
        expect(self.panel.locator(".gatepost-held, .gatepost-status").first).to_be_visible()
        self.drawn()

    def give_key(self, key: str) -> None:
        """Put a key into the first field for one."""
        self.drawn()
        field = self.panel.locator("input[type=password]").first
        if not field.is_visible():
            self.panel.get_by_text("Authentication").click()
        field.fill(key)

    def turn(self, dial: str, *, on: bool = True) -> None:
        """Turn a fault of the sandbox on or off."""
        box = self.panel.get_by_role("checkbox", name=dial)
        if not box.is_visible():
            self.panel.locator("gatepost-dials summary").click()
        box.set_checked(on)

    def write_json(self, body: Any) -> None:
        """Write the body as JSON text."""
        self.panel.get_by_role("button", name="JSON", exact=True).click()
        self.panel.get_by_label("Body as JSON").fill(body if isinstance(body, str) else json.dumps(body))

    def watch_answer(self) -> None:
        """Record the length of the answer each time that it changes on screen."""
        self.element.evaluate(WATCH)

    @property
    def answer_growth(self) -> list[int]:
        """The lengths recorded since `watch_answer`."""
        growth: list[int] = self.page.evaluate("window.growth")
        return growth

    def expect_status(self, words: str) -> None:
        """Wait for the end of the answer, whose status has these words."""
        status = self.panel.locator(".gatepost-status")
        expect(status).to_have_attribute("data-state", re.compile("ok|failed"))
        expect(status).to_contain_text(words)

    def expect_text(self, words: str) -> None:
        expect(self.panel).to_contain_text(words, ignore_case=True)

    def reading(self, name: str) -> str:
        """One of the figures read off the answer, such as Cost or Tokens."""
        term = self.panel.locator(".gatepost-readings dt", has_text=re.compile(f"^{name}$"))
        return term.locator("xpath=following-sibling::dd[1]").inner_text()
