"""The theme's script waits where nothing behind it needs it at once."""

import pytest

from mkdocs_gatepost.theme import deferred

BUNDLE = '<p>text</p><script src="../assets/javascripts/bundle.a5f9.min.js"></script>'
DEFERRED = '<p>text</p><script defer src="../assets/javascripts/bundle.a5f9.min.js"></script>'


@pytest.mark.parametrize(
    "behind",
    [
        "",
        '<script src="gatepost.js" type="module"></script>',
        "<script type=module src=gatepost.js></script>",
        '<script defer src="own.js"></script><script type="application/ld+json">{}</script>',
    ],
)
def test_the_bundle_waits(behind: str) -> None:
    assert deferred(BUNDLE + behind) == DEFERRED + behind


@pytest.mark.parametrize("behind", ['<script src="own.js"></script>', "<script>document$.subscribe(run)</script>"])
def test_the_bundle_runs_first_where_a_script_behind_it_may_need_it(behind: str) -> None:
    assert deferred(BUNDLE + behind) == BUNDLE + behind


def test_a_theme_without_it_is_left_alone() -> None:
    assert deferred("<script src=theme.js></script>") == "<script src=theme.js></script>"
