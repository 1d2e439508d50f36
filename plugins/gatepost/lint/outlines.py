"""What a new guide of each kind begins with: the parts that its kind has, to be written over."""

OUTLINES = {
    "tutorial": """\
What the reader has at the end, and what it takes: one paragraph.

## Begin

What is needed before the first step.

```sh
echo "a command that the reader types"
```

## Go on

What the reader sees now, and what it means.

## Where to go from here

Two or three links.
""",
    "how-to": """\
What this is for, in one or two sentences.

1. The first step.

2. The second step.

    ```sh
    echo "what it takes"
    ```

## When it does not work

What goes wrong most often, and what helps.
""",
    "concept": """\
What it is, in one paragraph that stands alone.

## Why it is so

The reason, and what would happen without it.

## What follows from it

What a reader should do otherwise, with links to how it is done.
""",
    "reference": """\
What is listed here, in one sentence.

| name | says |
| --- | --- |
| `name` | what it means |
""",
    "troubleshooting": """\
How to find the place on this page: by status, by message, by what is seen.

## The first thing that goes wrong

What is seen. Why it is so. What helps.
""",
}
"""Markdown below the title, by the `type` of the front matter."""


def outline(kind: str, title: str, owner: str = "") -> str:
    """Return the text of a new guide."""
    meta = f"type: {kind}\n" + (f"owner: {owner}\n" if owner else "")
    return f"---\n{meta}---\n# {title}\n\n{OUTLINES[kind]}"
