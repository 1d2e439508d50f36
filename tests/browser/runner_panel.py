"""A Python sample that runs in its page, in the words of a reader."""

import re

from playwright.sync_api import Page, expect

START = 120_000
"""Milliseconds for the start of Python, which takes seconds of processor time."""
ENDED = re.compile("done|raised|stopped|failed")
WATCH = """
element => {
  window.printed = [];
  new MutationObserver(() => {
    const { length } = element.textContent;
    if (length && length !== window.printed.at(-1)) window.printed.push(length);
  }).observe(element, {subtree: true, childList: true, characterData: true});
}
"""
FORGET = """
panel => {
  const state = panel.querySelector('.gatepost-runner-state');
  if (state) state.dataset.state = 'forgotten';
}
"""
STOP = """
button => new Promise(done => {
  const start = performance.now();
  const state = button.closest('gatepost-runner').querySelector('.gatepost-runner-state');
  const look = () => state.dataset.state === 'stopped' && done(performance.now() - start);
  new MutationObserver(look).observe(state, {attributes: true});
  button.click();
})
"""


class RunnerPanel:
    """Wraps the sample of one language on an open page."""

    def __init__(self, page: Page, language: str = "Python") -> None:
        self.page = page
        samples = page.locator(".gatepost-samples").first
        samples.get_by_role("tab", name=language, exact=True).click()
        self.panel = samples.get_by_role("tabpanel", name=language, exact=True)
        self.code = self.panel.locator("pre:not(.gatepost-output) code")
        self.state = self.panel.locator(".gatepost-runner-state")
        self.output = self.panel.locator(".gatepost-output")

    def run(self) -> None:
        """Press Run; what the last run came to is forgotten."""
        self.panel.evaluate(FORGET)
        self.panel.get_by_role("button", name="Run", exact=True).click()

    def write(self, code: str) -> None:
        """Write other code, once it can be changed."""
        expect(self.code).to_have_attribute("contenteditable", "plaintext-only")
        self.code.fill(code)

    def expect_end(self, state: str, *words: str) -> None:
        """Wait for the end of a run, which may have to start Python first, and for what it printed."""
        expect(self.state).to_have_attribute("data-state", ENDED, timeout=START)
        expect(self.state).to_have_attribute("data-state", state)
        for one in words:
            expect(self.output).to_contain_text(one)

    def expect_running(self) -> None:
        expect(self.state).to_have_attribute("data-state", "running", timeout=START)

    def watch(self) -> None:
        """Record the length of the output each time that it changes."""
        self.output.evaluate(WATCH)

    @property
    def growth(self) -> list[int]:
        """The lengths recorded since `watch`."""
        growth: list[int] = self.page.evaluate("window.printed")
        return growth

    def stop(self) -> float:
        """Press Stop; return the milliseconds until it shows that the sample has ended."""
        took: float = self.panel.get_by_role("button", name="Stop", exact=True).evaluate(STOP)
        return took
