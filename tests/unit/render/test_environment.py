from pathlib import Path

from gatepost.render.environment import TEMPLATES, make_environment, templates_digest


def test_every_public_template_only_extends_its_base() -> None:
    for path in TEMPLATES.glob("*.jinja"):
        assert path.read_text(encoding="utf-8") == f'{{% extends "_base/{path.name}" %}}\n'
        assert (TEMPLATES / "_base" / path.name).exists()


def test_templates_escape_and_lose_only_the_breaks_between_tags(tmp_path: Path) -> None:
    (tmp_path / "x.html.jinja").write_text("<p>\n  <b>\n    {{ x }}\n  </b>\n  two words\n</p>\n")
    made = make_environment(tmp_path).get_template("x.html.jinja").render(x="<i>")
    assert made.startswith("<p><b>&lt;i&gt;</b>")
    assert " ".join(made.split()) == "<p><b>&lt;i&gt;</b> two words </p>"


def test_the_digest_knows_names_and_contents(tmp_path: Path) -> None:
    one = templates_digest(tmp_path)
    (tmp_path / "x.html.jinja").write_text("a")
    other = templates_digest(tmp_path)
    (tmp_path / "x.html.jinja").write_text("b")
    assert len({templates_digest(), one, other, templates_digest(tmp_path)}) >= 3
