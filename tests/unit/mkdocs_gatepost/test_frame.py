"""The theme's output is cut at its marks, and every page is put together from the pieces."""

from gatepost import Heading
from mkdocs_gatepost.frame import Frame, cut, lighter, mark

ITEM = f"""
<li class="md-nav__item">
  <a href="#{mark("itemid")}" class="md-nav__link"> <span class="md-ellipsis"> {mark("item")} </span> </a>
  <nav class="md-nav" aria-label="{mark("item")}">
    <ul class="md-nav__list">
      <li class="md-nav__item"> <a href="#{mark("childid")}"> {mark("child")} </a> </li>
    </ul>
  </nav>
</li>
"""
THEME = f"""<!doctype html>
<html> <head> <title>{mark("title")} - Site</title> <link rel="canonical" href="https://e.org/{mark("path")}"> </head>
<body> <a href="#{mark("itemid")}">Skip</a>
<ul> <li class="x"> <a href="guide/">Guide</a> </li>
<li class="x"> <a href="reference/"> {mark("navigation")} </a> </li> </ul>
<div class="md-sidebar md-sidebar--secondary" hidden> <div> <div> <nav> <ul>{ITEM}</ul> </nav> </div> </div> </div>
<pre>a
  b</pre> <h1>{mark("body")}</h1> </body> </html>"""


def framed(*, has_contents: bool = True) -> Frame:
    return cut(THEME, "<div>tree</div>", has_contents=has_contents)


def test_slots_are_filled() -> None:
    html = framed().fill({"title": "Send &lt;b&gt;", "path": "reference/send/", "body": "<article>…</article>"})
    assert "<title>Send &lt;b&gt; - Site</title>" in html
    assert 'href="https://e.org/reference/send/"' in html
    assert "</pre><article>…</article></body>" in html
    assert "gatepost5a1d" not in html


def test_the_navigation_takes_the_place_of_the_marked_item_alone() -> None:
    html = framed().fill({})
    assert '<li class=x><a href=guide/>Guide</a></li><li class="md-nav__item"><div>tree</div></li></ul>' in html


def test_the_contents_list_has_the_markup_of_the_theme() -> None:
    headings = [Heading(id="a", text="A & B"), Heading(id="a1", text="A.1", level=3), Heading(id="b", text="B")]
    listed = framed().contents(headings)
    assert listed.count("<li") == listed.count("</li>") == 3
    assert listed.count("<nav") == listed.count("</nav>") == 1
    assert 'aria-label="A &amp; B"' in listed
    assert [listed.index(f'href="#{name}"') for name in ("a", "a1", "b")] == sorted(
        listed.index(f'href="#{name}"') for name in ("a", "a1", "b")
    )


def test_pages_without_contents_list_have_no_sidebar_for_it() -> None:
    assert "md-sidebar--secondary" in framed().fill({})
    assert "md-sidebar--secondary" not in framed(has_contents=False).fill({})


def test_a_theme_without_contents_list_is_no_problem() -> None:
    frame = cut(f"<body><h1>{mark('body')}</h1></body>", "", has_contents=True)
    assert frame.contents([Heading(id="a", text="A")]) == ""
    assert frame.fill({"body": "x"}) == "<body>x</body>"


def test_text_that_looks_like_a_mark_stays_in_bodies() -> None:
    body = f"<p>{mark('title')}</p>"
    assert body in framed().fill({"title": "T", "body": body})


def test_the_digest_follows_the_theme() -> None:
    assert framed().digest == framed().digest
    assert framed().digest != cut(THEME.replace("Guide", "Guides"), "<div>tree</div>", has_contents=True).digest


def test_white_space_goes_where_nobody_sees_it() -> None:
    html = lighter(
        "<div>\n  <p> one  <b>two</b> <i>three</i>\n</p> </div>\n<pre> a\n  b </pre> <script> x( 1 ) </script>"
    )
    assert html == "<div><p>one <b>two</b> <i>three</i></p></div><pre> a\n  b </pre> <script> x( 1 ) </script>"


def test_quotes_stay_where_they_are_needed() -> None:
    html = lighter(f'<a class="md-x" title="two words" href="../a/" id="{mark("path")}"><path d="M0"/></a>')
    assert html == f'<a class=md-x title="two words" href=../a/ id="{mark("path")}"><path d="M0"/></a>'


def test_the_palette_is_read_only_where_there_is_one_to_choose() -> None:
    script = '<script>var palette=__md_get("__palette");</script>'
    switch = '<input type="radio" name="__palette">'
    assert lighter(f"<div>{script}</div>") == "<div></div>"
    assert script in lighter(f"<div>{switch}{script}</div>")


def test_the_words_of_a_search_go_where_there_is_no_box_for_it() -> None:
    words = '"search.result.none": "No \\"match\\"", "search.result.other": "# matches", '
    script = '<script id="__config" type="application/json">{"a": 1, %s"select.version": "Version"}</script>'
    box = '<div data-md-component="search"></div>'
    assert script % "" in lighter(f"<div>{script % words}</div>")
    assert script % words in lighter(f"<div>{box}{script % words}</div>")


def test_words_are_not_joined() -> None:
    html = "<div>Made <b>with </b><i> care </i> by <a href='x'>us </a>and <span class=\"md-a\"> you </span></div>"
    assert lighter(html) == (
        "<div>Made <b>with </b><i> care </i> by <a href='x'>us </a>and <span class=md-a>you</span></div>"
    )
