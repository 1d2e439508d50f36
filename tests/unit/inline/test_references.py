"""Deep links in Markdown."""

from collections.abc import Callable

import pytest

from gatepost.model.problem import Problem

Html = Callable[[str], str]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("[make *one*][operation:createKey]", 'href="/reference/keys/create/" title="POST /v1/keys">make <em>one'),
        ("[][operation:createKey]", ">Create a &lt;key&gt;</a>"),
        ("[operation:createKey]", ">Create a &lt;key&gt;</a>"),
        ("[operation:createKey][]", ">Create a &lt;key&gt;</a>"),
        ("[][POST\n/v1/keys]", ">Create a &lt;key&gt;</a>"),
        ("[the `name`][operation:createKey.name]", 'href="/reference/keys/create/#body-name"'),
        ("[schema:Usage.total_tokens]", "<code>Usage.total_tokens</code></a>"),
        ("[tool:chat/post_message]", ">Post a message</a>"),
        ("| a |\n|---|\n| [][tool:chat/post_message] |", ">Post a message</a>"),
    ],
)  # fmt: skip
def test_brackets_that_name_a_part_become_a_link(
    html: Html, problems: list[Problem], source: str, expected: str
) -> None:
    assert expected in html(source)
    assert problems == []


@pytest.mark.parametrize(
    "source",
    [
        "`[operation:createKey]`",
        "```\n[operation:createKey]\n```",
        "\\[operation:createKey]",
        "[operation:createKey](https://e.example)",
        "[words][elsewhere]\n\n[elsewhere]: https://e.example",
        "[operation: one of three]",
        "![operation:createKey][picture]",
        "[x] [y] [a: b]",
        "[operation:createKey",
    ],
)
def test_other_brackets_are_left_alone(html: Html, problems: list[Problem], source: str) -> None:
    assert "gatepost-" not in html(source)
    assert problems == []


def test_a_link_that_leads_nowhere_is_a_problem_at_its_line(html: Html, problems: list[Problem]) -> None:
    body = html("# One\n\n[operation:createKeys]\n\n[words][operation:createKeys] <b>\n")
    assert [str(problem).partition(": error: ")[0] for problem in problems] == ["docs/guide.md:3", "docs/guide.md:5"]
    assert problems[0].rule == "unknown-target"
    assert "Did you mean `createKey`" in problems[0].message
    assert '<span class="gatepost-unknown">words</span>' in body


def test_hostile_names_are_text(html: Html, problems: list[Problem]) -> None:
    body = html("[operation:<img/src=x>]\n\n[tool:javascript:alert(1)]\n\n[schema:__proto__.constructor]")
    assert "<img" not in body and "href" not in body
    assert len(problems) == 3
