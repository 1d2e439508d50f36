"""What a sample shows to be let in, always read from the environment."""

import re

from gatepost.model.gateway import Gateway
from gatepost.model.operation import Operation
from gatepost.model.security import SecurityScheme
from gatepost.render.samples.serialize import HEADER_NAME

KEY = "GATEWAY_API_KEY"
"""The environment variable that holds the key."""

USERNAME, PASSWORD = "GATEWAY_USERNAME", "GATEWAY_PASSWORD"
"""The environment variables of HTTP basic authentication."""

_WITHOUT_TOKEN = {"basic", "digest", "hoba", "mutual", "negotiate", "scram-sha-1", "scram-sha-256"}
"""Registered schemes of HTTP whose credentials are more than a secret to pass on."""


def schemes(operation: Operation, gateway: Gateway) -> list[SecurityScheme]:
    """Return the security schemes of the first alternative that is not anonymous."""
    needed = next((requirement.uses for requirement in operation.security if requirement.uses), ())
    return [gateway.security_schemes[use.key] for use in needed if use.key in gateway.security_schemes]


def variable(scheme: SecurityScheme, first: bool) -> str:
    """Return the environment variable of a scheme: that of the key for the first, one of its own for others."""
    if first:
        return KEY
    name = re.sub(r"\W+", "_", scheme.parameter_name or scheme.name, flags=re.ASCII).strip("_").upper()
    return f"GATEWAY_{name}" if name not in ("", "API_KEY") else f"{KEY}_2"


def header(scheme: SecurityScheme) -> tuple[str, str] | None:
    """Return the name of the header that carries a scheme's secret, and what stands before the secret."""
    if scheme.type == "apiKey" and scheme.location == "header" and HEADER_NAME.fullmatch(scheme.parameter_name):
        return scheme.parameter_name, ""
    if scheme.type == "apiKey" and scheme.location == "cookie" and HEADER_NAME.fullmatch(scheme.parameter_name):
        return "Cookie", f"{scheme.parameter_name}="
    if scheme.type in ("oauth2", "openIdConnect"):
        return "Authorization", "Bearer "
    known = scheme.http_scheme in _WITHOUT_TOKEN
    if scheme.type == "http" and not known and re.fullmatch(r"[A-Za-z0-9-]+", scheme.http_scheme):
        return "Authorization", f"{scheme.http_scheme.capitalize()} "
    return None
