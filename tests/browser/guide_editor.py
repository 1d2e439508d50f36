"""The editor of a guide, as its writer sees it."""

from playwright.sync_api import Locator, Page, expect


class GuideEditor:
    """The dialog over a page of `mkdocs serve`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.dialog = page.get_by_role("dialog")
        self.source = page.locator("gatepost-edit .cm-content")
        self.preview = page.get_by_label("Preview")
        self.status = self.dialog.get_by_role("status")
        self.alert = self.dialog.get_by_role("alert")

    def open(self, url: str, title: str) -> None:
        """Go to a page, and press its button."""
        self.page.goto(url)
        self.page.get_by_role("button", name="Edit ").click()
        self.is_open(title)

    def is_open(self, title: str) -> None:
        expect(self.preview.get_by_role("heading", name=title)).to_be_visible()
        expect(self.source).to_be_focused()

    def write(self, text: str) -> None:
        """Type at the end."""
        self.source.press("Control+End")
        self.page.keyboard.type(text)

    def act(self, name: str) -> Locator:
        return self.dialog.get_by_role("button", name=name, exact=True)

    def save(self) -> None:
        self.act("Save").click()
        expect(self.status).to_have_text("Saved")

    def close(self) -> None:
        self.act("Close").click()
        expect(self.dialog).to_have_count(0)
