"""Opening one operation page cold in Chromium: bytes, LCP, layout shift, long tasks; and the same with peers."""

import json
import shutil
import statistics
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Browser, TimeoutError, sync_playwright

from benchmarks import sites
from benchmarks.page import built, operation_pages
from benchmarks.results import Result
from tests.serving import static_site

PEERS = Path(__file__).parent / "peers/node_modules"
CHROMIUM = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")
OPENINGS = 5
OBSERVE = """
window.seen = {lcp: 0, shift: 0, task: 0};
new PerformanceObserver(l => l.getEntries().forEach(e => seen.lcp = e.startTime))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => { if (!e.hadRecentInput) seen.shift += e.value }))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(l => l.getEntries().forEach(e => seen.task = Math.max(seen.task, e.duration)))
  .observe({type: 'longtask', buffered: true});
"""
PEER_PAGES = {
    "Redoc 2.5.4": ("redoc/bundles/redoc.standalone.js", "<redoc spec-url='gateway.json'></redoc>"),
    "Scalar 1.72.1": (
        "@scalar/api-reference/dist/browser/standalone.js",
        "<script id='api-reference' data-url='gateway.json'></script>",
    ),
    "RapiDoc 9.3.8": ("rapidoc/dist/rapidoc-min.js", "<rapi-doc spec-url='gateway.json'></rapi-doc>"),
    "Elements 9.0.25": (
        "@stoplight/elements/web-components.min.js",
        "<elements-api apiDescriptionUrl='gateway.json' router='hash'></elements-api>",
    ),
}


class Opening(NamedTuple):
    """One cold opening: KB over the wire without headers, milliseconds, unitless shift."""

    kilobytes: float
    lcp: float
    shift: float
    task: float


def results(work: Path) -> Iterator[Result]:
    """Open a large, a middle and a small operation page under a four times slower processor."""
    site = built(work)
    pages = sorted(operation_pages(site), key=lambda page: page.stat().st_size)
    chosen = [pages[len(pages) // 2], pages[len(pages) * 95 // 100], pages[0]]
    with sync_playwright() as playwright, static_site(site) as base:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        urls = [base + str(page.parent.relative_to(site)) + "/" for page in chosen]
        by_page = [[opened(browser, url, 4) for _ in range(OPENINGS)] for url in urls]
        slow = [one for openings in by_page for one in openings]
        yield Result("opening an operation page, all bytes", max(o.kilobytes for o in slow), 100, "less", "KB gzip")
        detail = f"median of {len(urls)} pages, {OPENINGS} openings each, processor 4 times slower"
        yield Result("LCP", statistics.median(o.lcp for o in slow), 1500, "less", "ms", detail)
        yield Result("layout shift", max(o.shift for o in slow), 0.02, "less", "", "largest of the same openings")
        longest = max(statistics.median(o.task for o in openings) for openings in by_page)
        worst = f"median of the openings of the slowest page; {max(o.task for o in slow):.0f} ms in the worst opening"
        yield Result("longest task", longest, 200, "less", "ms", worst)
        ours = opened(browser, urls[0], 1)
        yield from against_peers(browser, work, ours)
        browser.close()


def against_peers(browser: Browser, work: Path, ours: Opening) -> Iterator[Result]:
    """Open the whole description in each renderer that is installed, at full speed."""
    folder = work / "renderers"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copyfile(sites.GITHUB, folder / "gateway.json")
    with static_site(folder) as base:
        for name, (script, markup) in PEER_PAGES.items():
            if not (PEERS / script).exists():
                continue
            file = name.partition(" ")[0].lower()
            shutil.copyfile(PEERS / script, folder / f"{file}.js")
            head = f"<!doctype html><meta charset=utf-8><title>{name}</title>"
            (folder / f"{file}.html").write_text(f"{head}<body>{markup}<script src='{file}.js'></script>")
            peer = opened(browser, f"{base}{file}.html", 1, patience=60_000)
            lcp = f"{peer.lcp:.0f} ms" if peer.lcp else "none in a minute"
            detail = f"{peer.kilobytes:.0f} KB / {ours.kilobytes:.0f} KB; LCP {lcp} / {ours.lcp:.0f} ms"
            yield Result(f"bytes, {name} / Gatepost", peer.kilobytes / ours.kilobytes, 1, "more", "x", detail)


def opened(browser: Browser, url: str, slowdown: int, patience: int = 0) -> Opening:
    """Open a URL in a fresh profile. `patience` is how long, in ms, a page may draw nothing after it has loaded."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.add_init_script(OBSERVE)
    page.goto(url, wait_until="load", timeout=120_000)
    if patience:
        with suppress(TimeoutError):
            page.wait_for_function("seen.lcp > 0", timeout=patience)
        # What is drawn first may not be the largest yet.
        page.wait_for_timeout(10_000)
    page.wait_for_timeout(1500)
    seen: dict[str, Any] = json.loads(page.evaluate("JSON.stringify(seen)"))
    context.close()
    return Opening(sum(received) / 1000, seen["lcp"], seen["shift"], seen["task"])
