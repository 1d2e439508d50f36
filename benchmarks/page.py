"""What a reader downloads: HTML, script, console, and the size of the document tree."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import sites
from benchmarks.build import cold
from benchmarks.results import Result

IMPORT = re.compile(r'(?:from|import)"\./([^"]+)"')
ELEMENT = re.compile(rb"<[a-zA-Z]")


def results(work: Path) -> Iterator[Result]:
    """Weigh every operation page of GitHub's description, and of a third of it."""
    site = built(work)
    pages = operation_pages(site)
    sizes = [packed(page) for page in pages]
    yield Result("operation page HTML, mean", mean(sizes), 12, "less", "KB gzip", f"{len(sizes)} pages")
    third = sites.gatepost_site(work / "third", sites.resized(sites.github(), 400))
    cold(third)
    shared = {page.parent.name: packed(page) for page in operation_pages(third / "site")}
    both = [(packed(page), shared[page.parent.name]) for page in pages if page.parent.name in shared]
    ratio = sum(big for big, _ in both) / sum(small for _, small in both)
    yield Result("the same pages among 1,223 operations / among 400", ratio, 1.02, "less", "x", f"{len(both)} pages")
    elements = sorted(len(ELEMENT.findall(page.read_bytes())) for page in pages)
    share = 100 * sum(1 for count in elements if count <= 3000) / len(elements)
    middle, largest = elements[len(elements) // 2], elements[-1]
    detail = f"median {middle} elements, largest {largest}"
    yield Result("operation pages of at most 3,000 elements", share, 95, "more", "%", detail)
    assets = site / "assets/gatepost"
    yield Result("page script", packed(assets / "gatepost.js"), 10, "less", "KB gzip", "gatepost.js")
    console = with_imports(assets, next(assets.glob("console-????????.js")).name)
    detail = f"{len(console)} files; what editing, sign-in, MCP or Python need comes when it is used"
    yield Result("console when it opens", sum(map(packed, console)), 45, "less", "KB gzip", detail)


def built(work: Path) -> Path:
    """GitHub's site of Gatepost, built when it is not there from another suite."""
    site = work / "gatepost"
    if not (site / "site/reference/index.html").exists():
        sites.gatepost_site(site, sites.github())
        cold(site)
    return site / "site"


def operation_pages(site: Path) -> list[Path]:
    """The operation pages of a built site: those with a contract beside them."""
    return sorted(contract.parent / "index.html" for contract in (site / "reference").rglob("contract.json"))


def with_imports(assets: Path, name: str) -> list[Path]:
    """A script of the site and those that it imports at once, and so on."""
    found: dict[str, Path] = {}
    waiting = [name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = assets / name
            waiting += IMPORT.findall((assets / name).read_text())
    return list(found.values())


def packed(path: Path) -> float:
    """KB of a file as GitHub Pages sends it."""
    return len(gzip.compress(path.read_bytes(), 6)) / 1000


def mean(values: list[float]) -> float:
    """The arithmetic mean."""
    return sum(values) / len(values)
