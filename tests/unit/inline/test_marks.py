"""Terms that are marked, and where they are not."""

import pytest
from markdown import Markdown

from gatepost.inline import Guide, GuidesExtension, Marks
from gatepost.model.term import Glossary, Term
from tests.unit.inline.conftest import link

TERMS = (
    Term(name="Key", slug="key", definition="x", forms=("Key", "keys")),
    Term(name="Virtual key", slug="virtual-key", definition="x", forms=("Virtual key", "virtual keys")),
    Term(name="RAG", slug="rag", definition="x", forms=("RAG",), case="exact"),
    Term(name="<b>", slug="b", definition="x", forms=("<b>",)),
)


@pytest.fixture
def marks() -> Marks:
    return Marks(Glossary(terms=TERMS), "glossary/")


def guide(marks: Marks, source: str) -> str:
    extension = GuidesExtension(Guide("", str, link, print), marks=marks)
    return Markdown(extensions=[extension, "tables", "toc", "attr_list", "fenced_code"]).convert(source)


def marked(html: str) -> list[str]:
    return [part.partition('"')[0] for part in html.split('data-term="')[1:]]


@pytest.mark.parametrize(
    ("source", "slugs"),
    [
        ("A key and a key.", ["key"]),
        ("A *virtual key* and **keys**, both.", ["virtual-key", "key"]),
        ("key\n\n## Next\n\nkey\n\n### Below\n\nkey", ["key", "key"]),
        ("- a key\n- RAG\n\n| RAG | keys |\n|---|---|\n| a | b |", ["key", "rag"]),
        ("`key` [key](x) ![key](y)\n\n    key\n\n```\nkey\n```\n\n# key\n\n<div>key</div>", []),
        ("rag monkey key_id", []),
        ("a key{: .x } after key", ["key"]),
    ],
)
def test_guides_are_marked_once_a_section_and_only_in_prose(marks: Marks, source: str, slugs: list[str]) -> None:
    assert marked(guide(marks, source)) == slugs


def test_text_around_marks_stays(marks: Marks) -> None:
    html = guide(marks, "One key & two *virtual keys* <i>end</i> of keys.")
    assert html == (
        '<p>One <a class="gatepost-term" data-term="key" href="/glossary/#key">key</a> &amp; two <em>'
        '<a class="gatepost-term" data-term="virtual-key" href="/glossary/#virtual-key">virtual keys</a></em> '
        "<i>end</i> of keys.</p>"
    )


@pytest.mark.parametrize(
    ("html", "slugs"),
    [
        ("<p>A key.</p><p>A key.</p>", ["key"]),
        ("<h2>Key</h2><p>key</p><h2>Two</h2><dl><dt>key</dt><dd>key <small>RAG</small></dd></dl>", ["key", "key"]),
        ('<p class="gatepost-lead">key</p><div>key</div><p><code>key</code> <a href="x">key</a></p>', []),
        (
            "<dd>RAG<details><summary>key</summary><dl><dd>a key<br>and more</dd></dl></details>keys</dd>",
            ["rag", "key"],
        ),
        ('<p>x</p><aside class="gatepost-aside"><p>key</p></aside>', []),
        ("<ul><li>key</li></ul>", ["key"]),
        ('<p>no &#34;key&#34; <em title="key > key">yes</em></p>', ["key"]),
    ],
)
def test_descriptions_are_marked_and_nothing_else(marks: Marks, html: str, slugs: list[str]) -> None:
    body = marks.in_body(html, "reference/keys/create/")
    assert marked(body) == slugs
    assert 'href="../../../glossary/#' in body or not slugs


def test_a_page_without_terms_is_not_touched(marks: Marks) -> None:
    html = "<p>Nothing of it.</p>"
    assert marks.in_body(html, "a/") is html
