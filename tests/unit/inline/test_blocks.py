"""Parts of the reference in guides."""

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from markdown import Markdown

from gatepost.inline import Guide, GuidesExtension, Targets
from gatepost.inline.excerpt import excerpt
from gatepost.model.address import Address
from gatepost.model.contract import Contract
from gatepost.model.page import Page
from gatepost.model.problem import Problem
from tests.unit.inline.conftest import link

BODY = (
    '<article class="gatepost-page"><h1>Create</h1><h2 id="authorization">A</h2><p>secret</p>'
    '<h2 id="query-parameters">Query</h2><dl><dt id="query-a">a <a href="../../schemas/x/#y">X</a> '
    '<a href="#body">b</a> <a href="https://e.example">c</a></dt></dl>'
    '<h2 id="body">Body <b>required</b></h2><p>name</p><h2 id="responses">R</h2><p>no</p></article>'
)


def page(path: str) -> Page:
    address = Address("operation", "POST /v1/keys")
    contract = Contract(address=str(address), method="POST", path="/v1/keys")
    return Page(path=path, title="Create a <key>", body=BODY, markdown="", address=address, kind="operation",
                summary="Makes one.", contract=contract)  # fmt: skip


@pytest.fixture
def runs() -> list[bool]:
    """Whether Python runs in the pages of the site."""
    return [True]


@pytest.fixture
def html(targets: Targets, problems: list[Problem], runs: list[bool]) -> Callable[[str], str]:
    def render(source: str) -> str:
        guide = Guide("docs/guide.md", lambda: source, link, problems.append, "../../")
        ours = GuidesExtension(guide, targets, read=page, console=True, runs=lambda: runs[0])
        return Markdown(extensions=[ours, "pymdownx.blocks.admonition", "admonition"]).convert(source)

    return render


def test_a_card_names_the_operation(html: Callable[[str], str], problems: list[Problem]) -> None:
    body = html("Before.\n\n/// operation | createKey\n///\n\n/// note | Title\nInside.\n///\n\nAfter.")
    assert problems == []
    assert 'data-method="POST"' in body and "<code>/v1/keys</code>" in body
    assert '<a href="../../reference/keys/create/">Create a &lt;key&gt;</a>' in body
    assert "Inside." in body and '<div class="admonition note">' in body and "<p>After.</p>" in body


def test_a_table_of_parameters_is_taken_over_without_ids(html: Callable[[str], str]) -> None:
    body = html("/// parameters | POST /v1/keys\n///")
    assert "<p>name</p>" in body and "secret" not in body and "no" not in body.split("name")[1]
    assert 'id="' not in body
    assert 'href="../../reference/schemas/x/#y"' in body
    assert 'href="../../reference/keys/create/#body"' in body
    assert 'href="https://e.example"' in body


def test_a_form_holds_the_values_given(html: Callable[[str], str], problems: list[Problem]) -> None:
    body = html('/// console | createKey\n{"name": "a \\"b\\" </script>"}\n///')
    assert 'contract="../../reference/keys/create/contract.json"' in body
    given = body.partition('data-given="')[2].partition('"')[0]
    assert json.loads(unescape(given)) == {"body": {"name": 'a "b" </script>'}}
    assert "</script>" not in body and problems == []


def test_a_sample_is_code_that_can_be_run(
    html: Callable[[str], str], problems: list[Problem], runs: list[bool]
) -> None:
    source = '/// sample | createKey\nfor one in []:\n    print("<b>", await one)\n///'
    body = html(source)
    assert problems == []
    assert 'data-contract="../../reference/keys/create/contract.json"' in body
    code = re.sub("<[^>]+>", "", body.partition("<code")[2].partition(">")[2].partition("</code>")[0])
    assert unescape(code) == 'for one in []:\n    print("<b>", await one)'
    runs[0] = False
    assert "data-contract" not in html(source)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("/// operation | createKeys\n///", "there is no operation `createKeys`. Did you mean `createKey`"),
        ("/// schema | Nothing\n///", "there is no schema `Nothing`"),
        ("/// schema | Usage\n///", "it has no fields"),
        ("/// console | createKey\n{name: 1}\n///", "its values are not JSON"),
        ("/// sample | createKey\n///", "it has no code"),
        ("/// sample | createKey\nprint(\n///", "its code is not Python"),
        ("/// migration | createKey\n///", "the site has one version only"),
    ],
)
def test_a_block_that_cannot_be_filled_is_a_problem(
    html: Callable[[str], str], problems: list[Problem], source: str, said: str
) -> None:
    body = html(f"# Title\n\n{source}\n")
    assert [problem.source.line for problem in problems] == [3]
    assert said in problems[0].message
    assert "gatepost-unknown" in body


def test_an_excerpt_ends_at_the_next_heading() -> None:
    assert excerpt(BODY, "reference/keys/create/", "", ("body",)) == "<p>name</p>"
    assert excerpt(BODY, "reference/keys/create/", "", ("other",)) == ""
