"""One Chromium, one built site and one running `mkdocs serve` for the browser tests of a worker.

They run apart from the other tests: Playwright's event loop stays in the thread, and `asyncio.run` refuses one.
"""

import queue
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.serving import static_site

ROOT = Path(__file__).parents[2]
MKDOCS = str(Path(sys.executable).parent / "mkdocs")
# Two browsers, two sites and two interpreters share two cores: what takes a second alone may take ten.
expect.set_options(timeout=20_000)
CHROMIUM = ("--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(CHROMIUM))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo site as `mkdocs build` publishes it."""
    site = tmp_path_factory.mktemp("demo") / "site"
    subprocess.run([MKDOCS, "build", "--quiet", "--site-dir", str(site)], cwd=ROOT, check=True)
    return site


@pytest.fixture(scope="session")
def published(demo_site: Path) -> Iterator[str]:
    """The demo site at a sub-path of a plain static server, as GitHub Pages has it."""
    with static_site(demo_site, "/repo/") as url:
        yield url


SANDBOX = re.compile(r"the sandbox answers at (\S+)")


class Served(NamedTuple):
    """A running `mkdocs serve`: its site, which ends in a slash, and its sandbox where it has one."""

    site: str
    sandbox: str


@contextmanager
def serving(project: Path) -> Iterator[Served]:
    """Run `mkdocs serve` in a folder on a free port; yields once the site stands."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout
        with process.stdout:
            for line in process.stdout:
                lines.put(line)
        lines.put("")

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    seen = ""
    try:
        while "Serving on" not in (line := lines.get(timeout=90)):
            seen += line
            if not line:
                pytest.fail(f"mkdocs serve ended before it served:\n{seen}")
        sandbox = SANDBOX.search(seen)
        yield Served(f"http://127.0.0.1:{port}/", sandbox[1] if sandbox else "")
    except queue.Empty:
        pytest.fail(f"mkdocs serve did not start:\n{seen}")
    finally:
        process.terminate()
        process.wait()
        reader.join()


@pytest.fixture(scope="session")
def running() -> Iterator[Served]:
    with serving(ROOT) as served:
        yield served


@pytest.fixture
def served(running: Served) -> str:
    """The demo site as `make serve` starts it; its sandbox has forgotten what earlier tests did there."""
    reset = Request(f"{running.sandbox}/_sandbox/reset", method="POST")
    with urlopen(reset, timeout=10) as answer:
        assert answer.status == 204
    return running.site
