"""Marks come off without a trace."""

from gatepost.render.samples import marks


def test_strip_leaves_the_code() -> None:
    number = f"{marks.NUMBER}1{marks.END}"
    marked = "f(" + marks.string('"a"') + ", " + marks.slot(f"{number}, {marks.inner('b')}") + ")"
    assert marks.strip(marked) == 'f("a", 1, b)'
