"""An operation's page, in the words of a reader."""

from playwright.sync_api import Locator, Page

from tests.browser.console_panel import ConsolePanel


class OperationPage:
    """Wraps an open operation page."""

    def __init__(self, page: Page, base: str, path: str) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.goto(base + path)

    @classmethod
    def here(cls, page: Page) -> "OperationPage":
        """The operation page that is open already."""
        found = cls.__new__(cls)
        found.page, found.errors = page, []
        return found

    @property
    def article(self) -> Locator:
        return self.page.locator("article.gatepost-page")

    @property
    def title(self) -> str:
        return self.page.locator("h1").inner_text()

    def sample(self, language: str) -> str:
        """Choose a language among the samples and return the code that shows."""
        samples = self.page.locator(".gatepost-samples").first
        samples.get_by_role("tab", name=language, exact=True).click()
        return samples.locator("pre:visible").inner_text()

    def field(self, anchor: str) -> Locator:
        return self.page.locator(f'[id="{anchor}"]')

    def try_it(self) -> ConsolePanel:
        """Open the console, as a reader does."""
        self.page.get_by_role("button", name="Try it").click()
        return ConsolePanel(self.page)
