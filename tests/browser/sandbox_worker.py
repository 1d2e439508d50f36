"""The worker of the published site, asked directly: many requests to one start of Python."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Page

ASK = """
async ([chunk, seconds, requests]) => {
  const { SandboxTransport } = await import(chunk);
  const url = path => new URL(path, chunk).href;
  const site = await (await fetch(url('site.json'))).json();
  const { inPage } = site.targets.find(target => target.inPage);
  const python = { ...inPage.python, folder: url(inPage.python.folder) };
  const base = new URL('../../sandbox', chunk);
  const transport = new SandboxTransport(base, {
    ...inPage, seconds, worker: url(inPage.worker), archive: url(inPage.archive), python,
  });
  const replies = [];
  for (const [method, target, headers, body] of requests) {
    const reply = { status: 0, headers: [], body: '', failure: null };
    const sent = { method, url: base.href + target, headers, secret: false, ...(body === null ? {} : { body }) };
    for await (const event of transport.send(sent, new AbortController().signal)) {
      if (event.kind === 'head') Object.assign(reply, { status: event.status, headers: event.headers });
      else if (event.kind === 'chunk') for (const byte of event.bytes) reply.body += String.fromCharCode(byte);
      else if (event.kind === 'failure') reply.failure = [event.cause, event.message];
    }
    replies.push(reply);
  }
  return replies;
}
"""


class Sent(NamedTuple):
    """A request: method, path with query, headers, body."""

    method: str
    target: str
    headers: dict[str, str]
    body: str | None = None


class Reply(NamedTuple):
    """What came back; `failure` is its cause and message, where it did not end well."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes
    failure: tuple[str, str] | None


class SandboxWorker:
    """A page whose sandbox has another archive than the site's own."""

    def __init__(self, page: Page, site: str, folder: Path, archive: bytes, seconds: float = 10) -> None:
        [chunk] = (folder / "assets" / "gatepost").glob("console-transport-*.js")
        self._page, self._seconds = page, seconds
        self._chunk = f"{site}assets/gatepost/{chunk.name}"
        page.set_default_timeout(120_000)
        page.route("**/sandbox-*.bin", lambda route: route.fulfill(body=archive))
        page.goto(site)

    def ask(self, requests: Sequence[Sent]) -> list[Reply]:
        """Ask one after the other; the first starts Python."""
        asked = [[one.method, one.target, list(one.headers.items()), one.body] for one in requests]
        replies: list[dict[str, Any]] = self._page.evaluate(ASK, [self._chunk, self._seconds, asked])
        return [_reply(one) for one in replies]


def _reply(raw: dict[str, Any]) -> Reply:
    headers = [(name, value) for name, value in raw["headers"]]
    failure = (raw["failure"][0], raw["failure"][1]) if raw["failure"] else None
    return Reply(raw["status"], headers, raw["body"].encode("latin-1"), failure)
