"""Security schemes, and which of them an operation needs."""

from gatepost.model.security import OAuthFlow, SchemeUse, SecurityRequirement, SecurityScheme
from gatepost.translate.node import Node
from gatepost.translate.scope import Scope

_TYPES = frozenset({"apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"})
_FLOWS_OF_SWAGGER = {"accessCode": "authorizationCode", "application": "clientCredentials"}


def security_schemes(scope: Scope) -> dict[str, SecurityScheme]:
    """Return the security schemes of a description by key (OpenAPI 3.1, 4.8.27)."""
    root = scope.origin.root
    parent = root if scope.is_swagger else root.object("components")
    entries = parent.entries("securityDefinitions" if scope.is_swagger else "securitySchemes") if parent else ()
    found = (scope.shared(node, security_scheme, name) for name, node in entries)
    return {scheme.key: scheme for scheme in found if scheme is not None}


def security_scheme(scope: Scope, node: Node, name: str) -> SecurityScheme | None:
    """Return one scheme; None, with a problem, when its type is not known."""
    kind = node.text("type")
    is_basic = scope.is_swagger and kind == "basic"
    if not is_basic and kind not in _TYPES:
        message = f"Security scheme '{name}' is of no known type; write one of {', '.join(sorted(_TYPES))}."
        node.report("unknown-security-type", message, "error")
        return None
    return SecurityScheme(
        key=scope.origin.key(name),
        name=name,
        type="http" if is_basic else kind,
        description=node.text("description"),
        location=node.text("in"),
        parameter_name=node.text("name"),
        http_scheme="basic" if is_basic else node.text("scheme").lower(),
        bearer_format=node.text("bearerFormat"),
        flows=(_swagger_flow(node),) if scope.is_swagger and kind == "oauth2" else _flows(node),
        open_id_connect_url=node.url("openIdConnectUrl"),
        deprecated=node.flag("deprecated"),
        scope=scope.origin.bundle.id,
        source=node.source,
    )


def security(scope: Scope, node: Node) -> tuple[SecurityRequirement, ...]:
    """Return the alternatives of the `security` list of a node; an empty list lets everyone in."""
    listed = node.get("security")
    if listed is not None and listed.value == []:
        return (SecurityRequirement(),)
    found = (_requirement(scope, child) for child in node.elements("security"))
    return tuple(requirement for requirement in found if requirement is not None)


def _requirement(scope: Scope, node: Node) -> SecurityRequirement | None:
    """The schemes that are needed together; None when one of them is not known, lest less seems to be needed."""
    if type(node.value) is not dict:
        node.wrong_type("an object")
        return None
    uses = []
    for name in node.value:
        key = scope.security_keys.get(name)
        if key is None:
            message = f"No security scheme is called '{name}'; this alternative was left out."
            node.report("unknown-security-scheme", message, "error")
            return None
        uses.append(SchemeUse(key=key, scopes=node.texts(name)))
    return SecurityRequirement(uses=tuple(uses))


def _flows(node: Node) -> tuple[OAuthFlow, ...]:
    found = []
    for kind, child in node.entries("flows"):
        if type(child.value) is dict:
            found.append(_flow(kind, child))
        else:
            child.wrong_type("an object")
    return tuple(found)


def _swagger_flow(node: Node) -> OAuthFlow:
    kind = node.text("flow")
    return _flow(_FLOWS_OF_SWAGGER.get(kind, kind), node)


def _flow(kind: str, node: Node) -> OAuthFlow:
    return OAuthFlow(
        kind=kind,
        authorization_url=node.url("authorizationUrl"),
        token_url=node.url("tokenUrl"),
        refresh_url=node.url("refreshUrl"),
        device_authorization_url=node.url("deviceAuthorizationUrl"),
        scopes=tuple((name, child.value if type(child.value) is str else "") for name, child in node.entries("scopes")),
    )
