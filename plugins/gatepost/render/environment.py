"""Templates: Gatepost's own, and those of a user before them."""

import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from gatepost.render.prose import line, prose
from gatepost.render.urls import step

TEMPLATES = Path(__file__).parent.parent / "templates"
_BETWEEN_TAGS = re.compile(r"(?<=[>}])[ \t]*\n\s*(?=<|\{[%#])|(?:(?<=>)|(?<=%\}))[ \t]*\n\s*(?=\{\{)")


class Compact(Extension):
    """Takes line breaks between tags out of templates: they are written to be read, pages to be sent."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the template without them, unless it has preformatted text of its own."""
        return source if "<pre>\n" in source else _BETWEEN_TAGS.sub("", source).rstrip("\n")


def make_environment(own: Path | None = None, bytecode: Path | None = None) -> Environment:
    """Return the environment: everything escaped, a variable that does not exist is an error."""
    folders = [folder for folder in (own, TEMPLATES) if folder is not None]
    if bytecode is not None:
        bytecode.mkdir(parents=True, exist_ok=True)
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[Compact],
        bytecode_cache=FileSystemBytecodeCache(str(bytecode)) if bytecode else None,
        auto_reload=False,
    )
    environment.filters["prose"] = lambda source, top=4: Markup(prose(source, top)) if source else ""  # noqa: S704
    environment.filters["line"] = lambda source: Markup(line(source)) if source else ""  # noqa: S704
    environment.filters["step"] = step
    return environment


def templates_digest(own: Path | None = None) -> bytes:
    """Return a digest of all templates, those of the user included."""
    digest = blake2b(_digest_of(TEMPLATES), digest_size=16)
    if own is not None:
        digest.update(_read(own))
    return digest.digest()


@cache
def _digest_of(folder: Path) -> bytes:
    return _read(folder)


def _read(folder: Path) -> bytes:
    digest = blake2b(digest_size=16)
    for path in sorted(folder.rglob("*.jinja")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.digest()
