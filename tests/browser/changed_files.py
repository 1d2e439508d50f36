"""Files of the site that reach the browser otherwise than built: for browsers and policies that are not here."""

from collections.abc import Callable
from typing import NamedTuple

from playwright.sync_api import Route


class Change(NamedTuple):
    """Headers that come besides, and a line of script before all others."""

    headers: dict[str, str]
    first: str = ""


POLICY = Change({"content-security-policy": "script-src 'self'"})
NO_WEBASSEMBLY = Change({}, "delete globalThis.WebAssembly;\n")
NO_JSPI = Change({}, "delete WebAssembly.Suspending; delete WebAssembly.promising;\n")
"""As a browser that cannot let WebAssembly wait for a promise."""


def altered(change: Change | None) -> Callable[[Route], None]:
    """Return what answers a request with the file as changed; without a change it is lost."""

    def answer(route: Route) -> None:
        if change is None:
            return route.fulfill(status=404)
        fetched = route.fetch()
        headers = {**fetched.headers, **change.headers}
        return route.fulfill(response=fetched, headers=headers, body=change.first + fetched.text())

    return answer
