"""Which pages a rendered guide leads to."""

from gatepost.inline import mentioned

PAGES = {"reference/keys/create/", "mcp/"}


def test_links_of_all_spellings_count_once() -> None:
    html = (
        '<a class="x" href="../../reference/keys/create/#body">a</a>'
        '<a href="../../reference/keys/create/index.html">b</a> <a href="../../mcp/?q=1">c</a>'
        '<a href="https://e.example/mcp/">d</a> <a href="#mcp/">e</a> <a href="/mcp/">f</a>'
    )
    assert mentioned(html, "how-to/keys/", PAGES) == ("reference/keys/create/", "mcp/")


def test_it_starts_at_the_guide_s_own_place() -> None:
    assert mentioned('<a href="mcp/">', "", PAGES) == ("mcp/",)
    assert mentioned('<a href="../mcp/index.html">', "how-to/keys.html", PAGES) == ("mcp/",)
