import pytest

from gatepost.render.prose import inline, is_safe, line, link, plain, prose, sentence
from tests.unit.render.conftest import Parsed


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Plain words, 1 to 2 (or so).", "<p>Plain words, 1 to 2 (or so).</p>"),
        ("Has snake_case_words.", "<p>Has snake_case_words.</p>"),
        ("*Loud* and `code`", "<p><em>Loud</em> and <code>code</code></p>"),
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("# Top\n## Next", "<h4>Top</h4><h5>Next</h5>"),
        ("###### Deep", "<h6>Deep</h6>"),
        ("AT&T <b>bold</b>", "<p>AT&amp;T <b>bold</b></p>"),
        (
            "[x](https://e.com/a?b=1&c=2)",
            '<p><a href="https://e.com/a?b=1&amp;c=2" rel="nofollow noopener">x</a></p>',
        ),
        ("[x](../other/)", '<p><a href="../other/" rel="nofollow noopener">x</a></p>'),
        ("```bash\ncurl x\n```", "<pre><code>curl x\n</code></pre>"),
        ("<p title=x lang=y id=z>a</p>", "<p>a</p>"),
        ("- [x] done\n- [ ] open", "<ul><li>☑ done</li><li>☐ open</li></ul>"),
    ],
)
def test_markdown_becomes_html(source: str, html: str) -> None:
    assert prose(source) == html


def test_headings_start_where_they_are_told_to() -> None:
    assert prose("# A\n\n## B", 2) == "<h2>A</h2><h3>B</h3>"


def test_a_tag_that_is_no_html_stays_readable() -> None:
    assert Parsed(prose("Send `x` as <token> or List<String>.")).text == "Send x as <token> or List<String>."


def test_an_image_becomes_a_link_and_loads_nothing() -> None:
    html = prose("![a cat](https://e.com/cat.png)")
    assert Parsed(html).links == ["https://e.com/cat.png"]
    assert not Parsed(html).all("img")


@pytest.mark.parametrize(
    "source",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#10;script:alert(1))",
        "[x](<java\tscript:alert(1)>)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](vbscript:x)",
        '<a href=" javascript:alert(1)">x</a>',
        "<a href='&#106;avascript:alert(1)'>x</a>",
    ],
)
def test_a_link_that_runs_something_is_dropped_to_its_words(source: str) -> None:
    found = Parsed(prose(source))
    assert found.links == []
    assert not found.all("a")
    assert "x" in found.text


@pytest.mark.parametrize(
    "source",
    [
        "<img src=x onerror=alert(1)>",
        "<script>alert(1)</script>",
        "<svg onload=alert(1)><path/></svg>",
        "<math><mi xlink:href='data:x'></math>",
        "<template><b>x</b></template>",
        "<style>*{display:none}</style>",
        "<link rel=stylesheet href=//evil>",
        "<form action=//evil><input name=a><button>go</button></form>",
        "<iframe src=//evil></iframe>",
        "<base href=//evil>",
        "<meta http-equiv=refresh content='0;url=//evil'>",
        "<b onclick=alert(1) style=position:fixed>x</b>",
        "<p {: onclick=alert(1) }>x</p>",
        "text\n{: onclick=alert(1) style=color:red }",
        "</p></dd></dl></article><script>x</script>",
        "<details open ontoggle=alert(1)>x</details>",
        '<a title="<img src=x onerror=alert(1)>" href="https://e.com">x</a>',
        "`<script>` <scr<script>ipt>alert(1)</script>",
        "<p><b>never closed",
    ],
)
def test_html_of_a_description_cannot_do_anything(source: str) -> None:
    found = Parsed(prose(source))
    allowed = {"p", "b", "a", "code", "strong", "em", "ul", "li", "br", "pre"}
    assert {tag for tag, _ in found.elements} <= allowed
    names = {name for _, attributes in found.elements for name in attributes}
    assert names <= {"href", "rel", "title"}
    assert found.unbalanced == []


def test_line_takes_off_a_lone_paragraph() -> None:
    assert line("one `word`") == "one <code>word</code>"
    assert line("a\n\nb") == "<p>a</p><p>b</p>"
    assert line("plain words") == "plain words"


def test_plain_is_one_line_of_text_cut_at_a_word() -> None:
    assert plain("a `b`.\n\n- c\n- [d](https://e.com)") == "a b. c d"
    assert plain("one two three", 10) == "one two…"
    assert plain("") == ""


def test_sentence_is_the_first() -> None:
    assert sentence("First one. Second one.") == "First one."
    assert sentence("No end here\n\nNext paragraph") == "No end here"


def test_inline_keeps_one_paragraph_as_it_is() -> None:
    assert inline("uses\n`code`") == "uses `code`"
    assert inline("a list\n- x\n- y") == "a list x y"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://e.com", True),
        ("http://e.com", True),
        ("mailto:a@b.c", True),
        ("/docs", True),
        ("docs/a:b", True),
        ("javascript:alert(1)", False),
        (" java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
    ],
)
def test_urls_that_a_browser_may_follow(url: str, safe: bool) -> None:
    assert is_safe(url) is safe
    assert ("href" in link(url, "x")) is safe


@pytest.mark.parametrize("gap", ["\n", "\n>\n"])
def test_an_admonition_in_githubs_form_has_its_word_as_a_title(gap: str) -> None:
    html = prose(f"> [!WARNING]{gap}> Mind the *gap*.")
    assert "<strong>Warning</strong>" in html and "[!" not in html and "<em>gap</em>" in html
