"""Cross-origin answers: any page may call a sandbox and read all of what it says.

No credentials are allowed: cookies ignore ports, so a page could else read those of other programs on localhost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gatepost.sandbox.behaviour import Reply

ALWAYS_ALLOWED = "authorization, content-type, prefer, x-api-key"


def preflight(headers: Mapping[str, str], methods: Iterable[str]) -> Reply:
    """The answer to a preflight request: yes, for a day."""
    allowed = {
        "access-control-allow-methods": ", ".join(methods),
        "access-control-allow-headers": headers.get("access-control-request-headers") or ALWAYS_ALLOWED,
        "access-control-max-age": "86400",
        "vary": "access-control-request-headers",
    }
    if headers.get("access-control-request-private-network") == "true":
        allowed["access-control-allow-private-network"] = "true"
    return Reply(204, headers=allowed)


def shared(headers: Mapping[str, str], more: Iterable[str] = ()) -> dict[str, str]:
    """The headers with leave to read each of them by name, since `*` does not reach every browser."""
    names = sorted({name.lower() for name in (*headers, *more) if not name.lower().startswith("access-control-")})
    return {**headers, "access-control-allow-origin": "*", "access-control-expose-headers": ", ".join(names)}
