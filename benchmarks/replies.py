"""Replies in the console: how soon the first event of a stream shows, what ten thousand or 200 MB cost a page."""

import gzip
import json
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import CHROMIUM
from benchmarks.results import Result
from gatepost import ASSETS
from tests.browser.awkward import Awkward, awkward_gateway
from tests.browser.console_panel import ConsolePanel
from tests.browser.operation_page import OperationPage
from tests.browser.test_replies import (
    CONFIGURATION,
    LONG_TASKS,
    OPERATION,
    STOPWATCH,
    ask,
    asked,
    delay,
    described,
    heap,
)
from tests.serving import static_site

MKDOCS = str(Path(sys.executable).parent / "mkdocs")
TIMED_READ = """
async url => {
  const start = performance.now();
  const reader = (await fetch(url)).body.getReader();
  while (!(await reader.read()).done);
  return performance.now() - start;
}
"""

FRAMES = """
async () => {
  const frames = [];
  for (let last = performance.now(); frames.length < 30; ) {
    await new Promise(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}
"""


def results(work: Path) -> Iterator[Result]:
    """Call a gateway that streams, in a page of its own for each measure."""
    yield Result("script for a first Send", _first_send() / 1000, 60, "less", "KB gzip")
    folder = work / "replies"
    with awkward_gateway() as gateway, static_site(_site(folder, gateway)) as base, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        yield _first_event(browser, base, gateway)
        yield from _many(browser, base, gateway)
        yield from _large(browser, base)
        browser.close()


def _site(folder: Path, gateway: Awkward) -> Path:
    (folder / "docs").mkdir(parents=True, exist_ok=True)
    (folder / "docs/index.md").write_text("# Replies\n")
    (folder / "api.json").write_text(json.dumps(described(gateway.url)))
    (folder / "mkdocs.yml").write_text(CONFIGURATION)
    subprocess.run([MKDOCS, "build", "--quiet"], cwd=folder, check=True, stderr=subprocess.DEVNULL)
    return folder / "site"


def _opened(browser: Browser, base: str) -> tuple[Page, ConsolePanel]:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    return page, OperationPage(page, base, OPERATION).try_it()


def _first_event(browser: Browser, base: str, gateway: Awkward) -> Result:
    page, console = _opened(browser, base)
    page.evaluate(STOPWATCH)
    delays = [delay(console, gateway) for _ in range(9)]
    frames: list[float] = page.evaluate(FRAMES)
    detail = (
        f"worst {max(delays):.0f} ms; a frame takes {statistics.median(frames):.0f} ms, at worst {max(frames):.0f} ms"
    )
    page.close()
    name = "first event on screen after it reaches the page, median of 9"
    return Result(name, statistics.median(delays), 50, "less", "ms", detail)


def _many(browser: Browser, base: str, gateway: Awkward) -> Iterator[Result]:
    page, console = _opened(browser, base)
    gateway.release()
    floor: float = page.evaluate(TIMED_READ, f"{gateway.url}/replies/many")
    ask(console, "many")
    console.panel.get_by_text("Raw events").click()
    page.evaluate(LONG_TASKS)
    start: float = page.evaluate("performance.now()")
    gateway.release()
    console.expect_status("200")
    took: float = page.evaluate("performance.now()") - start
    yield Result("10,000 events: longest task", page.evaluate("window.longest"), 200, "less", "ms")
    yield Result("10,000 events: memory of scripts", heap(page) / 1e6, 150, "less", "MB")
    yield Result("10,000 events to reading the same bytes and showing nothing", took / floor, 20, "less", "times")
    page.close()


def _large(browser: Browser, base: str) -> Iterator[Result]:
    page, console = _opened(browser, base)
    page.evaluate(LONG_TASKS)
    asked(console, "large")
    detail = "0 where none takes more than 50"
    yield Result("200 MB in one reply: longest task", page.evaluate("window.longest"), 200, "less", "ms", detail)
    yield Result("200 MB in one reply: memory of scripts", heap(page) / 1e6, 150, "less", "MB")
    page.close()


def _first_send() -> int:
    """Bytes that are loaded until the reply to a first Send shows, be it a stream or JSON; with the page's script."""
    manifest = json.loads((ASSETS / "manifest.json").read_text())
    opened = {"gatepost.js"} | _with_imports(manifest["console"]) | _part("validate") | _part("dials")
    return max(_weight(opened | reply) for reply in (_part("stream") | _part("events"), _part("json_view")))


def _part(name: str) -> set[str]:
    return _with_imports(next(ASSETS.glob(f"console-{name}-*.js")).name)


def _with_imports(name: str) -> set[str]:
    found, waiting = set[str](), [name]
    while waiting:
        if (name := waiting.pop()) not in found:
            found.add(name)
            waiting += re.findall(r'(?:from|import)"\./([^"]+)"', (ASSETS / name).read_text(encoding="utf-8"))
    return found


def _weight(names: set[str]) -> int:
    return sum(len(gzip.compress((ASSETS / name).read_bytes(), 9)) for name in names)
