"""Finds the credential a request presents for what its operation requires."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from gatepost.sandbox.behaviour import Refusal
from gatepost.sandbox.description import Operation
from gatepost.sandbox.parameters import Sent
from gatepost.sandbox.state import State

CERTIFICATE = "certificate"
"""Stands for a client certificate, which a sandbox on loopback takes for granted."""

SECRETS = ("key", "secret", "token", "value")


@dataclass(frozen=True, slots=True)
class Presented:
    """The keys a request presents (a basic credential gives two), and whether the operation asks for one."""

    keys: tuple[str, ...]
    needed: bool


def presented(operation: Operation, sent: Sent) -> Presented:
    """The credential of the first alternative that is wholly present; raises Refusal 401 where none is."""
    if not operation.security:
        return Presented(_authorization(sent.headers), needed=False)
    for alternative in operation.security:
        found = [_keys(operation, name, sent) for name in alternative]
        if alternative and all(found):
            keys = tuple(key for one in found for key in one if key != CERTIFICATE)
            return Presented(keys, needed=bool(keys))
    if {} in operation.security:
        return Presented((), needed=False)
    raise refusal(operation, "No credential was presented.")


def is_known(keys: Iterable[str], accepted: Iterable[str], state: State) -> bool:
    """Whether one of the keys opens this sandbox: its own, or one in the state's collection `keys`."""
    wanted = set(keys)
    if wanted & set(accepted):
        return True
    if "keys" not in state.names:
        return False
    for item in state.collection("keys"):
        secrets = [item[name] for name in SECRETS if item.get(name)]
        if wanted & set(map(str, secrets or [item.get("id")])):
            return True
    return False


def refusal(operation: Operation, reason: str) -> Refusal:
    """A 401 that says how to present a credential."""
    ways = dict.fromkeys(_way(operation, name) for alternative in operation.security for name in alternative)
    challenge = dict.fromkeys(_challenge(operation, name) for one in operation.security for name in one)
    message = f"{reason} Send {' or '.join(way for way in ways if way)}. Every sandbox accepts the key sk-sandbox."
    return Refusal(
        401, "invalid_api_key", message, headers={"www-authenticate": ", ".join(challenge) or 'Bearer realm="sandbox"'}
    )


def _keys(operation: Operation, name: str, sent: Sent) -> tuple[str, ...]:
    scheme = operation.description.component("securitySchemes", name)
    match scheme.get("type"):
        case "apiKey":
            return _api_key(str(scheme.get("in")), str(scheme.get("name", "")), sent)
        case "http" if str(scheme.get("scheme", "")).lower() == "basic":
            return _basic(sent.headers)
        case "mutualTLS":
            return (CERTIFICATE,)
    return _authorization(sent.headers)


def _api_key(place: str, name: str, sent: Sent) -> tuple[str, ...]:
    if place == "query":
        value: str | None = next((value for key, value in sent.query if key == name), None)
    else:
        value = sent.cookies.get(name) if place == "cookie" else sent.headers.get(name.lower())
    # Gateways take `x-api-key: Bearer sk-…` and `Authorization: sk-…` alike.
    return (value.rpartition(" ")[2],) if value else ()


def _authorization(headers: Mapping[str, str]) -> tuple[str, ...]:
    """The token of an Authorization header, whatever its scheme is called."""
    scheme, _, token = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() == "basic":
        return _basic(headers)
    return (token.strip(),) if token.strip() else ()


def _basic(headers: Mapping[str, str]) -> tuple[str, ...]:
    scheme, _, token = headers.get("authorization", "").strip().partition(" ")
    if scheme.lower() != "basic":
        return ()
    try:
        user, _, password = b64decode(token, validate=True).decode().partition(":")
    except ValueError:
        return ()
    return tuple(part for part in (password, user) if part)


def _way(operation: Operation, name: str) -> str:
    scheme = operation.description.component("securitySchemes", name)
    match scheme.get("type"):
        case "apiKey":
            return f"the {scheme.get('in')} {scheme.get('name')}"
        case "http" if str(scheme.get("scheme", "")).lower() == "basic":
            return "the header Authorization: Basic"
    return "the header Authorization: Bearer"


def _challenge(operation: Operation, name: str) -> str:
    scheme: dict[str, Any] = operation.description.component("securitySchemes", name)
    kind = str(scheme.get("scheme", "")).lower() if scheme.get("type") == "http" else ""
    return 'Basic realm="sandbox"' if kind == "basic" else 'Bearer realm="sandbox"'
