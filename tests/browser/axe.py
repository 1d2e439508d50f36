"""What axe looks at has the colours that a reader sees."""

from playwright.sync_api import Page

_SETTLE = """async () => {
  for (const one of document.querySelectorAll("*")) getComputedStyle(one).color;
  const ending = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(one => one.finished));
}"""


def settled(page: Page) -> Page:
    """Wait until no colour is on its way to another, and return the page.

    What is not in sight yet (`content-visibility`) takes over the palette when it is first asked for its style, by a
    transition: axe would read the colours of its first frame.
    """
    page.evaluate(_SETTLE)
    return page
