"""The whole reference as files, for a host that is not ours."""

import shutil
from html import escape
from pathlib import Path

import msgspec

from gatepost.finding import SEARCH_FOLDER, search_files
from gatepost.model.page import Page
from gatepost.pipeline import Built
from gatepost.settings import SearchSettings

ASSETS = Path(__file__).parent / "assets"
DOCUMENT = """<!doctype html><html lang="en" class="no-js"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="description" content="{summary}">
<title>{title}</title><link rel="stylesheet" href="{base}assets/gatepost/gatepost.css">
<script src="{base}assets/gatepost/gatepost.js" type="module"></script></head>
<body><main class="md-typeset">{body}</main></body></html>
"""


def export(built: Built, out: Path) -> int:
    """Write every page as `index.html` and `index.md`, with contracts, search, scripts and styles; return how many.

    The HTML is a document without a theme; its `article` can be taken into one. Files of an earlier export are
    written over, none is removed.
    """
    assets = out / "assets/gatepost"
    shutil.copytree(ASSETS, assets, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "sentences*"))
    for name, tree in built.navigation.items():
        _write(assets / name, msgspec.json.encode(tree))
    if built.expected:
        _write(assets / "expected.json.gz", built.expected)
    for name, content in search_files(built, SearchSettings()).items():
        _write(out / SEARCH_FOLDER / name, content)
    count = 0
    for page in built.pages():
        folder = out / page.path
        _write(folder / "index.html", _document(page).encode())
        _write(folder / "index.md", page.markdown.encode())
        if page.contract is not None:
            _write(folder / "contract.json", msgspec.json.encode(page.contract))
        count += 1
    return count


def _document(page: Page) -> str:
    return DOCUMENT.format(
        summary=escape(page.summary), title=escape(page.title), base="../" * page.path.count("/"), body=page.body
    )


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
