"""The switcher of versions in the header, in the words of a reader."""

from playwright.sync_api import Locator, Page


class VersionSwitcher:
    """Wraps the switcher of an open page."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def button(self) -> Locator:
        return self.page.locator(".gatepost-version > button")

    @property
    def versions(self) -> Locator:
        return self.page.locator(".gatepost-version-list a")

    def open(self) -> None:
        self.button.click()
        self.versions.first.wait_for()

    def target(self, label: str) -> str:
        """Open the list and return where a version leads."""
        self.open()
        return self.versions.filter(has_text=label).first.evaluate("link => link.href")

    def choose(self, label: str) -> None:
        """Choose a version, and wait until its page shows."""
        self.open()
        link = self.versions.filter(has_text=label).first
        target = link.get_attribute("href") or ""
        link.click()
        self.page.wait_for_url(target)
        self.page.locator(f'.gatepost-version > button:has-text("{label}")').or_(
            self.page.locator(".gatepost-changes").first
        ).first.wait_for()
