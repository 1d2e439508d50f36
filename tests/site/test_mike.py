"""Sites that are published with mike, beside each other on a branch."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import Project

MIKE = Path(sys.executable).parent / "mike"
PROVIDER = "\nextra:\n  version: {provider: mike}\n"


def git(project: Project, *arguments: str) -> str:
    own = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *own, *arguments]
    return subprocess.run(command, cwd=project.folder, check=True, capture_output=True, text=True).stdout


def deploy(project: Project, *arguments: str) -> None:
    # It starts MkDocs, or ProperDocs where that is installed, by name.
    path = {**os.environ, "PATH": f"{MIKE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [MIKE, "deploy", *arguments]
    done = subprocess.run(command, cwd=project.folder, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def published(project: Project) -> Project:
    if not MIKE.exists():
        pytest.skip("mike is not installed")
    config = (project.folder / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", config.replace("plugins:\n", "plugins:\n  - mike\n") + PROVIDER)
    git(project, "init", "-q", "-b", "main")
    git(project, "config", "user.name", "A")
    git(project, "config", "user.email", "a@example.com")
    project.write(".gitignore", "site/\n.cache/\n")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "First")
    deploy(project, "1.0", "latest", "--update-aliases")
    return project


def files(project: Project) -> dict[str, str]:
    """Path and object of every file of the branch."""
    lines = git(project, "ls-tree", "-r", "gh-pages").splitlines()
    return {path: entry.split()[2] for entry, _, path in (line.partition("\t") for line in lines)}


def test_two_versions_stand_side_by_side_and_share_what_is_alike(published: Project) -> None:
    first = files(published)
    published.write("docs/index.md", "# Weather\n\nAnother day.\n")
    deploy(published, "2.0", "latest", "--update-aliases")
    both = files(published)
    told = json.loads(git(published, "show", "gh-pages:versions.json"))
    assert [(one["version"], one["aliases"]) for one in told] == [("2.0", ["latest"]), ("1.0", [])]
    assert {path: both[path] for path in first if path.startswith("1.0/")} == {
        path: blob for path, blob in first.items() if path.startswith("1.0/")
    }
    for version in ("1.0", "2.0"):
        page = git(published, "show", f"gh-pages:{version}/reference/keys/create-key/index.html")
        assert '"provider": "mike"' in page  # the theme's switcher reads versions.json where this is said
        assert f"https://docs.example/weather/{version}/reference/keys/create-key/" in page
        for target in set(re.findall(r'(?:href|src)="?(\.\.[^"# >]*)', page)):
            path = (Path(version, "reference/keys/create-key") / target).as_posix()
            parts: list[str] = []
            for part in path.split("/"):
                parts = parts[:-1] if part == ".." else [*parts, part]
            name = "/".join(parts).rstrip("/")
            assert name in both or f"{name}/index.html".lstrip("/") in both, target
    new = {path.removeprefix("2.0/") for path in both if path.startswith("2.0/")}
    changed = {path for path in new if both[f"2.0/{path}"] != both.get(f"1.0/{path}")}
    assert not [path for path in changed if path.endswith((".js", ".css", "contract.json", "index.md"))]
