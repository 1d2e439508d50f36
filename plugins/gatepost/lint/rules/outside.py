"""What leads out of the project, and what front matter would smuggle into a page."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from gatepost.lint.rule import Finding, Rule, World, prose
from gatepost.lint.scope import Scope

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_SNIPPET = re.compile(r"^[ \t]*-+8<-+[ \t]+[\"']([^\"'\n]+)[\"']", re.MULTILINE)
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
SHOWN = ("title", "description")


def check_paths(scope: Scope, world: World) -> Iterator[Finding]:
    """Find links, images and snippets whose path leaves the project."""
    for _, block in prose(scope.guide):
        for found in _LINK.finditer(block.text):
            if _is_outside(found[1], scope.guide.file):
                yield block.line_at(found.start(1)), f"`{found[1]}` leads out of the project. Copy the file into it."
    source = scope.guide.source
    for found in _SNIPPET.finditer(source):
        path = found[1].partition(":")[0] if "://" not in found[1] else found[1]
        if path.startswith(("/", "~")) or "://" in path or ".." in path.split("/"):
            line = source.count("\n", 0, found.start(1)) + 1
            yield line, f"the snippet `{path}` leads out of the project. Copy the file into it."


def check_markup(scope: Scope, world: World) -> Iterator[Finding]:
    """Find HTML in what themes show of front matter."""
    for name in SHOWN:
        words = scope.guide.meta.get(name)
        if isinstance(words, str) and _MARKUP.search(words):
            yield scope.guide.line_of(f"{name}:"), f"`{name}` has markup, which is shown as text. Take it out."


def _is_outside(link: str, file: str) -> bool:
    path = unquote(link.partition("#")[0].partition("?")[0])
    return ".." in path.split("/") and posixpath.normpath(f"{posixpath.dirname(file)}/{path}").startswith("..")


PATHS = Rule("path-outside", "warning", check_paths)
MARKUP = Rule("markup-in-front-matter", "warning", check_markup)
