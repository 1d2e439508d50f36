"""Guides in their parts."""

import pytest

from gatepost.lint.guide_text import read_guide, sentences

GUIDE = """---
type: how-to
---
# Title

One `a.b` here. Two
there.

1. Step

    ```sh
    curl x
    ```

    More of the step.

!!! note "Words"
    Inside.

| a | b |
|---|---|

Plain.

    indented code

<!-- hidden
GET /v1/nothing -->
## Next
~~~
no language
~~~
"""


def test_blocks_have_kinds_and_lines() -> None:
    guide = read_guide("x.md", GUIDE)
    found = [(block.kind, block.line, block.text.strip()) for block in guide.blocks]
    assert found == [
        ("heading", 4, "Title"),
        ("paragraph", 6, "One `a.b` here. Two\nthere."),
        ("item", 9, "1. Step"),
        ("code", 12, "curl x"),
        ("paragraph", 15, "More of the step."),
        ("paragraph", 18, "Inside."),
        ("row", 20, "| a | b |"),
        ("row", 21, "|---|---|"),
        ("paragraph", 23, "Plain."),
        ("heading", 29, "Next"),
        ("code", 31, "no language"),
    ]
    assert guide.meta == {"type": "how-to"}
    assert [section.heading.text if section.heading else "" for section in guide.sections] == ["Title", "Next"]


def test_sentences_end_outside_of_code() -> None:
    text = "Call `x. y` now. Then; wait."
    assert [text[start:end] for start, end in sentences(text)] == ["Call `x. y` now.", "Then;", "wait."]


@pytest.mark.parametrize(
    ("source", "broken"),
    [
        ("---\na: [\n---\nx", "it is not YAML"),
        ("---\n- a\n---\nx", "it is not a map"),
        ("---\ntitle: <script>\n---\nx", ""),
        ("---\nno end", ""),
        ("---\na: !!python/object:os.system x\n---\n", "it is not YAML"),
    ],
)
def test_front_matter_that_cannot_be_read_is_told(source: str, broken: str) -> None:
    assert read_guide("x.md", source).broken.startswith(broken) and bool(read_guide("x.md", source).broken) == bool(
        broken
    )


def test_the_line_counts_front_matter() -> None:
    assert read_guide("x.md", "---\na: 1\nb: 2\n---\n\ntext").blocks[0].line == 6
