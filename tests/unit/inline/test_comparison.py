"""What a block asks for when it compares versions."""

from collections.abc import Callable

import pytest
from markdown import Markdown

from gatepost.inline import Guide, GuidesExtension, Targets
from gatepost.inline.comparison import between
from gatepost.inline.embedded import Editions
from gatepost.model.address import Address
from gatepost.model.page import Page
from gatepost.model.problem import Problem
from tests.unit.inline.conftest import OUTLINES, link


class Told:
    """Versions that say what they were asked."""

    labels = ("2026-11", "v1.5", "2025-11")
    current = "2026-11"

    def comparison(self, address: Address, at: str, old: str, new: str) -> str:
        return f'<a href="changes/2026-11/">{address} of {at} from {old} to {new}</a>'


class Single(Told):
    labels = ("2026-11",)


TOLD = Told()


def page(path: str) -> Page:
    one = next(one for one in OUTLINES if one.path == path)
    name = one.address.name.partition("@")[0]
    return Page(path=path, title=one.title, body="", markdown="", address=Address(one.kind, name), kind=one.kind,
                version=one.version)  # fmt: skip


@pytest.fixture
def html(targets: Targets, problems: list[Problem]) -> Callable[..., str]:
    def render(source: str, editions: Editions | None = TOLD) -> str:
        guide = Guide("docs/guide.md", lambda: source, link, problems.append, "../")
        return Markdown(extensions=[GuidesExtension(guide, targets, read=page, editions=editions)]).convert(source)

    return render


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("createKey", "operation:POST /v1/keys of 2026-11 from v1.5 to 2026-11"),
        ("operation:createKey@2025-11", "operation:POST /v1/keys of 2026-11 from 2025-11 to 2026-11"),
        ("POST /v1/keys@2025-11..v1.5", "operation:POST /v1/keys of 2025-11 from 2025-11 to v1.5"),
        ("schema:Usage@v1.5..2026-11", "schema:Usage of 2026-11 from v1.5 to 2026-11"),
        ("tool:chat/post_message", "tool:chat/post_message of 2026-11 from v1.5 to 2026-11"),
    ],
)
def test_a_name_in_either_version_is_compared(
    html: Callable[..., str], problems: list[Problem], asked: str, said: str
) -> None:
    body = html(f"/// comparison | {asked}\n///")
    assert problems == []
    assert f'<a href="../changes/2026-11/">{said}</a>' in body


def test_its_page_counts_as_mentioned(html: Callable[..., str]) -> None:
    from gatepost.inline import mentioned

    body = html("/// comparison | createKey\n///")
    assert mentioned(body, "guide/", {"reference/keys/create/", "changes/2026-11/"}) == ("reference/keys/create/",)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("createKeys", "there is no operation `createKeys`"),
        ("createKey@2024-11", "there is no version `2024-11`. Did you mean `2026-11`"),
        ("createKey@2026-11..2025-11", "`2026-11` is not older than `2025-11`"),
        ("createKey@2025-11..2025-11", "`2025-11` is not older than `2025-11`"),
        ("createKey@..2025-11", "there is no version before `2025-11`"),
    ],
)
def test_what_cannot_be_compared_is_a_problem_with_its_line(
    html: Callable[..., str], problems: list[Problem], asked: str, said: str
) -> None:
    assert "gatepost-unknown" in html(f"# Title\n\n/// comparison | {asked}\n///")
    assert [problem.source.line for problem in problems] == [3]
    assert said in problems[0].message


@pytest.mark.parametrize("editions", [None, Single()])
def test_a_site_of_one_version_compares_nothing(
    html: Callable[..., str], problems: list[Problem], editions: Editions | None
) -> None:
    html("/// comparison | createKey\n///", editions)
    assert "the site has one version only" in problems[0].message


def test_an_at_sign_may_belong_to_a_path() -> None:
    assert between("GET /users/@me", Told()).name == "GET /users/@me"
    assert between("GET /users/@me@2025-11", Told()).old == "2025-11"
