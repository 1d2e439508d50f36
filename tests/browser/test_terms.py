"""Marked terms: their card on hover, on focus and on a tap, inside the window."""

from playwright.sync_api import Browser, Page, expect

GUIDE = "tutorials/first-call/"
CARD = ".gatepost-card"


def test_a_card_shows_on_hover_and_goes_with_the_pointer(page: Page, published: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(published + GUIDE)
    page.wait_for_load_state("networkidle")
    assert not [url for url in requests if "glossary.json" in url or "terms-" in url]
    page.locator('a[data-term="stream"]').first.hover()
    expect(page.locator(CARD)).to_contain_text("An answer that arrives piece by piece")
    page.locator(CARD).hover()
    expect(page.locator(CARD)).to_be_visible()
    page.locator("h1").hover()
    expect(page.locator(CARD)).to_have_count(0)


def test_the_keyboard_opens_a_card_and_escape_closes_it(page: Page, published: str) -> None:
    page.goto(published + GUIDE)
    mark = page.locator('a[data-term="gateway"]').first
    page.locator("h1").click()
    for _ in range(12):
        page.keyboard.press("Tab")
        if mark.evaluate("mark => mark === document.activeElement"):
            break
    expect(page.locator(CARD)).to_contain_text("Gateway")
    expect(mark).to_have_attribute("aria-describedby", "gatepost-card")
    page.keyboard.press("Escape")
    expect(page.locator(CARD)).to_have_count(0)


def test_a_tap_shows_the_card_inside_a_phone_s_screen(chromium: Browser, published: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(published + "reference/virtual-keys/create-key/")
    for mark in page.locator("a[data-term]").all()[:3]:
        mark.scroll_into_view_if_needed()
        mark.tap()
        card = page.locator(CARD)
        expect(card).to_be_visible()
        box = card.bounding_box()
        assert (
            box
            and box["x"] >= 0
            and box["x"] + box["width"] <= 390
            and box["y"] >= 0
            and box["y"] + box["height"] <= 700
        )
        assert page.url.endswith("create-key/")
        page.touchscreen.tap(195, 60)
    page.locator("a[data-term]").first.tap()
    page.locator(f"{CARD} .gatepost-card-more").tap()
    page.wait_for_url("**/glossary/#*")
    context.close()


def test_without_script_a_mark_leads_to_the_glossary(chromium: Browser, published: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(published + GUIDE)
    page.locator('a[data-term="budget"]').first.click()
    assert page.url.endswith("glossary/#budget")
    context.close()
