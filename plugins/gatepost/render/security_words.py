"""Security schemes in words."""

from gatepost.model.security import SecurityScheme

FLOWS = {
    "authorizationCode": "Authorization code",
    "clientCredentials": "Client credentials",
    "deviceAuthorization": "Device authorization",
    "implicit": "Implicit",
    "password": "Password",
}
_PLACES = {"header": "header", "query": "query parameter", "cookie": "cookie"}


def kind_words(scheme: SecurityScheme) -> str:
    """Return what a scheme is: `HTTP bearer`, `API key in a header`, `OAuth 2`."""
    if scheme.type == "http":
        return f"HTTP {scheme.http_scheme or 'authentication'}"
    if scheme.type == "apiKey":
        return f"API key in a {_PLACES.get(scheme.location, scheme.location)}"
    return {"oauth2": "OAuth 2", "openIdConnect": "OpenID Connect", "mutualTLS": "Mutual TLS"}.get(
        scheme.type, scheme.type
    )


def how_to_send(scheme: SecurityScheme) -> tuple[str, str]:
    """Return the words before what is sent, and what is sent: `Send the header`, `Authorization: Bearer TOKEN`."""
    if scheme.type == "apiKey":
        name = scheme.parameter_name
        if scheme.location == "query":
            return "Add to the URL", f"{name}=KEY"
        return (
            ("Send the cookie", f"{name}=KEY") if scheme.location == "cookie" else ("Send the header", f"{name}: KEY")
        )
    if scheme.type == "http" and scheme.http_scheme == "basic":
        return "Send the header", "Authorization: Basic BASE64(user:password)"
    if scheme.type == "http" and scheme.http_scheme not in ("bearer", ""):
        return "Send the header", f"Authorization: {scheme.http_scheme.capitalize()} CREDENTIALS"
    if scheme.type in ("http", "oauth2", "openIdConnect"):
        return "Send the header", "Authorization: Bearer TOKEN"
    return "Present", "a client certificate"
