import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from gatepost.render.twin import inert


def rendered(markdown: str) -> str:
    html: str = cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE)
    return html


@pytest.mark.parametrize(
    "markdown",
    [
        "<img src=x onerror=alert(1)>",
        "a <svg/onload=alert(1)> b",
        "`name`<img src=x>`",
        "a ` b\n\n<img src=x> ` c",
        "\\`<img src=x>`",
        "``<img src=x>` ``",
        "- a\n  ```\n<img src=x>\n  ```",
        "    ```\n<img src=x>\n```",
        "``` a`b\n<img src=x>\n```",
        "```\ncode\n```\n<img src=x>",
        "~~~\n<img src=x>",
        "> ```\n<img src=x>\n> ```",
        "<!-- a -->\n<img src=x>",
        "[x](<javascript:alert(1)>) <img src=x>",
    ],
)
def test_no_element_of_the_source_is_one_in_the_page(markdown: str) -> None:
    html = rendered(inert(markdown))
    assert "<img" not in html and "<svg" not in html


@pytest.mark.parametrize("code", ["`<T>`", "`` a`<T> ``", "```sh\ncurl <URL>\n```", "text `a` and `<b>` and `<c>`"])
def test_code_stays_as_it_is(code: str) -> None:
    assert inert(code) == code


def test_comparisons_stay_as_they_are() -> None:
    assert inert("a < b and 1 <2") == "a < b and 1 <2"
