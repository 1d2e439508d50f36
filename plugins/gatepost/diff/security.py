"""Who is let in, in two versions."""

from collections.abc import Iterator

from gatepost.diff.pairs import OperationPair
from gatepost.diff.rule import code
from gatepost.model.security import OAuthFlow, SecurityRequirement, SecurityScheme

Uses = dict[frozenset[str], dict[str, frozenset[str]]]
"""Alternatives by the schemes needed together, with the scopes of each."""


def lost(pair: OperationPair) -> Iterator[str]:
    """Yield the alternatives that only the old version has, in words; none where everybody was let in before."""
    old, new = _both(pair)
    if new and not old:
        yield "No authentication"
    elif new:
        yield from (_words(schemes) for schemes in old if schemes not in new)


def gained(pair: OperationPair) -> Iterator[str]:
    """Yield the alternatives that only the new version has, in words."""
    old, new = _both(pair)
    if old and not new:
        yield "No authentication"
    elif old:
        yield from (_words(schemes) for schemes in new if schemes not in old)


def scopes_added(pair: OperationPair) -> Iterator[tuple[str, str]]:
    """Yield scheme and scope where an alternative needs more."""
    old, new = _both(pair)
    yield from _beyond(old, new)


def scopes_removed(pair: OperationPair) -> Iterator[tuple[str, str]]:
    """Yield scheme and scope where an alternative needs less."""
    old, new = _both(pair)
    yield from _beyond(new, old)


def way(scheme: SecurityScheme) -> str:
    """Return how a scheme is shown, in words."""
    if scheme.type == "apiKey":
        return f"an API key in the {scheme.location} {code(scheme.parameter_name)}"
    if scheme.type == "http":
        return f"HTTP {scheme.http_scheme}"
    return {"oauth2": "OAuth 2", "openIdConnect": "OpenID Connect", "mutualTLS": "a client certificate"}.get(
        scheme.type, scheme.type
    )


def scopes(scheme: SecurityScheme) -> frozenset[str]:
    """Return the scopes of all flows of a scheme."""
    return frozenset(name for flow in scheme.flows for name, _ in flow.scopes)


def flows(scheme: SecurityScheme) -> dict[str, str]:
    """Return the address of each flow of a scheme by its kind."""
    return {flow.kind: _address(flow) for flow in scheme.flows}


def _address(flow: OAuthFlow) -> str:
    return " ".join(one for one in (flow.authorization_url, flow.device_authorization_url, flow.token_url) if one)


def _both(pair: OperationPair) -> tuple[Uses, Uses]:
    if not pair.both:
        return {}, {}
    old, new = pair.both
    return _uses(old.security), _uses(new.security)


def _uses(security: tuple[SecurityRequirement, ...]) -> Uses:
    return {frozenset(use.key for use in one.uses): {u.key: frozenset(u.scopes) for u in one.uses} for one in security}


def _beyond(old: Uses, new: Uses) -> Iterator[tuple[str, str]]:
    for schemes in old.keys() & new.keys():
        for scheme, needed in new[schemes].items():
            yield from ((scheme, scope) for scope in sorted(needed - old[schemes][scheme]))


def _words(schemes: frozenset[str]) -> str:
    return " with ".join(code(one) for one in sorted(schemes)) or "No authentication"
