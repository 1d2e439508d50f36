"""A guide whose calls build on each other."""

import re

from playwright.sync_api import Page, expect


def test_what_one_call_answers_goes_into_the_next(page: Page, served: str) -> None:
    page.goto(f"{served}tutorials/first-key/")
    consoles = page.locator("gatepost-console")
    expect(consoles).to_have_count(3)
    first, second, third = consoles.nth(0), consoles.nth(1), consoles.nth(2)
    second.get_by_role("button", name="Try it").click()
    team = second.get_by_label("team_id").first
    expect(team).to_have_value("{{team}}")
    for console in (first, second):
        if console is first:
            console.get_by_role("button", name="Try it").click()
        console.get_by_role("button", name="Send", exact=True).click()
        expect(console.locator("gatepost-response")).to_contain_text(re.compile(r"20[01]"))
        if console is first:
            expect(team).to_have_value(re.compile("^team_"))
    third.get_by_role("button", name="Try it").click()
    expect(third.get_by_label("key_id").first).to_have_value(re.compile("^key_"))
