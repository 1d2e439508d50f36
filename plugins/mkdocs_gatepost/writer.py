"""The pages of the reference as files of the site."""

import re
from collections.abc import Mapping, Sequence
from hashlib import blake2b

import msgspec

from gatepost import Built, Marks, Page
from mkdocs_gatepost.backlinks import GUIDES, Guides, in_page, in_twin
from mkdocs_gatepost.output import Output
from mkdocs_gatepost.shell import Neighbour, Shell
from mkdocs_gatepost.theme import EXPECTED

CONSOLE = re.compile(r"<gatepost-console\b.*?</gatepost-console>", re.DOTALL)
CALLABLE = ("operation", "tool", "prompt", "resource", "server")
"""The kinds of pages with a contract beside them."""
TYPES = {
    "index.html": "text/html; charset=utf-8",
    "index.md": "text/markdown; charset=utf-8",
    "contract.json": "application/json",
}
"""The files at a page's address, with their media types."""


class Part(msgspec.Struct, frozen=True, eq=False):
    """Pages below one entry of the navigation.

    `paths` are the pages in reading order, `ends` what stands before the first and after the last of them.
    """

    shell: Shell
    paths: Sequence[str]
    ends: tuple[Neighbour | None, Neighbour | None]


class Site:
    """The reference of one build: each page in the theme, with its Markdown twin and its contract beside it.

    Without `console` pages have neither its placeholder nor a contract; with `runs` their Python samples can be run in
    the page. With `injected` the pages themselves are
    MkDocs' own, and only what stands beside them is ours. `guides` lead to pages, by path; `marks` are put
    into descriptions; `edits` are where the words of pages are edited, by path.
    """

    def __init__(
        self,
        built: Built,
        parts: Sequence[Part],
        *,
        console: bool,
        runs: bool = False,
        injected: bool = False,
        guides: Mapping[str, Guides] | None = None,
        marks: Marks | None = None,
        edits: Mapping[str, str] | None = None,
    ) -> None:
        self._guides, self._marks, self._edits = guides or {}, marks, edits or {}
        self._words = blake2b(marks.basis.encode(), digest_size=16).digest() if marks else b""
        self._built, self._console, self._injected = built, console, injected
        self._runs = runs
        known = {outline.path: outline for outline in built.outlines}
        self._outlines = {path: known[path] for part in parts for path in part.paths}
        self._shells = {path: part.shell for part in parts for path in part.paths}
        self._around: dict[str, tuple[Neighbour | None, Neighbour | None]] = {}
        for part in parts:
            row = [part.ends[0], *(Neighbour(path, known[path].title) for path in part.paths), part.ends[1]]
            self._around |= {path: (row[index], row[index + 2]) for index, path in enumerate(part.paths)}

    def has(self, path: str) -> bool:
        """Whether this is the path of a page."""
        return path in self._outlines

    def answer(self, url: str) -> tuple[str, bytes] | None:
        """Return media type and content of what stands at a URL relative to the site; None for what is not ours."""
        if url == EXPECTED:
            return ("application/gzip", self._built.expected)
        path, slash, name = url.rpartition("/")
        name = name or "index.html"
        if path + slash not in self._outlines or name not in TYPES or self._injected:
            return None
        page = self._built.page(path + slash)
        content = self._content(name, page)
        return (TYPES[name], content) if content else None

    def write(self, output: Output) -> int:
        """Bring the files of the site up to date; return how many pages changed."""
        changed = 0
        for path in self._outlines:
            stale = {name: key for name, key in self._keys(path).items() if not output.holds(path + name, key)}
            if not stale:
                self._built.keep(path)
                continue
            changed += 1
            page = self._built.page(path)
            for name, key in stale.items():
                output.write(path + name, key, self._content(name, page))
        return changed

    def _keys(self, path: str) -> dict[str, str]:
        """Return what each file of a page is made from, as a digest."""
        digest, kind, around = self._built.digest(path), self._outlines[path].kind, self._around[path]
        guides = self._guides.get(path, ())
        keys = {"index.md": f"{digest} {guides}" if guides else digest}
        if self._console and kind in CALLABLE:
            keys["contract.json"] = digest
        if not self._injected:
            shell = self._shells[path]
            edit = self._edits.get(path, "")
            frame = shell.frame(path, kind, *around, edit).digest
            links = shell.links.of(path)
            basis = repr((digest, frame, self._console, self._runs, around, links, guides, self._words, edit))
            keys["index.html"] = blake2b(basis.encode(), digest_size=16).hexdigest()
        return keys

    def _content(self, name: str, page: Page) -> bytes | None:
        """Return a file of a page; None where there is none."""
        guides = self._guides.get(page.path, ())
        if name == "index.md":
            return (page.markdown + in_twin(guides, page.path)).encode()
        if name == "contract.json":
            return msgspec.json.encode(page.contract) if self._console and page.contract else None
        if self._marks:
            page = msgspec.structs.replace(page, body=self._marks.in_body(page.body, page.path))
        html = self._shells[page.path].fill(page, *self._around[page.path], self._edits.get(page.path, ""))
        return completed(html, page.path, guides, console=self._console, runs=self._runs).encode()


def completed(html: str, path: str, guides: Guides, *, console: bool, runs: bool) -> str:
    """Return a page with what the whole build says of it: guides that lead there, and what can be called and run."""
    html = GUIDES.sub(lambda _: in_page(guides, path), html, count=1)
    if runs:
        html = html.replace("<gatepost-console ", "<gatepost-console data-runs ", 1)
    return html if console else CONSOLE.sub("", html)
