"""The sandbox in the page: bytes, the first answer against a bare start of Pyodide, calls once it is warm."""

import gzip
import re
import shutil
import statistics
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import CHROMIUM
from benchmarks.measure import tool
from benchmarks.results import Result
from tests.serving import static_site

ROOT = Path(__file__).parents[1]
PYODIDE = ROOT / "frontend/node_modules/pyodide"
BARE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
OPERATION = "reference/models/list-models/"
ROUNDS = 3
CALLS = 30
BARE_WORKER = """
import { loadPyodide } from './pyodide.mjs';
const python = await loadPyodide();
python.setStdout({ batched: line => postMessage(line) });
python.runPython('print(1)');
"""
BARE = """
() => new Promise(done => {
  const start = performance.now();
  new Worker('./bare.js', { type: 'module' }).onmessage = () => done(performance.now() - start);
})
"""
WATCH = """
window.longest = 0;
new PerformanceObserver(l => l.getEntries().forEach(e => longest = Math.max(longest, e.duration)))
  .observe({type: 'longtask', buffered: true});
"""
FIRST = """
button => new Promise(done => {
  const start = performance.now();
  const panel = button.closest('.gatepost-console-panel');
  new MutationObserver(() => {
    if (panel.querySelector(".gatepost-status[data-state='ok']")) done(performance.now() - start);
  }).observe(panel, { subtree: true, childList: true, attributes: true });
  window.longest = 0;
  button.click();
})
"""
WARM = """
async ([chunk, calls, body]) => {
  const { SandboxTransport } = await import(chunk);
  const url = path => new URL(path, chunk).href;
  const site = await (await fetch(url('site.json'))).json();
  const { inPage } = site.targets.find(target => target.inPage);
  const python = { ...inPage.python, folder: url(inPage.python.folder) };
  const base = new URL('../../sandbox', chunk);
  const transport = new SandboxTransport(base, {
    ...inPage, worker: url(inPage.worker), archive: url(inPage.archive), python,
  });
  const headers = [['authorization', 'Bearer sk-sandbox'], ['content-type', 'application/json']];
  const call = async (method, path, body) => {
    const start = performance.now();
    const sent = { method, url: base.href + path, headers, secret: false, ...(body ? { body } : {}) };
    let chunks = 0;
    for await (const event of transport.send(sent, new AbortController().signal)) chunks += event.kind === 'chunk';
    return { time: performance.now() - start, chunks };
  };
  await call('GET', '/v1/models');
  const times = [];
  for (let turn = 0; turn < calls; turn += 1) {
    times.push((await call('GET', '/v1/models')).time);
    times.push((await call('POST', '/v1/chat/completions', JSON.stringify({ ...body, user: String(turn) }))).time);
  }
  const { chunks } = await call('POST', '/v1/chat/completions', JSON.stringify({ ...body, stream: true }));
  return { times, chunks };
}
"""


RUN = """
([source, ended]) => new Promise(done => {
  const start = performance.now();
  const block = document.querySelector('.gatepost-samples [data-tab="python"] pre');
  if (source) block.querySelector('code').textContent = source;
  const panel = block.parentElement;
  const state = panel.querySelector('.gatepost-runner-state');
  if (state) state.dataset.state = 'forgotten';
  window.longest = 0;
  new MutationObserver((_, watch) => {
    if (panel.querySelector('.gatepost-runner-state')?.dataset.state !== ended) return;
    watch.disconnect();
    done(performance.now() - start);
  }).observe(panel, { subtree: true, childList: true, attributes: true });
  block.querySelector('.gatepost-run').click();
})
"""
STOP = """
() => new Promise(done => {
  const start = performance.now();
  const state = document.querySelector('.gatepost-runner-state');
  new MutationObserver(() => state.dataset.state === 'stopped' && done(performance.now() - start))
    .observe(state, { attributes: true });
  document.querySelector('.gatepost-stop').click();
})
"""
LOUD = "while True:\n    print('again and again')"


