"""A headless Firefox by WebDriver BiDi, as these tests need one: Playwright asks more than that of Debian can do."""

import json
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One tab of a running Firefox."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._ids = connection, count(1)
        self.version = self._ask("session.new", capabilities={})["capabilities"]["browserVersion"]
        self._tab = self._ask("browsingContext.create", type="tab")["context"]

    def open(self, url: str) -> None:
        """Load a page."""
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def run(self, script: str) -> Any:
        """Return the JSON value of a JavaScript expression, which may be a promise. Raises AssertionError."""
        expression = f"Promise.resolve({script}).then(JSON.stringify)"
        answer = self._ask("script.evaluate", expression=expression, target={"context": self._tab}, awaitPromise=True)
        assert answer["type"] == "success", answer
        text = answer["result"].get("value")
        return None if text is None else json.loads(text)

    def wait(self, condition: str) -> Any:
        """Return the value of an expression as soon as it is true, asked once a frame for a minute at most."""
        waiting = f"""new Promise((done, fail) => {{
          const end = performance.now() + 60_000;
          const look = () => {{
            const found = {condition};
            if (found) done(found);
            else if (performance.now() > end) fail(new Error(document.querySelector('gatepost-console')?.innerText));
            else requestAnimationFrame(look);
          }};
          look();
        }})"""
        return self.run(waiting)

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self._ids)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(timeout=90))
            if message.get("id") == number:
                assert message["type"] == "success", message
                return message["result"]


@contextmanager
def firefox(executable: str, profile: Path) -> Iterator[Firefox]:
    """Run Firefox with a fresh profile; nothing of its own calls home."""
    quiet = {"app.normandy.enabled": False, "datareporting.policy.dataSubmissionEnabled": False}
    quiet |= {"app.update.enabled": False, "network.captive-portal-service.enabled": False}
    quiet |= {"network.connectivity-service.enabled": False, "browser.safebrowsing.downloads.enabled": False}
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(k)}, {json.dumps(v)});\n" for k, v in quiet.items())
    )
    command = [executable, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    try:
        with process.stderr:
            address = next((found[1] for line in process.stderr if (found := LISTENING.search(line))), None)
            assert address, "Firefox ended before it listened"
            with connect(f"{address}/session", max_size=None) as connection:
                yield Firefox(connection)
    finally:
        process.terminate()
        process.wait()
