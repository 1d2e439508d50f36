"""The search box as a reader has it."""

from playwright.sync_api import Locator, Page, expect


class SearchBox:
    """Opened by `/`, or by the address."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.locator("dialog.gatepost-search")
        self.input = self.dialog.get_by_role("combobox")
        self.options = self.dialog.get_by_role("option")
        self.notes = self.dialog.locator(".gatepost-search-notes")
        self.version = self.dialog.locator(".gatepost-search-version")
        self.model = self.dialog.locator(".gatepost-search-model")
        self.status = self.dialog.get_by_role("status")

    def open(self, key: str = "/") -> "SearchBox":
        self.page.keyboard.press(key)
        expect(self.input).to_be_focused()
        return self

    def ask(self, query: str) -> "SearchBox":
        self.input.fill(query)
        return self.settled()

    def settled(self) -> "SearchBox":
        """Wait until the meaning has been looked at as well."""
        expect(self.dialog.get_by_role("listbox")).not_to_have_attribute("aria-busy", "true")
        return self

    def expect_first(self, title: str) -> "SearchBox":
        expect(self.options.first.locator(".gatepost-search-title")).to_contain_text(title)
        return self

    def ask_docs(self, question: str) -> Locator:
        """Ask a question in place of a search; returns what was answered last."""
        self.input.fill(question)
        self.dialog.get_by_role("button", name="Ask", exact=True).first.click()
        return self.answered(question)

    def answered(self, question: str) -> Locator:
        """The answer to a question, once it is there."""
        turn = self.dialog.locator(
            ".gatepost-ask-turn", has=self.page.get_by_role("heading", name=question, exact=True)
        )
        expect(turn).to_be_visible()
        return turn