def results(work: Path) -> Iterator[Result]:
    """Build the demo site and let a fresh reader of it press Send, in turn with a bare start of Pyodide."""
    site, bare = work / "in-page", _bare(work / "bare-pyodide")
    command = [tool("mkdocs"), "build", "--quiet", "--site-dir", str(site)]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)
    with sync_playwright() as playwright, static_site(site, "/repo/") as ours, static_site(bare) as theirs:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        pairs = [(_bare_start(browser, theirs), _first(browser, ours)) for _ in range(ROUNDS)]
        starts, firsts = [pair[0] for pair in pairs], [pair[1][0] for pair in pairs]
        ratio = statistics.median(first / start for start, first in zip(starts, firsts, strict=True))
        detail = f"{statistics.median(firsts):.0f} / {statistics.median(starts):.0f} ms, {ROUNDS} pairs in turn"
        yield Result("first answer in the page / bare Pyodide that prints", ratio, 2.5, "less", "x", detail)
        yield Result("longest task of the page meanwhile", max(pair[1][1] for pair in pairs), 100, "less", "ms")
        yield from _warm(browser, ours, site)
        yield from _sample(browser, ours, statistics.median(starts))
        browser.close()


def _bare(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name in BARE_FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    (folder / "bare.js").write_text(BARE_WORKER)
    (folder / "index.html").write_text("<!doctype html><title>bare</title>")
    return folder


def _bare_start(browser: Browser, url: str) -> float:
    """Milliseconds from the worker's making to its first printed line."""
    page = browser.new_context().new_page()
    page.set_default_timeout(120_000)
    page.goto(url)
    took: float = page.evaluate(BARE)
    page.context.close()
    return took


def _first(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds from Send to the end of the first answer, and those of the longest task until then."""
    page = _opened(browser, url)
    took: float = page.get_by_role("button", name="Send", exact=True).evaluate(FIRST)
    longest: float = page.evaluate("longest")
    page.context.close()
    return took, longest


def _warm(browser: Browser, url: str, site: Path) -> Iterator[Result]:
    page = _opened(browser, url)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="Send", exact=True).evaluate(FIRST)
    files = [site / urlsplit(one).path.removeprefix("/repo/") for one in asked if re.search(r"pyodide|sandbox", one)]
    total = sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1e6
    yield Result("bytes of the first use", total, 6.5, "less", "MB gzip", f"{len(files)} files, all of this site")
    [chunk] = (site / "assets" / "gatepost").glob("console-transport-*.js")
    body = {"model": "fast", "messages": [{"role": "user", "content": "How do fallbacks work?"}]}
    measured = page.evaluate(WARM, [f"{url}assets/gatepost/{chunk.name}", CALLS, body])
    detail = f"{2 * CALLS} calls, the slowest {max(measured['times']):.0f} ms"
    yield Result("a warm call in the page", statistics.median(measured["times"]), 30, "less", "ms", detail)
    yield Result("chunks of a streamed answer", measured["chunks"], 20, "more", "", "each event one of its own")


def _sample(browser: Browser, url: str, start: float) -> Iterator[Result]:
    """Run a sample for the first time, once more, and one that prints for ever, which is stopped after a second."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.goto(url + OPERATION)
    page.get_by_role("tab", name="Python", exact=True).click()
    first: float = page.evaluate(RUN, ["", "done"])
    detail = f"{first:.0f} ms; Python and the gateway start side by side"
    yield Result("first run of a sample / bare Pyodide that prints", first / start, 4, "less", "x", detail)
    yield Result("longest task of the page meanwhile", page.evaluate("longest"), 100, "less", "ms")
    again = [page.evaluate(RUN, ["", "done"]) for _ in range(CALLS)]
    yield Result("a sample that runs again", statistics.median(again), 100, "less", "ms", f"{CALLS} runs")
    page.evaluate(RUN, [LOUD, "running"])
    page.wait_for_timeout(1000)
    stopped: float = page.evaluate(STOP)
    yield Result("stopping a sample that prints for ever", stopped, 2000, "less", "ms")
    yield Result("longest task of the page while it printed", page.evaluate("longest"), 100, "less", "ms")
    page.context.close()


def _opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.set_default_timeout(120_000)
    page.add_init_script(WATCH)
    page.goto(url + OPERATION)
    page.get_by_role("button", name="Try it").click()
    page.get_by_role("button", name="Send", exact=True).wait_for()
    return page
