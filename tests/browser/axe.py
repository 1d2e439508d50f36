"""What axe looks at has the colours that a reader sees."""

from playwright.sync_api import Page

# To wait for their ends may last for ever: out of sight they do not go on. What comes later changes at once.
_SETTLE = """() => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];
  for (const one of document.querySelectorAll("*")) getComputedStyle(one).color;
  const ending = document.getAnimations().filter(one => one.effect?.getComputedTiming().endTime !== Infinity);
  for (const one of ending) one.finish();
}"""


def settled(page: Page) -> Page:
    """Take every colour that is on its way to another to its end, and return the page.

    What is not in sight yet (`content-visibility`) takes over the palette when it is first asked for its style, by a
    transition: axe would read the colours of its first frame.
    """
    page.evaluate(_SETTLE)
    return page
