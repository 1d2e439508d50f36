"""GET requests of a snapshot: one origin, a ceiling on size, errors in words."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

import httpx2
import msgspec

from gatepost.errors import SnapshotError
from gatepost.model.schema import Json
from gatepost.snapshot.targets import Target

MAX_BYTES = 64 * 1024 * 1024
"""Bytes of one response; as much as a build reads from one file."""

_MAX_REDIRECTS = 5


def get_json(target: Target, timeout: float) -> Json:
    """Return the JSON at a URL; redirects are followed within its origin only, so that headers stay there.

    Raises SnapshotError that says what came instead.
    """
    url = target.url
    try:
        with httpx2.Client(timeout=timeout, headers=dict(target.headers)) as client:
            for _ in range(_MAX_REDIRECTS):
                status, headers, body = _get(client, url)
                if status not in (301, 302, 303, 307, 308):
                    return _json(target, status, headers, body)
                url = _next(target, url, headers.get("location", ""))
    except httpx2.HTTPError as error:
        raise SnapshotError(f"{target} could not be read: {error or type(error).__name__}.") from error
    raise SnapshotError(f"{target} redirects more than {_MAX_REDIRECTS} times.")


def _get(client: httpx2.Client, url: str) -> tuple[int, Mapping[str, str], bytes]:
    with client.stream("GET", url, headers={"accept": "application/json"}) as response:
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > MAX_BYTES:
                raise SnapshotError(f"The response is larger than {MAX_BYTES:,} bytes and was not read to its end.")
        return response.status_code, response.headers, bytes(body)


def _next(target: Target, url: str, location: str) -> str:
    found = urljoin(url, location)
    parts = urlsplit(found)
    if not location or f"{parts.scheme}://{parts.netloc}" != target.origin:
        raise SnapshotError(f"{target} redirects to another origin, which is not followed. Give that URL itself.")
    return found


def _json(target: Target, status: int, headers: Mapping[str, str], body: bytes) -> Json:
    if status in (401, 403):
        raise SnapshotError(
            f"{target} answers {status}: credentials are missing. Add --header 'Authorization: $TOKEN'."
        )
    if status != 200:
        raise SnapshotError(f"{target} answers {status} and not 200.")
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        kind = headers.get("content-type", "no content type")
        raise SnapshotError(f"{target} does not answer with JSON but with {kind} ({error}).") from None
