"""Refusals in the description's own error shape."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from gatepost.sandbox.answers import concrete
from gatepost.sandbox.behaviour import Refusal, Reply
from gatepost.sandbox.bodies import is_json
from gatepost.sandbox.description import Operation
from gatepost.sandbox.faults import Fault
from gatepost.sandbox.generate import Generator

TYPES = {
    401: "authentication_error",
    402: "budget_error",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    413: "request_too_large",
    429: "rate_limit_error",
}
MESSAGES = ("message", "msg", "detail", "description", "error_description", "reason")


def invalid(operation: Operation, faults: Sequence[Fault]) -> Refusal:
    """The refusal of a request that is not as the contract wants it: 422 where only that is declared, else 400."""
    declared = operation.responses
    status = 422 if "422" in declared and "400" not in declared else 400
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    first = faults[0]
    joint = ":" if first.message.startswith("expected") else ""
    return Refusal(
        status, "invalid_request", f"{first.pointer}{joint} {first.message}{more}", first.pointer.rpartition(" ")[2]
    )


def answer(refusal: Refusal, operation: Operation | None) -> Reply:
    """The refusal as the operation declares its errors, or in the general shape."""
    if operation is not None:
        content = (operation.response(refusal.status) or {}).get("content")
        for key, declared in content.items() if isinstance(content, dict) else ():
            media_type = concrete(str(key))
            if is_json(media_type) and isinstance(declared, dict):
                body = _shaped(refusal, operation, declared.get("schema"), media_type)
                if body is not None:
                    return Reply(refusal.status, body, dict(refusal.headers), media_type)
    return Reply(refusal.status, general(refusal), dict(refusal.headers), "application/json")


def general(refusal: Refusal) -> dict[str, Any]:
    """The shape most AI gateways share."""
    return {
        "error": {
            "message": refusal.message,
            "type": _type(refusal.status),
            "param": refusal.param,
            "code": refusal.code,
        }
    }


def _type(status: int) -> str:
    return TYPES.get(status, "api_error" if status >= 500 else "invalid_request_error")


def _shaped(refusal: Refusal, operation: Operation, schema: Any, media_type: str) -> Any:
    """A valid body that carries the message, or None where the schema has no place for one."""
    generator = Generator(operation.description)
    body = generator.make(schema, named=_named(refusal, media_type)) if schema else None
    if body and operation.description.reading.accepts(schema, body):
        return body
    return None


def _named(refusal: Refusal, media_type: str) -> dict[str, list[Any]]:
    """What goes into properties that errors usually have; of several values the first that fits."""
    status, text = refusal.status, str(refusal.status)
    phrase = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else "Error"
    where = [part for part in (refusal.param or "").split("/") if part] or ["request"]
    return {
        **{name: [refusal.message] for name in MESSAGES},
        "error": [refusal.message],
        "errors": [[refusal.message]],
        "title": [phrase],
        "code": [refusal.code, status, text],
        **{name: [status, text, "error", "failure"] for name in ("status", "statusCode", "status_code")},
        "type": ["about:blank" if "problem" in media_type else _type(status)],
        **{name: [refusal.param, refusal.param or ""] for name in ("param", "field", "pointer")},
        "loc": [where],
    }
