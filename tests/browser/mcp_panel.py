"""The console of a tool, prompt or resource, in the words of a reader."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage


class McpPage(OperationPage):
    """Wraps an open page of something that an MCP server lists."""

    def try_it(self) -> "McpPanel":
        """Open the console, as a reader does."""
        self.page.get_by_role("button", name="Try it").click()
        return McpPanel(self.page)


class McpPanel(ConsolePanel):
    """Wraps the console of an MCP page."""

    def fill(self, name: str, value: str) -> None:
        """Fill in an argument."""
        self.panel.get_by_label(re.compile(f"^{name}\\b")).first.fill(value)

    def call(self, label: str = "Call tool") -> None:
        self.press(label)

    def press(self, label: str) -> None:
        self.panel.get_by_role("button", name=label, exact=True).first.click()

    @property
    def result(self) -> Locator:
        return self.panel.locator("gatepost-mcp-result")

    @property
    def transcript(self) -> list[str]:
        """The methods of the messages that went out, in their order."""
        self.panel.locator(".gatepost-mcp-transcript > summary").click()
        methods = self.panel.locator(".gatepost-mcp-transcript details > summary code")
        expect(methods.first).to_be_visible()
        return methods.all_inner_texts()
