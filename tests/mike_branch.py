"""A project that is published with mike: versions of the whole site, beside each other on a branch."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.conftest import Project

MIKE = Path(sys.executable).parent / "mike"
PROVIDER = "\nextra:\n  version: {provider: mike}\n"


def git(project: Project, *arguments: str) -> str:
    """Run Git in the project; returns what it prints."""
    own = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    command = ["git", *own, *arguments]
    return subprocess.run(command, cwd=project.folder, check=True, capture_output=True, text=True).stdout


def deploy(project: Project, *arguments: str) -> None:
    """Run `mike deploy`, which must succeed."""
    # It starts MkDocs, or ProperDocs where that is installed, by name.
    path = {**os.environ, "PATH": f"{MIKE.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [MIKE, "deploy", *arguments]
    done = subprocess.run(command, cwd=project.folder, env=path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def start(project: Project) -> None:
    """Make a repository of the project, as the how-to has it, and publish 1.0 as the latest version."""
    if not MIKE.exists():
        pytest.skip("mike is not installed")
    config = (project.folder / "mkdocs.yml").read_text()
    with_mike = config.replace("plugins:\n", "plugins:\n  - mike: {canonical_version: latest}\n")
    project.write("mkdocs.yml", with_mike + PROVIDER)
    git(project, "init", "-q", "-b", "main")
    git(project, "config", "user.name", "A")
    git(project, "config", "user.email", "a@example.com")
    project.write(".gitignore", "site/\n.cache/\n")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "First")
    deploy(project, "1.0", "latest", "--update-aliases")


def files(project: Project) -> dict[str, str]:
    """Path and object of every file of the branch; an alias is one link."""
    lines = git(project, "ls-tree", "-r", "gh-pages").splitlines()
    return {path: entry.split()[2] for entry, _, path in (line.partition("\t") for line in lines)}


def checked_out(project: Project, folder: Path) -> Path:
    """Write the branch to a folder, as a host serves it, aliases included."""
    folder.mkdir()
    archive = project.folder / "gh-pages.tar"
    git(project, "archive", f"--output={archive}", "gh-pages")
    subprocess.run(["tar", "-xf", str(archive), "-C", str(folder)], check=True)
    return folder
