"""Samples without language, images without text."""

import re
from collections.abc import Iterator

from gatepost.lint.guide_text import CODE_SPAN
from gatepost.lint.rule import Finding, Rule, World, code, prose
from gatepost.lint.scope import Scope

IMAGE = re.compile(r"!\[\s*\](?:\([^)]*\)|\[[^\]]*\])|<img\b(?![^>]*\balt\s*=)[^>]*>", re.IGNORECASE)


def check_samples(scope: Scope, world: World) -> Iterator[Finding]:
    """Find blocks of code that do not say what they are written in."""
    for _, block in code(scope.guide):
        if not block.label and block.text.strip():
            yield block.line - 1, "this sample does not say its language. Write it after the fence, or `text`."


def check_images(scope: Scope, world: World) -> Iterator[Finding]:
    """Find images that say nothing to who cannot see them."""
    for _, block in prose(scope.guide):
        for image in IMAGE.finditer(CODE_SPAN.sub(lambda found: " " * len(found[0]), block.text)):
            yield block.line_at(image.start()), 'this image has no text. Say what it shows, or `alt=""` if nothing.'


SAMPLES = Rule("sample-without-language", "note", check_samples)
IMAGES = Rule("image-without-text", "warning", check_images)
