"""Python samples in a page: many of them to one start of Python."""

import json
import re
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple

from playwright.sync_api import Page

from gatepost import ASSETS

SECTION = re.compile(r'<section data-tab="?(python|python-sync|openai)"?>(.*?)</section>', re.DOTALL)
IN_GUIDE = re.compile(
    r'<div class="gatepost-samples highlight" data-contract="([^"]+)contract\.json">(.*?)</div>', re.DOTALL
)
CODE = re.compile(r"<code[^>]*>(.*?)</code>", re.DOTALL)
RUN = """
async ([site, console, transport, samples]) => {
  const { openRunner } = await import(site + console);
  const { SandboxTransport } = await import(site + transport);
  const assets = path => new URL(path, site + 'assets/gatepost/').href;
  const { targets } = await (await fetch(assets('site.json'))).json();
  const { inPage } = targets.find(target => target.inPage);
  const python = { ...inPage.python, folder: assets(inPage.python.folder) };
  const sandboxOf = ({ archive, size }) => new SandboxTransport(
    new URL(site + 'sandbox'), { ...inPage, worker: assets(inPage.worker), archive: assets(archive), size, python });
  const sandboxes = Object.fromEntries(
    Object.entries(inPage.versions ?? {}).map(([label, told]) => [label, sandboxOf(told)]));
  const current = sandboxOf(inPage);
  const reset = { method: 'POST', url: site + 'sandbox/_sandbox/reset', headers: [], secret: false };
  const runs = [];
  for (const [folder, source] of samples) {
    const sandbox = sandboxes[folder.split('/')[0]] ?? current;
    for await (const event of sandbox.send(reset, new AbortController().signal)) void event;
    const host = document.createElement('gatepost-console');
    host.setAttribute('contract', site + folder + 'contract.json');
    const code = document.createElement('code');
    code.textContent = source;
    const block = document.createElement('pre');
    block.append(code);
    const holder = document.createElement('div');
    holder.append(host, block);
    document.body.append(holder);
    await openRunner(block, host);
    const state = holder.querySelector('.gatepost-runner-state');
    const ended = () => !['idle', 'starting', 'running'].includes(state.dataset.state);
    await new Promise(done => {
      const look = () => ended() && (watch.disconnect(), done());
      const watch = new MutationObserver(look);
      watch.observe(state, { attributes: true });
      look();
    });
    runs.push([state.dataset.state, holder.querySelector('.gatepost-output').textContent]);
    holder.remove();
  }
  return runs;
}
"""


class PrintedSample(NamedTuple):
    """A sample as a page shows it: the folder of its contract, the language or `guide`, the code."""

    folder: str
    language: str
    source: str


class Ran(NamedTuple):
    """How a sample ended (`done`, `raised`, `stopped`, `failed`), and all that it printed."""

    state: str
    output: str


def printed_samples(site: Path) -> Iterator[PrintedSample]:
    """Yield every Python sample of a built site that can be run."""
    for page in sorted(site.rglob("index.html")):
        text = page.read_text()
        folder = page.parent.relative_to(site).as_posix()
        found = [(folder, *one) for one in SECTION.findall(text)] if "<gatepost-console data-runs" in text else []
        found += [(normpath(f"{folder}/{to}"), "guide", code) for to, code in IN_GUIDE.findall(text)]
        for folder, language, section in found:
            for code in CODE.findall(section):
                yield PrintedSample(f"{folder}/", language, unescape(re.sub(r"<[^>]+>", "", code)))


class SampleWorker:
    """A page that runs samples one after the other, each against a sandbox that has been reset."""

    def __init__(self, page: Page, site: str, folder: Path) -> None:
        assets = folder / "assets" / "gatepost"
        self._page, self._site = page, site
        [transport] = assets.glob("console-transport-*.js")
        console = json.loads((ASSETS / "manifest.json").read_text())["console"]
        self._chunks = [f"assets/gatepost/{name}" for name in (console, transport.name)]
        page.set_default_timeout(180_000)
        page.goto(site)

    def run(self, samples: Sequence[tuple[str, str]]) -> list[Ran]:
        """Run samples, each given with the folder of its page; the first starts Python."""
        asked = [list(one) for one in samples]
        return [Ran(*one) for one in self._page.evaluate(RUN, [self._site, *self._chunks, asked])]
