"""What the site loads besides the theme: Gatepost's own files, and nothing from another origin."""

import re
from collections.abc import Iterable, Iterator

import msgspec
from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from gatepost import ASSETS, Built, InPage

MATERIAL_FONTS = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material has where mkdocs.yml names no font."""
FOLDER = "assets/gatepost/"
THEME_SEARCH = ("assets/javascripts/lunr/", "assets/javascripts/workers/")
"""What Material's box loads: its languages and its worker, 1.2 MB."""
THEME_SEARCHES = ("search", "material/search")
"""The plugins that Material's box asks."""
BUNDLE = re.compile(r'<script(?= src="?[^"\s>]*assets/javascripts/bundle\.)')
WAITS = re.compile(r'\b(?:defer\b|type="?(?:module|application/(?:ld\+)?json)\b)')
EXPECTED = f"{FOLDER}expected.json.gz"
"""What the contract has of replies, compressed by us: hosts send it as it is."""


def keep_to_this_origin(config: MkDocsConfig) -> bool:
    """Let Material use the reader's own fonts, unless mkdocs.yml names some: it would fetch them from elsewhere.

    Return whether something was changed.
    """
    if config.theme.name != "material" or config.theme.get("font") != MATERIAL_FONTS:
        return False
    config.theme["font"] = False
    return True


def add_assets(config: MkDocsConfig) -> None:
    """Load Gatepost's style sheet and script in every page, once."""
    style, script = f"{FOLDER}gatepost.css", f"{FOLDER}gatepost.js"
    if style not in config.extra_css:
        config.extra_css.insert(0, style)
    if script not in map(str, config.extra_javascript):
        module = ExtraScriptValue(script)
        module.type = "module"
        config.extra_javascript.append(module)


def loaded(files: Iterable[File], config: MkDocsConfig) -> Iterator[File]:
    """Yield files without what only the theme's search would load, where the site has none."""
    searched = any(name in config.plugins for name in THEME_SEARCHES)
    return (file for file in files if searched or not file.src_uri.startswith(THEME_SEARCH))


def deferred(html: str) -> str:
    """Let Material's script wait until the page is shown; not where a script behind it may need it at once.

    As it comes it runs before the first layout and asks for one, so that both make one long task.
    """
    bundle = BUNDLE.search(html)
    if bundle is None:
        return html
    behind = re.findall(r"<script\b([^>]*)>", html[bundle.end() :])
    if not all(WAITS.search(attributes) for attributes in behind):
        return html
    return f"{html[: bundle.end()]} defer{html[bundle.end() :]}"


def asset_files(config: MkDocsConfig, *, console: bool) -> Iterator[File]:
    """Yield the scripts and styles as files of the site; the console's own only where it is used.

    Workers and the search are added by the plugins that need them; the editor is only served, never in a site.
    """
    for path in sorted(ASSETS.glob("*.*")):
        lazy = path.name.startswith(("console", "callback"))
        elsewhere = path.name.startswith(("pyodide", "search", "sentences", "edit"))
        if path.suffix in (".js", ".css", ".svg", ".html") and (console or not lazy) and not elsewhere:
            yield File.generated(config, f"{FOLDER}{path.name}", abs_src_path=str(path))


def search_scripts(config: MkDocsConfig) -> Iterator[File]:
    """Yield the scripts of the search box."""
    for path in sorted(ASSETS.glob("search-*.js")):
        yield File.generated(config, f"{FOLDER}{path.name}", abs_src_path=str(path))


def in_page_files(found: InPage, config: MkDocsConfig) -> Iterator[File]:
    """Yield what runs Python in a page as files of the site."""
    for name, content in found.files.items():
        if isinstance(content, bytes):
            yield File.generated(config, f"{FOLDER}{name}", content=content)
        else:
            yield File.generated(config, f"{FOLDER}{name}", abs_src_path=str(content))


def expected_file(built: Built, config: MkDocsConfig) -> Iterator[File]:
    """Yield what the console checks replies against; none where nothing can be called."""
    if built.expected:
        yield File.generated(config, EXPECTED, content=built.expected)


def navigation_files(built: Built, config: MkDocsConfig) -> Iterator[File]:
    """Yield the tree of the reference, which the page script reads."""
    for name, tree in built.navigation.items():
        yield File.generated(config, f"{FOLDER}navigation/{name}", content=msgspec.json.encode(tree))
