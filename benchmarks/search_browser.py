"""What a question takes in the box of GitHub's site in Chromium, as it is and on a processor four times slower.

Chromium slows down the thread of a page and no other: asked to slow down a worker, it answers that this is for pages
only. On the slow processor the worker's own script therefore runs in the page, which costs more than a reader pays,
for the page draws on the same thread. A loop of fixed length, timed there, tells how much slower the thread is.
"""

import json
import shutil
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page, sync_playwright

from benchmarks import sites
from benchmarks.browser import CHROMIUM
from benchmarks.build import cold
from benchmarks.results import Result
from tests.serving import static_site

SLOWDOWN = 4
ROUNDS = 5
ASKED = (
    "list labels of an issue",
    "create a gist",
    "how do I rerun a failed workflow job",
    "star a repository",
    "who may approve deployments to production",
    "craete a pull reqest reveiw",
    "GET /repos/{owner}/{repo}/issues",
    "repos/list-commits",
    "per_page",
    "remove every collaborator who has left the organization from all private repositories and tell the owners",
)
IN_PAGE = """
class Worker extends EventTarget {
  constructor(script) {
    super();
    const heard = new Promise(done => {
      const add = window.addEventListener;
      window.addEventListener = (type, listener, ...more) =>
        type === "message" ? done(listener) : add.call(window, type, listener, ...more);
      import(script).then(() => { window.addEventListener = add; });
    });
    window.postMessage = told => setTimeout(() => this.dispatchEvent(new MessageEvent("message", {data: told})));
    this.postMessage = asked => heard.then(hear => setTimeout(() => hear({data: structuredClone(asked)})));
  }
  terminate() {}
}
window.Worker = Worker;
"""
"""The worker's script on the thread of the page."""
WATCH = """
window.Worker = class extends window.Worker {
  constructor(...given) {
    super(...given);
    const post = this.postMessage;
    this.postMessage = asked => {
      if (asked.type === "search") window.sent = performance.now();
      post.call(this, asked);
    };
    this.addEventListener("message", ({data}) => {
      if (data.type === "answer" && data.answer.stage === "words") window.first = performance.now() - sent;
      if (data.type === "answer" && data.answer.stage === "meaning") window.reply = performance.now() - sent;
    });
  }
};
"""
TYPE = """async text => {
  const box = document.querySelector("dialog.gatepost-search");
  const [input, list] = [box.querySelector("[role=combobox]"), box.querySelector("[role=listbox]")];
  const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  const type = typed => {
    const settled = new Promise(done => {
      new MutationObserver((_, self) => {
        if (list.hasAttribute("aria-busy")) return;
        self.disconnect();
        done();
      }).observe(list, {attributes: true});
    });
    input.value = typed;
    input.dispatchEvent(new InputEvent("input", {bubbles: true}));
    return settled.then(painted);
  };
  await type(text.slice(0, -1));
  const start = performance.now();
  await type(text);
  const shown = performance.now() - start;
  if (!list.querySelector("[role=option]")) throw new Error(`nothing was found: ${text}`);
  return {shown, first, reply};
}"""
LOOP = """() => {
  const start = performance.now();
  for (let turn = 0, sum = 0; turn < 5e7; turn += 1) sum += turn % 7;
  return performance.now() - start;
}"""


class Spent(NamedTuple):
    """Milliseconds from the question to the reply by words alone, to the last one, and from the key to the screen."""

    first: float
    reply: float
    shown: float


def results(work: Path) -> Iterator[Result]:
    """Ask the box of GitHub's site, guides and all, what its engine has the files of."""
    site = work / "search" / "site"
    if not (site / "site" / "index.html").exists():
        cold(sites.gatepost_site(site, sites.github(), more=["gatepost/search"]))
    with sync_playwright() as playwright, static_site(site / "site") as base:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM))
        page = browser.new_page()
        heaps = _heaps_of_workers(page)
        _open(page, base)
        yield from _times("", _asked(page), 30, 100)
        yield Result("memory of the search's worker", max(heaps()), 40, "less", "MB", "heap and buffers, in Chromium")
        page.close()
        page = browser.new_page()
        page.add_init_script(IN_PAGE)
        _open(page, base)
        usual = statistics.median(page.evaluate(LOOP) for _ in range(ROUNDS))
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
        slow = statistics.median(page.evaluate(LOOP) for _ in range(ROUNDS)) / usual
        yield from _times(f", processor {slow:.1f} times slower", _asked(page), 150, 150)
        browser.close()


def _open(page: Page, url: str) -> None:
    page.add_init_script(WATCH)
    page.goto(url)
    page.keyboard.press("/")
    page.wait_for_selector("dialog.gatepost-search[open]")


def _asked(page: Page) -> list[list[Spent]]:
    """Return what each question took, round by round, after one that loaded its files."""
    rounds = [[Spent(**page.evaluate(TYPE, text)) for text in ASKED] for _ in range(1 + ROUNDS)]
    return [list(spent) for spent in zip(*rounds[1:], strict=True)]


def _times(how: str, by_question: Sequence[Sequence[Spent]], limit: float, seen: float) -> Iterator[Result]:
    """Yield the slowest question by the medians of its rounds."""
    middle = [Spent(*map(statistics.median, zip(*spent, strict=True))) for spent in by_question]
    first, reply, shown = (max(column) for column in zip(*middle, strict=True))
    usual = Spent(*map(statistics.median, zip(*middle, strict=True)))
    detail = f"the slowest of {len(middle)} in Chromium; the middle one {usual.reply:.1f}, by words alone {first:.1f}"
    yield Result(f"a question, warm{how}", reply, limit, "less", "ms", detail)
    detail = f"from the key that ends the question, 60 for the next key among them; the middle one {usual.shown:.1f}"
    yield Result(f"a question on the screen{how}", shown, seen, "less", "ms", detail)


def _heaps_of_workers(page: Page) -> Callable[[], list[float]]:
    """Return what tells the MB of each worker of a page."""
    session = page.context.new_cdp_session(page)
    workers: list[str] = []
    heaps: list[float] = []

    def heard(event: dict[str, Any]) -> None:
        used = json.loads(event["message"]).get("result", {})
        if "usedSize" in used:
            heaps.append((used["usedSize"] + used["backingStorageSize"]) / 1e6)

    def ask() -> list[float]:
        question = json.dumps({"id": 1, "method": "Runtime.getHeapUsage"})
        for worker in workers:
            session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": question})
        page.wait_for_timeout(1000)
        return heaps

    session.on("Target.attachedToTarget", lambda event: workers.append(event["sessionId"]))
    session.on("Target.receivedMessageFromTarget", heard)
    session.send("Target.setAutoAttach", {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False})
    return ask
