"""No link of the demo site, and no anchor, leads nowhere: a checker that is not ours has followed them all."""

from pathlib import Path

from tests.link_checker import broken_links


def test_every_link_and_every_anchor_of_the_demo_site_leads_somewhere(demo_site: Path) -> None:
    assert broken_links(demo_site) == []


def test_the_checker_finds_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "index.html").write_text('<a href="there/">A</a><a href="gone/">B</a><a href="there/#no">C</a>')
    (tmp_path / "there/index.html").write_text('<h1 id="yes">There</h1><a href="#yes">D</a><a href="../lost.js">E</a>')
    assert [link.partition(" < ")[0] for link in broken_links(tmp_path)] == ["gone/", "lost.js", "there/#no"]
