"""What happens before and after every call: keys and scopes are checked, replies get what all of them carry."""

from __future__ import annotations

from email.utils import formatdate

from gatepost.sandbox.behaviour import Call, Reply, Stream

from . import access, audit, moments

DEPRECATED_SINCE = "2026-11-01T00:00:00Z"
SUCCESSORS = {"createCompletion": "/v1/chat/completions", "getCosts": "/v1/usage"}
MODEL_CALLS = ("createChatCompletion", "createResponse", "createCompletion", "createEmbeddings")


def before(call: Call) -> None:
    """Refuses unknown, revoked and expired keys with 401, and keys without the scope that is needed with 403."""
    requirements = call.operation.get("security", [{"virtualKey": []}])
    if not requirements:
        return
    key = access.caller(call)
    administrative = any("adminKey" in one for one in requirements)
    scope = "admin" if administrative else "inference"
    if scope in key["scopes"] or not (administrative or call.operation_id in MODEL_CALLS):
        return
    message = f"This operation needs a key with the scope {scope}; {key['id']} has {', '.join(key['scopes'])}."
    audit.record_denial(call, message)
    access.refuse(call, 403, "scope_missing", message)


def after(call: Call, reply: Reply | Stream) -> Reply | Stream:
    """Adds the request id, and the notice of deprecated operations."""
    if call.operation.get("security") != []:
        reply.headers["x-postern-request-id"] = access.request_id(call)
    if call.operation.get("deprecated"):
        reply.headers.update(_deprecation(call))
    return reply


def _deprecation(call: Call) -> dict[str, str]:
    """The headers of RFC 9745 and RFC 8594."""
    sunset = moments.seconds(f"{call.operation['x-sunset']}T00:00:00Z")
    return {
        "deprecation": f"@{int(moments.seconds(DEPRECATED_SINCE))}",
        "sunset": formatdate(sunset, usegmt=True),
        "link": f'<{SUCCESSORS[str(call.operation_id)]}>; rel="successor-version"',
    }
