"""Who calls, and how they are refused."""

from __future__ import annotations

import hashlib
from typing import Any, NoReturn

from gatepost.sandbox.behaviour import Call, Refusal, Reply

from . import moments


def caller(call: Call) -> dict[str, Any]:
    """The key that the call presents; raises Refusal 401 where it does not work, or no longer."""
    now = call.clock.now()
    for key in call.state.collection("keys"):
        if call.key is not None and call.key in (key["secret"], key.get("token")):
            return _working(call, key, now)
    return unauthorised(call, "invalid_api_key", "This key is not known. Keys of Postern begin with sk-.")


def _working(call: Call, key: dict[str, Any], now: float) -> dict[str, Any]:
    if key["revoked_at"]:
        unauthorised(call, "key_revoked", f"This key was revoked on {key['revoked_at'][:10]}.")
    if key["expires_at"] and moments.seconds(key["expires_at"]) <= now:
        unauthorised(call, "key_expired", f"This key expired on {key['expires_at'][:10]}.")
    if call.key != key["secret"] and now >= key["token_until"]:
        unauthorised(call, "key_rotated", "This key was rotated and its grace period is over. Use its new secret.")
    return key


def actor(call: Call) -> dict[str, str]:
    """Who does it, for the audit log: a key, or the operator by the key in its own header."""
    by_header = "x-postern-admin-key" in call.headers and "authorization" not in call.headers
    return {"kind": "operator", "id": "operator"} if by_header else {"kind": "key", "id": caller(call)["id"]}


def request_id(call: Call) -> str:
    """The id of this call, the same however often it is asked for."""
    return f"req_{digest(call, 'request')[:12]}"


def digest(call: Call, purpose: str) -> str:
    """64 hexadecimal digits that differ by seed, call and purpose, and by nothing else."""
    return sha(f"{call.seed}:{call.number}:{purpose}")


def sha(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def refuse(
    call: Call, status: int, code: str, message: str, param: str | None = None, headers: dict[str, str] | None = None
) -> NoReturn:
    """Raises a Refusal that carries the request id."""
    raise Refusal(status, code, message, param, {"x-postern-request-id": request_id(call), **(headers or {})})


def unauthorised(call: Call, code: str, message: str) -> NoReturn:
    """Raises a Refusal 401 that names the scheme to use."""
    refuse(call, 401, code, message, headers={"www-authenticate": 'Bearer realm="postern"'})


def found(call: Call, collection: str, noun: str, param: str) -> dict[str, Any]:
    """The item that the path names; raises Refusal 404."""
    item = call.state.collection(collection).get(call.path_values[param])
    if item is None:
        refuse(call, 404, "not_found", f"There is no {noun} '{call.path_values[param]}'.", param)
    return item


def sent(call: Call) -> dict[str, Any]:
    """The JSON object of the body; empty where an optional body was not sent."""
    return call.body if isinstance(call.body, dict) else {}


def created(item: dict[str, Any], path: str) -> Reply:
    """The reply to a creation."""
    return Reply(201, item, {"location": path})
