"""Guides of Gatepost's own docs that no other test follows: their files are written, their commands run."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.site.conftest import DESCRIPTION, Project
from tests.unit.snapshot.stub import Stub

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TEMPLATES = ROOT / "plugins/gatepost/templates"
STYLES = ROOT / "frontend/src/styles"
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', re.MULTILINE | re.DOTALL)


def blocks(page: str) -> list[tuple[str, str, str]]:
    """Return language, file name and text of each block of code."""
    return BLOCK.findall((DOCS / page).read_text("utf-8"))


def follow(project: Project, page: str) -> None:
    for _, name, text in blocks(page):
        if name:
            project.write(name, text)


def run(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-ec", command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PATH": path, **environment},
        check=False,
    )


def test_a_themed_site(project: Project) -> None:
    follow(project, "how-to/theme-the-site.md")
    project.built()
    page = project.read("reference/forecasts/list-forecasts/index.html")
    assert '<a href="https://status.example.com">Is it up?</a>' in page
    assert 'data-md-color-primary="teal"' in project.read("index.html")
    ours, theirs = page.index("our.css"), page.index("assets/gatepost/gatepost.css")
    assert theirs < ours, "what a site says comes after what Gatepost says"
    assert "fonts.googleapis" not in page


def test_the_variables_that_are_named_are_those_that_there_are() -> None:
    declared = {
        name
        for path in STYLES.rglob("*.css")
        for name in re.findall(r"(--gatepost-[a-z-]+)\s*[:,]", path.read_text("utf-8"))
    }
    shown = set(re.findall(r"`(--gatepost-[a-z-]+)`", (DOCS / "reference/hooks.md").read_text("utf-8")))
    assert shown <= declared
    used = set(re.findall(r"(--gatepost-[a-z-]+):", (DOCS / "how-to/theme-the-site.md").read_text("utf-8")))
    assert used <= shown
    assert declared - shown <= {"--gatepost-tone", "--gatepost-header", "--gatepost-warning"}, declared - shown


def test_every_template_is_named_with_its_blocks() -> None:
    rows = re.findall(r"^\| `([\w.]+\.jinja)` \| (.*?) *\|$", (DOCS / "reference/hooks.md").read_text("utf-8"), re.M)
    told = {name: re.findall(r"`(\w+)`", blocks) for name, blocks in rows}
    found = {
        path.name: list(dict.fromkeys(re.findall(r"{%-?\s*block (\w+)", (TEMPLATES / "_base" / path.name).read_text())))
        for path in sorted(TEMPLATES.glob("*.jinja"))
    }
    assert told == found


def test_a_hook_of_a_site_sees_the_reference(project: Project) -> None:
    follow(project, "reference/hooks.md")
    project.built()
    for page in ("index.html", "reference/forecasts/list-forecasts/index.html"):
        assert "Questions go to the platform team." in project.read(page)


CI = "how-to/check-in-ci.md"


@pytest.fixture
def repository(project: Project) -> Project:
    """The project under Git, with a branch that changes the description."""
    git = "git -c user.name=x -c user.email=x@example.com"
    (project.folder / "docs/specs").mkdir()
    project.write(".gitignore", "site\n.cache\n")
    commands = [
        "git init -q -b main",
        "git add -A",
        f"{git} commit -qm one",
        "git update-ref refs/remotes/origin/main main",
    ]
    done = run("\n".join(commands), project.folder)
    assert done.returncode == 0, done.stderr
    project.describe({**DESCRIPTION, "paths": {"/forecasts": DESCRIPTION["paths"]["/forecasts"]}})
    return project


def test_the_commands_of_a_pipeline_end_as_the_table_says(repository: Project) -> None:
    push, pull, night = (text for language, name, text in blocks(CI) if language == "sh" and not name)
    assert (done := run(push, repository.folder)).returncode == 0, done.stdout + done.stderr
    done = run(pull, repository.folder)
    assert done.returncode == 3, done.stdout + done.stderr
    assert (repository.folder / "comment.md").read_text().startswith("<!-- gatepost diff -->")
    repository.write("docs/wrong.md", "# Wrong\n\n[x][operation:nothing]\n")
    assert run(push.splitlines()[0], repository.folder).returncode == 1
    with Stub({"/openapi.json": DESCRIPTION}) as stub:
        line = night.replace("https://gateway.example.com", stub.url)
        done = run(f"{line.partition('git diff')[0]}", repository.folder, GATEWAY_TOKEN="sk-secret")
        assert done.returncode == 0, done.stderr
        again = run(f"{line.partition('git diff')[0]}", repository.folder, GATEWAY_TOKEN="sk-secret")
        assert "up to date" in again.stdout
    assert "sk-secret" not in (repository.folder / "specs/gateway.json").read_text()


def test_the_pipelines_to_copy_call_commands_that_there_are() -> None:
    (gitlab,) = (text for _, name, text in blocks(CI) if name == ".gitlab-ci.yml")
    jobs = yaml.safe_load(gitlab)
    lines = [line for job in jobs.values() if isinstance(job, dict) for line in job.get("script", ())]
    steps = yaml.safe_load((DOCS / "how-to/pages.yml").read_text("utf-8"))["jobs"]["build"]["steps"]
    lines += [line for step in steps for line in step.get("run", "").splitlines()]
    ours = [shlex.split(line.partition(" > ")[0])[:2] for line in lines if line.startswith(("gatepost ", "mkdocs "))]
    assert {tuple(words) for words in ours} == {("gatepost", "check"), ("gatepost", "diff"), ("mkdocs", "build")}


def test_the_workflow_checks_everything_and_publishes_pushes_only() -> None:
    workflow = yaml.safe_load((DOCS / "how-to/pages.yml").read_text("utf-8"))
    steps = {step.get("name") or step.get("uses") or step["run"]: step for step in workflow["jobs"]["build"]["steps"]}
    cached = steps["actions/cache@v4"]["with"]
    assert cached["path"] == ".cache/gatepost" and cached["key"].startswith(cached["restore-keys"])
    names = list(steps)
    order = [names.index(name) for name in ("actions/cache@v4", "Build, and check links", "Publish")]
    assert order == sorted(order), "what is not built strictly is not published"
    assert steps["Build, and check links"]["run"] == "mkdocs build --strict"
    for name in ("Keep the build as a preview", "Say what changes"):
        assert steps[name]["if"] == "github.event_name == 'pull_request'"
    publish = steps["Publish"]
    assert publish["if"] == "github.event_name == 'push'" and "mike deploy --push --update-aliases" in publish["run"]
    assert workflow["permissions"] == {"contents": "write", "pull-requests": "write"}
    guide = (DOCS / "how-to/publish-to-github-pages.md").read_text("utf-8")
    for word in ("cache", "--strict", "mike", "pull request", "preview"):
        assert word in guide, word
