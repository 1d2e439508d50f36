"""What a caller must show to be let in."""

import msgspec

from gatepost.model.source import NOWHERE, SourceLocation


class OAuthFlow(msgspec.Struct, frozen=True, kw_only=True):
    """One OAuth 2 flow; `kind` is `authorizationCode`, `clientCredentials`, `deviceAuthorization`, `implicit`
    or `password`; `scopes` are pairs of name and description.
    """

    kind: str
    authorization_url: str = ""
    token_url: str = ""
    refresh_url: str = ""
    device_authorization_url: str = ""
    scopes: tuple[tuple[str, str], ...] = ()


class SecurityScheme(msgspec.Struct, frozen=True, kw_only=True):
    """A way to authenticate (OpenAPI Security Scheme Object).

    `type` is `apiKey`, `http`, `oauth2`, `openIdConnect` or `mutualTLS`; `location` and `parameter_name` serve
    apiKey, `http_scheme` (`bearer`, `basic`, …, lower case) and `bearer_format` serve http.
    `key` is the key in `Gateway.security_schemes`, `name` what the description calls it.
    """

    key: str
    name: str
    type: str
    description: str = ""
    location: str = ""
    parameter_name: str = ""
    http_scheme: str = ""
    bearer_format: str = ""
    flows: tuple[OAuthFlow, ...] = ()
    open_id_connect_url: str = ""
    deprecated: bool = False
    scope: str = ""
    source: SourceLocation = NOWHERE


class SchemeUse(msgspec.Struct, frozen=True, kw_only=True):
    """A scheme (by key) with the OAuth scopes or roles that are needed."""

    key: str
    scopes: tuple[str, ...] = ()


class SecurityRequirement(msgspec.Struct, frozen=True, kw_only=True):
    """Schemes that are needed together. With none, the operation may be called anonymously."""

    uses: tuple[SchemeUse, ...] = ()
